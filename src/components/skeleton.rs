//! What holds the place of content that is being fetched, so that nothing jumps when it comes.

use crate::markup::{Element, Markup, el};
use crate::text::Text;

/// Which content is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The opening of the front page.
    Front,
    /// One block of the front page.
    Block,
    /// A listing.
    Listing,
    /// An article.
    Article,
}

/// Grey lines in the place of the content; a screen reader hears one word.
#[must_use]
pub fn skeleton(shape: Shape, text: &'static Text) -> Element {
    let (class, lines) = match shape {
        Shape::Front => ("skeleton front", 4),
        Shape::Block => ("skeleton block", 4),
        Shape::Listing => ("skeleton listing", 8),
        Shape::Article => ("skeleton article", 9),
    };
    let lines: Markup = (0..lines).map(|_| el("span").class("line").attr("aria-hidden", "true")).collect();
    let word = el("p").class("visually-hidden").attr("role", "status").with(text.loading);
    el("div").class(class).attr("aria-busy", "true").with(word).with(lines)
}
