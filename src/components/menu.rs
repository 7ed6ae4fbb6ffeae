//! The categories of the site.

use super::Edition;
use crate::markup::{Element, Markup, el};
use crate::route::Route;

/// The menu, with the category marked that is shown.
#[must_use]
pub fn menu(edition: &Edition, route: &Route) -> Element {
    let text = edition.text();
    let item = |href: String, name: String, shown: bool| {
        el("li").with(el("a").attr("href", href).attr("aria-current", shown.then_some("page")).with(name))
    };
    let home = item(edition.href(&Route::Home), text.home.to_owned(), *route == Route::Home);
    let categories = edition.site.categories.iter().map(|category| {
        let shown = matches!(route, Route::Category { slug, .. } if *slug == category.slug);
        item(edition.category_href(&category.slug), edition.name_of(category), shown)
    });
    let list = el("ul").with(home).with(categories.collect::<Markup>());
    el("nav.menu").attr("aria-label", text.categories).with(list)
}
