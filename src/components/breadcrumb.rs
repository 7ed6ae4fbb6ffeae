//! Where a page is in the site.

use super::Edition;
use crate::route::Route;
use leptos::prelude::*;

/// The front page, and the category where there is one: address and name.
#[must_use]
pub fn breadcrumb(category: Option<(String, String)>, edition: &Edition) -> impl IntoView + use<> {
    let text = edition.text();
    let home = edition.href(&Route::Home);
    view! {
        <nav class="breadcrumb" aria-label=text.breadcrumb>
            <ol>
                <li><a href=home>{text.home}</a></li>
                {category.map(|(href, name)| view! { <li><a href=href>{name}</a></li> })}
            </ol>
        </nav>
    }
}
