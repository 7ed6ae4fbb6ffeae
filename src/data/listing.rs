//! One page of a listing.

use bantin_feed::{Article, Feed};

/// One page of a listing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The articles, pinned first, then newest.
    pub articles: Vec<Article>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
}

impl Listing {
    /// The listing that a feed holds which answers for this page.
    #[must_use]
    pub fn of(feed: Feed, page: u32) -> Self {
        let pages = feed.pages.and_then(|pages| u32::try_from(pages).ok()).unwrap_or(1).max(1);
        Self { articles: feed.items, page, pages }
    }
}
