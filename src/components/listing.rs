//! A category's page: its name, its articles, its page numbers.

use super::breadcrumb::breadcrumb;
use super::card::{self, Card};
use super::pagination::{self, Pages};
use super::{Edition, notice};
use crate::data::Listing;
use crate::markup::{Element, Markup, el};
use crate::route::Route;

/// The title of one page of a category.
#[must_use]
pub fn title(name: &str, page: u32, edition: &Edition) -> String {
    if page > 1 { format!("{name} – {} {page}", edition.text().page) } else { name.to_owned() }
}

/// What stands above a category's listing: where it is in the site, and its name.
#[must_use]
pub fn head(name: &str, edition: &Edition) -> Markup {
    let heading = el("h1.section tabindex=-1").with(name.to_owned());
    [breadcrumb(None, edition).into(), heading.into()].into()
}

/// The articles of one page, or the sentence that says there are none.
#[must_use]
pub fn listing(slug: &str, found: &Listing, edition: &Edition) -> Element {
    let cards: Vec<_> = found.articles.iter().map(|article| Card::of(article, edition)).collect();
    let pages =
        Pages::new(found.page, found.pages, |page| edition.href(&Route::Category { slug: slug.to_owned(), page }));
    let empty = cards.is_empty().then(|| notice::empty(edition.text()));
    let rows: Markup = cards.iter().map(|card| card::row(card, "h2.headline")).collect();
    el("div.listing").with(empty).with(rows).with(pagination::pagination(&pages, edition.text()))
}
