//! The categories of the site.

use super::Edition;
use crate::route::Route;
use leptos::prelude::*;

/// The menu, with the category marked that is shown.
#[must_use]
pub fn menu(edition: &Edition, route: &Route) -> impl IntoView + use<> {
    let text = edition.text();
    let shown = match route {
        Route::Category { slug, .. } => Some(slug.as_str()),
        _ => None,
    };
    let items = edition.site.categories.iter().map(|category| {
        let current = (shown == Some(category.slug.as_str())).then_some("page");
        let href = edition.category_href(&category.slug);
        view! { <li><a href=href aria-current=current>{edition.name_of(category)}</a></li> }
    });
    let home = edition.href(&Route::Home);
    let at_home = (*route == Route::Home).then_some("page");
    view! {
        <nav class="menu" aria-label=text.categories>
            <ul>
                <li><a href=home aria-current=at_home>{text.home}</a></li>
                {items.collect_view()}
            </ul>
        </nav>
    }
}
