//! What holds the place of content that is being fetched, so that nothing jumps when it comes.

use crate::text::Text;
use leptos::prelude::*;

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
pub fn skeleton(shape: Shape, text: &'static Text) -> impl IntoView {
    let (class, lines) = match shape {
        Shape::Front => ("skeleton front", 4),
        Shape::Block => ("skeleton block", 4),
        Shape::Listing => ("skeleton listing", 8),
        Shape::Article => ("skeleton article", 9),
    };
    view! {
        <div class=class aria-busy="true">
            <p class="visually-hidden" role="status">{text.loading}</p>
            {(0..lines).map(|_| view! { <span class="line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
