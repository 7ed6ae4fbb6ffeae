//! The foot of every page.

use super::Edition;
use crate::markup::{Element, el};
use crate::route::{Addressing, Route};

/// The site's name, its news as a feed, and how visits are counted where they are.
#[must_use]
pub fn footer(edition: &Edition, feed: String, counted: bool) -> Element {
    let link = el("a").attr("href", feed).attr("type", "application/feed+json").with(edition.text().feed);
    // Only a server has that page, and its addresses are paths.
    let counted = (counted && edition.addresses.addressing == Addressing::Path)
        .then(|| el("p").with(el("a").attr("href", edition.href(&Route::HowCounted)).with(edition.text().how_counted)));
    el("footer.footer").with(el("p").with(edition.site.name.clone())).with(el("p").with(link)).with(counted)
}
