//! A feed page by page: follows `next_url`, and stops where it loops.

use std::collections::HashMap;

use bantin_feed::{Article, Feed, Field, Format, Given, Reading, Refused, read_with_raw};

use super::document::Asked;
use super::gather::GatherError;
use super::{Document, Place, local};
use crate::fetch::Fetcher;

/// What is walked through, and how far.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// How the documents are written.
    pub format: Format,
    /// Where the source keeps what, where that is its own affair.
    pub fields: Vec<(Field, String)>,
    /// What is asked with, beside the address; of these the validators only for the first page.
    pub asked: Asked,
    /// The most pages.
    pub most_pages: usize,
    /// The most bytes of all pages together.
    pub most_bytes: usize,
}

/// A walk through the pages of a feed.
#[derive(Debug)]
pub struct Walk<'w> {
    way: &'w Way,
    fetcher: &'w Fetcher,
    next: Option<Place>,
    visited: Vec<Place>,
    bytes: usize,
    /// The page on which each id was met.
    seen: HashMap<String, usize>,
}

/// Where an item came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// As it came.
    pub raw: String,
    /// How its document was written.
    pub format: Format,
    /// The address of its document.
    pub base: String,
    /// The folder of its document, if it was a file.
    pub folder: Option<std::path::PathBuf>,
}

/// One page as it was read.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number, from 1.
    pub number: usize,
    /// How it was written.
    pub format: Format,
    /// The address that it came from.
    pub base: String,
    /// Its feed, whose items have what the feed says for all of them.
    pub feed: Feed,
    /// Where each item came from.
    pub origins: Vec<Origin>,
    /// Articles of which there is only the address of their own page.
    pub unread: Vec<Article>,
    /// Items that cannot be taken.
    pub refused: Vec<Refused>,
    /// What was left out or put right.
    pub notes: Vec<Refused>,
    /// The `ETag` and `Last-Modified` that it came with.
    pub validators: (Option<String>, Option<String>),
    /// Why pages after it are not read, although there are some.
    pub stopped: Option<String>,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub enum Found {
    /// A page.
    Page(Box<Page>),
    /// What was there the last time.
    Same,
}

impl<'w> Walk<'w> {
    /// A walk that begins at a place.
    #[must_use]
    pub fn new(place: Place, way: &'w Way, fetcher: &'w Fetcher) -> Self {
        Self { way, fetcher, next: Some(place), visited: Vec::new(), bytes: 0, seen: HashMap::new() }
    }

    /// Where the next page is, if there is one.
    #[must_use]
    pub fn ahead(&self) -> Option<&Place> {
        self.next.as_ref()
    }

    /// The ids of all items met so far.
    pub fn met(&self) -> impl Iterator<Item = &String> {
        self.seen.keys()
    }

    /// Reads the next page; `None` after the last.
    ///
    /// # Errors
    /// When it cannot be had or read. Then the walk is over.
    pub async fn step(&mut self) -> Option<Result<Found, GatherError>> {
        let place = self.next.take()?;
        self.visited.push(place.clone());
        Some(self.read(&place).await)
    }

    async fn read(&mut self, place: &Place) -> Result<Found, GatherError> {
        let asked = if self.visited.len() == 1 { self.way.asked.clone() } else { self.way.asked.unconditional() };
        let Some(document) = Document::ask(place, &asked, self.fetcher).await? else { return Ok(Found::Same) };
        let Document { place, base, bytes, pages, validators } = document;
        let given = Given { base: Some(&base), pages, fields: &self.way.fields };
        let read = read_with_raw(&bytes, self.way.format, &given);
        let (reading, raw) = read.map_err(|error| GatherError::Feed { place: place.clone(), error })?;
        self.bytes = self.bytes.saturating_add(bytes.len());
        let following = reading.feed.next_url.as_deref().and_then(|address| place.next(address));
        let mut page = self.page(&place, base, reading, raw);
        page.validators = validators;
        page.stopped = following.as_ref().and_then(|following| self.why_not(following));
        self.next = following.filter(|_| page.stopped.is_none());
        Ok(Found::Page(Box::new(page)))
    }

    /// Why the pages after this one are not read.
    fn why_not(&self, following: &Place) -> Option<String> {
        if self.visited.contains(following) {
            Some(format!("next_url leads back to {following}: stopped there"))
        } else if self.visited.len() >= self.way.most_pages {
            Some(format!("more than {} pages: stopped there", self.way.most_pages))
        } else if self.bytes > self.way.most_bytes {
            Some(format!("more than {} MB in all pages: stopped there", self.way.most_bytes >> 20))
        } else {
            None
        }
    }

    fn page(&mut self, place: &Place, base: String, reading: Reading, raw: Vec<String>) -> Page {
        let number = self.visited.len();
        let on_page = |place: String| if number == 1 { place } else { format!("page {number}, {place}") };
        let put = |item: Refused| Refused { place: on_page(item.place), reason: item.reason };
        let mut page = Page {
            number,
            format: reading.format,
            refused: reading.refused.into_iter().map(put).collect(),
            notes: reading.notes.into_iter().map(put).collect(),
            ..Page::default()
        };
        let mut feed = reading.feed;
        // A file has no address: what is not beside it is where the feed says it was.
        let own = [&feed.feed_url, &feed.home_page_url].into_iter().flatten().find(|address| local::is_web(address));
        let (base, folder) = match place {
            Place::File(path) => (own.cloned().unwrap_or(base), path.parent().map(std::path::Path::to_path_buf)),
            Place::Web(_) => (base, None),
        };
        let mut items = Vec::new();
        for (item, raw) in std::mem::take(&mut feed.items).into_iter().zip(raw) {
            if let Some(first) = self.seen.get(&item.id) {
                let place = on_page(format!("item (id {:?})", item.id));
                let reason = if *first == number {
                    "the id of an earlier item".to_owned()
                } else {
                    format!("the id of an item on page {first}")
                };
                page.refused.push(Refused { place, reason });
                continue;
            }
            self.seen.insert(item.id.clone(), number);
            let authors = feed.authors_of(&item).to_vec();
            let language = feed.language_of(&item).map(str::to_owned);
            items.push(Article { authors, language, ..item });
            page.origins.push(Origin { raw, format: page.format, base: base.clone(), folder: folder.clone() });
        }
        for item in reading.unread {
            if !self.seen.contains_key(&item.id) {
                self.seen.insert(item.id.clone(), number);
                page.unread.push(item);
            }
        }
        page.base = base;
        page.feed = Feed { items, ..feed };
        page
    }
}
