//! The top of every page: the site's name, as a newspaper has it, and the way to the other language.

use super::Edition;
use crate::markup::{Element, Markup, el};
use crate::route::Route;
use crate::text::text;
use bantin_api::Language;

/// The masthead of a page that shows `route`.
#[must_use]
pub fn masthead(edition: &Edition, route: &Route) -> Element {
    let link = |language: &Language| {
        let (href, tag) = (edition.addresses.href(*language, route), language.tag());
        let link = el("a.language").attr("href", href).attr("hreflang", tag).attr("lang", tag);
        link.with(text(*language).other_language)
    };
    let others = edition.addresses.languages.iter().filter(|language| **language != edition.language);
    let home = el("a").attr("href", edition.href(&Route::Home)).attr("rel", "home");
    let nameplate = el("p.nameplate").with(home.with(edition.site.name.clone()));
    el("header.masthead").with(nameplate).with(others.map(link).collect::<Markup>())
}
