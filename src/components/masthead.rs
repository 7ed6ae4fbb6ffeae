//! The top of every page: the site's name, as a newspaper has it, the field for searching, how the page is shown, and the way to the
//! other language.

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
    // The page for searching has its own.
    let search = (edition.own_page && !matches!(route, Route::Search { .. })).then(|| field(edition));
    let aids = edition.own_page.then(|| {
        let hidden = el("span.visually-hidden").with(format!(" – {}", edition.text().display));
        el("button.plain type=button data-aid=display").with("Aa").with(hidden)
    });
    let home = el("a").attr("href", edition.href(&Route::Home)).attr("rel", "home");
    let nameplate = el("p.nameplate").with(home.with(edition.site.name.clone()));
    el("header.masthead").with(nameplate).with(search).with(aids).with(others.map(link).collect::<Markup>())
}

/// The field for searching: a plain form, which needs no script.
fn field(edition: &Edition) -> Element {
    let name = edition.text().search;
    let label = el("label.visually-hidden for=search").with(name);
    let input =
        el("input id=search type=search name=q autocomplete=off enterkeyhint=search maxlength=400 aria-keyshortcuts=/");
    el("form.search role=search")
        .attr("action", edition.href(&Route::Search { query: String::new() }))
        .with(label)
        .with(input.attr("placeholder", name))
        .with(el("button type=submit").with(name))
}
