//! All pages of a feed, as one: follows `next_url`, and stops where it loops.

use std::collections::HashMap;

use bantin_feed::{Article, Feed, FeedError, Format, Refused, read_with_raw};

use super::{Document, DocumentError, Place, local};
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

/// Where an item came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// As it came.
    pub raw: String,
    /// The address of its document.
    pub base: String,
    /// The folder of its document, if it was a file.
    pub folder: Option<std::path::PathBuf>,
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
    let mut all = Gathered { whole: true, ..Gathered::default() };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut visited: Vec<Place> = Vec::new();
    let mut bytes = 0_usize;
    let mut next = Some(place.clone());
    while let Some(place) = next.take() {
        visited.push(place.clone());
        let page = match read(&place, format, fetcher).await {
            Ok(page) => page,
            Err(error) if visited.len() == 1 => return Err(error),
            Err(error) => {
                all.stop(&format!("page {} could not be read: {error}", visited.len()));
                break;
            }
        };
        bytes = bytes.saturating_add(page.bytes);
        next = page.feed.next_url.as_deref().and_then(|address| page.place.next(address));
        all.add(page, &mut seen, visited.len());
        if let Some(following) = &next {
            let reason = if visited.contains(following) {
                Some(format!("next_url leads back to {following}: stopped there"))
            } else if visited.len() >= MOST_PAGES {
                Some(format!("more than {MOST_PAGES} pages: stopped there"))
            } else if bytes > MOST_BYTES {
                Some(format!("more than {} MB in all pages: stopped there", MOST_BYTES >> 20))
            } else {
                None
            };
            if let Some(reason) = reason {
                all.stop(&reason);
                next = None;
            }
        }
    }
    Ok(all)
}

/// One page as it was read.
struct Page {
    place: Place,
    base: String,
    bytes: usize,
    feed: Feed,
    raw: Vec<String>,
    refused: Vec<Refused>,
    notes: Vec<Refused>,
}

async fn read(place: &Place, format: Format, fetcher: &Fetcher) -> Result<Page, GatherError> {
    let Document { place, base, bytes } = Document::get(place, fetcher).await?;
    match read_with_raw(&bytes, format, Some(&base)) {
        Ok((reading, raw)) => Ok(Page {
            place,
            base,
            bytes: bytes.len(),
            feed: reading.feed,
            raw,
            refused: reading.refused,
            notes: reading.notes,
        }),
        Err(error) => Err(GatherError::Feed { place, error }),
    }
}

impl Gathered {
    fn stop(&mut self, reason: &str) {
        self.whole = false;
        self.notes.push(Refused { place: "feed".to_owned(), reason: reason.to_owned() });
    }

    fn add(&mut self, page: Page, seen: &mut HashMap<String, usize>, number: usize) {
        let on_page = |place: String| if number == 1 { place } else { format!("page {number}, {place}") };
        let put = |item: Refused| Refused { place: on_page(item.place), reason: item.reason };
        self.refused.extend(page.refused.into_iter().map(put));
        self.notes.extend(page.notes.into_iter().map(put));
        let mut feed = page.feed;
        // A file has no address: what is not beside it is where the feed says it was.
        let own = [&feed.feed_url, &feed.home_page_url].into_iter().flatten().find(|address| local::is_web(address));
        let base = match &page.place {
            Place::File(_) => own.cloned().unwrap_or(page.base),
            Place::Web(_) => page.base,
        };
        let items = std::mem::take(&mut feed.items);
        for (item, raw) in items.into_iter().zip(page.raw) {
            if let Some(first) = seen.get(&item.id) {
                let place = on_page(format!("item (id {:?})", item.id));
                let reason = if *first == number {
                    "the id of an earlier item".to_owned()
                } else {
                    format!("the id of an item on page {first}")
                };
                self.refused.push(Refused { place, reason });
                continue;
            }
            seen.insert(item.id.clone(), number);
            let authors = feed.authors_of(&item).to_vec();
            let language = feed.language_of(&item).map(str::to_owned);
            let folder = match &page.place {
                Place::File(path) => path.parent().map(std::path::Path::to_path_buf),
                Place::Web(_) => None,
            };
            self.feed.items.push(Article { authors, language, ..item });
            self.origins.push(Origin { raw, base: base.clone(), folder });
        }
        if number == 1 {
            let items = std::mem::take(&mut self.feed.items);
            self.feed = Feed { items, next_url: None, total: None, page: None, pages: None, ..feed };
        }
        self.whole &= self.refused.is_empty();
    }
}
