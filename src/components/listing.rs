//! A category's page: its name, its articles, its page numbers.

use super::card::{self, Card};
use super::pagination::{self, Pages};
use super::{Edition, notice};
use leptos::prelude::*;

/// The articles of one page, or the sentence that says there are none.
#[must_use]
pub fn listing(cards: Vec<Card>, pages: &Pages, edition: &Edition) -> impl IntoView + use<> {
    let empty = cards.is_empty();
    view! {
        <div class="listing">
            {empty.then(|| notice::empty(edition.text()))}
            {cards.into_iter().map(card::row).collect_view()}
            {pagination::pagination(pages, edition.text())}
        </div>
    }
}
