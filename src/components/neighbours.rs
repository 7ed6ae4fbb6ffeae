//! The articles before and after one in time.

use super::{Edition, time};
use crate::markup::{Element, Markup, el};
use crate::route::Route;
use crate::text::DateForm;
use bantin_feed::Neighbour;

/// The newer and the older articles, each under its heading; a side without any is left out.
#[must_use]
pub fn neighbours(newer: &[Neighbour], older: &[Neighbour], edition: &Edition) -> Element {
    let text = edition.text();
    el("div.neighbours").with(side("section.newer", text.newer, newer, edition)).with(side(
        "section.older",
        text.older,
        older,
        edition,
    ))
}

fn side(words: &'static str, heading: &'static str, side: &[Neighbour], edition: &Edition) -> Option<Element> {
    let item = |neighbour: &Neighbour| {
        let href = edition.href(&Route::Article { id: neighbour.id.clone(), slug: neighbour.slug.clone() });
        let when = neighbour.date_published.map(|when| time(edition.time(when, DateForm::Day)));
        el("li").with(el("a").attr("href", href).with(neighbour.title.clone())).with(" ").with(when)
    };
    let list = el("ul").with(side.iter().map(item).collect::<Markup>());
    (!side.is_empty()).then(|| el(words).with(el("h2").with(heading)).with(list))
}
