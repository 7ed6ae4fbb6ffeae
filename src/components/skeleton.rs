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
    let (words, lines) = match shape {
        Shape::Front => ("div.skeleton.front aria-busy=true", 4),
        Shape::Block => ("div.skeleton.block aria-busy=true", 4),
        Shape::Listing => ("div.skeleton.listing aria-busy=true", 8),
        Shape::Article => ("div.skeleton.article aria-busy=true", 9),
    };
    let lines: Markup = (0..lines).map(|_| el("span.line aria-hidden=true")).collect();
    let word = el("p.visually-hidden role=status").with(text.loading);
    el(words).with(word).with(lines)
}
