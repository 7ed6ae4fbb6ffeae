//! One article with its body.

use crate::clean_html::CleanHtml;
use bantin_feed::{Article, Feed};

/// An article and its body, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The article, with its neighbours and translations.
    pub article: Article,
    /// Its body, cleaned.
    pub body: CleanHtml,
}

impl Whole {
    /// The article that a feed holds which answers for it; `None` where it holds none. Its body must have been cleaned, as
    /// our own server does and the reader of foreign feeds.
    #[must_use]
    pub fn of(feed: Feed) -> Option<Self> {
        let mut article = feed.items.into_iter().next()?;
        let body = CleanHtml::from_cleaner(article.content_html.take().unwrap_or_default());
        Some(Self { article, body })
    }
}
