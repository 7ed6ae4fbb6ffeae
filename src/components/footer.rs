//! The foot of every page.

use super::Edition;
use crate::markup::{Element, el};

/// The site's name, and its news as a feed.
#[must_use]
pub fn footer(edition: &Edition, feed: String) -> Element {
    let link = el("a").attr("href", feed).attr("type", "application/feed+json").with(edition.text().feed);
    el("footer.footer").with(el("p").with(edition.site.name.clone())).with(el("p").with(link))
}
