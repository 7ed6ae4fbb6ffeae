//! Where a page is in the site.

use super::Edition;
use crate::markup::{Element, el};
use crate::route::Route;

/// The front page, and the category where there is one: address and name.
#[must_use]
pub fn breadcrumb(category: Option<(String, String)>, edition: &Edition) -> Element {
    let text = edition.text();
    let step = |(href, name): (String, String)| el("li").with(el("a").attr("href", href).with(name));
    let home = step((edition.href(&Route::Home), text.home.to_owned()));
    let steps = el("ol").with(home).with(category.map(step));
    el("nav.breadcrumb").attr("aria-label", text.breadcrumb).with(steps)
}
