//! The page that says how visits are counted, for whoever reads the numbers. Its texts are the server's alone: in the front
//! end's they would be in the wasm.

mod en;
mod vi;

use bantin::components::Edition;
use bantin::markup::{Element, Markup, el};
use bantin_api::Language;

/// The page in one language.
struct Text {
    /// What it says first, to search engines too.
    summary: &'static str,
    /// Each number by the name that stands beside it, and what it means.
    numbers: [(&'static str, &'static str); 5],
    /// The other parts: a heading, paragraphs, and what is listed below them.
    parts: [Part; 5],
}

type Part = (&'static str, &'static [&'static str], &'static [&'static str]);

fn text(language: Language) -> &'static Text {
    match language {
        Language::Vi => &vi::TEXT,
        Language::En => &en::TEXT,
    }
}

/// What the page says first.
pub(super) fn summary(language: Language) -> &'static str {
    text(language).summary
}

/// The page.
pub(super) fn page(edition: &Edition) -> Element {
    let text = text(edition.language);
    let numbers = text.numbers.into_iter().flat_map(|(name, meaning)| [el("dt").with(name), el("dd").with(meaning)]);
    let numbers = el("dl").with(numbers.collect::<Markup>());
    let parts = text.parts.into_iter().flat_map(|(heading, paragraphs, list)| {
        let paragraphs = paragraphs.iter().map(|paragraph| el("p").with(*paragraph));
        let items: Markup = list.iter().map(|item| el("li").with(*item)).collect();
        let list = (!list.is_empty()).then(|| el("ul").with(items));
        [el("h2").with(heading)].into_iter().chain(paragraphs).chain(list)
    });
    let head = el("header").with(el("h1").with(edition.text().how_counted)).with(el("p.summary").with(text.summary));
    let body = el("div.body").with([numbers].into_iter().chain(parts).collect::<Markup>());
    el("article.article").with(head).with(body)
}
