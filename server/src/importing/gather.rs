//! All pages of a feed, as one.

use bantin_feed::{Feed, FeedError, Format, Refused};

use super::walk::{Found, Origin, Page, Walk, Way};
use super::{DocumentError, Place};
use crate::fetch::Fetcher;

/// The most pages followed.
const MOST_PAGES: usize = 1_000;

/// The most bytes of all pages together.
const MOST_BYTES: usize = 512 << 20;

/// What was found at one place and the pages after it.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The first page's feed, with the items of all pages.
    pub feed: Feed,
    /// Of each item: its text as it came, the base of its document and the name of the format.
    pub origins: Vec<Origin>,
    /// Items that cannot be taken.
    pub refused: Vec<Refused>,
    /// What was left out or put right.
    pub notes: Vec<Refused>,
    /// Whether every page was read and every item taken.
    pub whole: bool,
}

/// Why a place gave no feed at all.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    /// The document cannot be had.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The document is no feed.
    #[error("{place}: {error}")]
    Feed {
        /// Where it is.
        place: Place,
        /// What is wrong with it.
        error: FeedError,
    },
}

/// Reads the feed at `place` and every page it leads to. A later page that fails ends the reading with a
/// note: what came before it is good.
///
/// # Errors
/// When the first page cannot be read.
pub async fn gather(place: &Place, format: Format, fetcher: &Fetcher) -> Result<Gathered, GatherError> {
    let way = Way { format, most_pages: MOST_PAGES, most_bytes: MOST_BYTES, ..Way::default() };
    let mut walk = Walk::new(place.clone(), &way, fetcher);
    let mut all = Gathered { whole: true, ..Gathered::default() };
    let mut pages = 0_usize;
    while let Some(found) = walk.step().await {
        pages += 1;
        match found {
            Ok(Found::Page(page)) => all.add(*page),
            // Nothing was said of what was there before.
            Ok(Found::Same) => {}
            Err(error) if pages == 1 => return Err(error),
            Err(error) => all.stop(format!("page {pages} could not be read: {error}")),
        }
    }
    Ok(all)
}

impl Gathered {
    fn stop(&mut self, reason: String) {
        self.whole = false;
        self.notes.push(Refused { place: "feed".to_owned(), reason });
    }

    fn add(&mut self, page: Page) {
        self.refused.extend(page.refused);
        self.notes.extend(page.notes);
        self.origins.extend(page.origins);
        if !page.unread.is_empty() {
            let reason = format!(
                "{} addresses without anything to show: a source in the settings can read the pages there, with \
                 `[site.source.article]`",
                page.unread.len()
            );
            self.notes.push(Refused { place: "feed".to_owned(), reason });
        }
        let mut feed = page.feed;
        self.feed.items.append(&mut feed.items);
        if page.number == 1 {
            let items = std::mem::take(&mut self.feed.items);
            self.feed = Feed { items, next_url: None, total: None, page: None, pages: None, ..feed };
        }
        self.whole &= self.refused.is_empty();
        if let Some(reason) = page.stopped {
            self.stop(reason);
        }
    }
}
