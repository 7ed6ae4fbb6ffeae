//! The feed as far as it has been read: its first page, and the pages after it as they come.

use crate::site;
use bantin_feed::{Article, Bounds, Feed, Reading, Stop, Trail};
use serde_json::{Map, Value};

/// The most that is read of one feed. All of it is kept in the memory of a phone, and its visitor pays for each byte: a
/// page with more news than this wants the companion server, which hands out one listing at a time.
pub(crate) const BOUNDS: Bounds = Bounds { pages: 50, bytes: 20_000_000, items: 10_000 };

/// How far the reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// There is a page that has not been read.
    Reading,
    /// A page could not be read; it may be tried again.
    Failed,
    /// All of it was read, or as much as is read of one feed.
    Done,
}

/// The pages of one feed that have been read, as one feed.
#[derive(Debug)]
pub(crate) struct Pages {
    feed: Feed,
    /// The page that each article came from, by its id: an id that comes twice is the same article. A map of JSON values,
    /// because the code for that one is there already.
    page_of: Map<String, Value>,
    /// Of each page, what addresses in its bodies are relative to.
    bases: Vec<String>,
    trail: Trail,
    next: Option<String>,
    progress: Progress,
}

impl Pages {
    /// Nothing has been read yet of the feed at this address.
    pub(crate) fn begin(address: &str) -> Self {
        Self {
            feed: Feed::default(),
            page_of: Map::new(),
            bases: Vec::new(),
            trail: Trail::new(BOUNDS),
            next: Some(address.to_owned()),
            progress: Progress::Reading,
        }
    }

    /// Adds a page, of so many bytes, which came from `base`, and of which so many items were refused; what is known already stays
    /// as it is. Says why the page after it is not read, where one is named.
    pub(crate) fn add(&mut self, page: Reading, refused: usize, base: &str, bytes: usize) -> Option<Stop> {
        let mut feed = page.feed;
        let items = feed.items.len() + refused;
        let known = self.feed.items.len();
        // A page of which nothing can be taken says nothing of what comes after it.
        let fresh = if feed.items.is_empty() { refused } else { 0 };
        for article in std::mem::take(&mut feed.items) {
            if !self.page_of.contains_key(&article.id) {
                self.page_of.insert(article.id.clone(), Value::from(self.bases.len()));
                // Its own page's, which may differ from the first one's.
                let authors = feed.authors_of(&article).to_vec();
                let language = feed.language_of(&article).map(str::to_owned);
                self.feed.items.push(Article { authors, language, ..article });
            }
        }
        let next = feed.next_url.take().and_then(|next| followed(&next, base));
        if self.bases.is_empty() {
            self.feed = Feed { items: std::mem::take(&mut self.feed.items), ..feed };
        }
        site::put_in_order(&mut self.feed);
        let asked = self.next.take();
        let addresses: Vec<&str> = asked.as_deref().into_iter().chain([base]).collect();
        self.trail.read(&addresses, bytes, items, fresh + self.feed.items.len() - known);
        self.bases.push(base.to_owned());
        let stop = next.as_ref().and_then(|next| self.trail.follow(next).err());
        self.next = next.filter(|_| stop.is_none());
        self.progress = if self.next.is_some() { Progress::Reading } else { Progress::Done };
        stop
    }

    /// The next page could not be read.
    pub(crate) fn fail(&mut self) {
        self.progress = Progress::Failed;
    }

    /// The next page does not fit any more: what is there is all.
    pub(crate) fn end(&mut self) {
        (self.next, self.progress) = (None, Progress::Done);
    }

    /// The address of the page to be read now, if there is one. One that could not be read is tried again.
    pub(crate) fn next(&mut self) -> Option<String> {
        let next = self.next.clone();
        if next.is_some() {
            self.progress = Progress::Reading;
        }
        next
    }

    /// How many bytes the next page may have.
    pub(crate) fn bytes_left(&self) -> usize {
        self.trail.bytes_left()
    }

    /// How many pages have been read.
    pub(crate) fn read(&self) -> usize {
        self.bases.len()
    }

    /// How far the reading has come.
    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// The first page's feed with the articles of all pages, in the order of listings.
    pub(crate) fn feed(&self) -> &Feed {
        &self.feed
    }

    /// What addresses in the body of the article with this id are relative to.
    pub(crate) fn base_of(&self, id: &str) -> &str {
        let page = self.page_of.get(id).and_then(Value::as_u64).and_then(|page| usize::try_from(page).ok());
        page.and_then(|page| self.bases.get(page)).map_or("", String::as_str)
    }
}

/// The address under which the next page is asked for; `None` for what is not on the web. A browser fetches nothing
/// unencrypted for an encrypted page, and portals behind a proxy write `http` without knowing better.
fn followed(next: &str, base: &str) -> Option<String> {
    let (scheme, rest) = next.split_once("://")?;
    let encrypted = |address: &str| address.split_once("://").is_some_and(|(it, _)| it.eq_ignore_ascii_case("https"));
    if encrypted(next) || (scheme.eq_ignore_ascii_case("http") && !encrypted(base)) {
        Some(next.to_owned())
    } else {
        scheme.eq_ignore_ascii_case("http").then(|| ["https://", rest].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::{Author, read_json_feed};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const FIRST: &str = "https://a.vn/tin/feed.json";

    fn page(items: &str, next: &str, base: &str) -> Reading {
        let text = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "{base}", "authors": [{{"name": "{base}"}}],
                "next_url": "{next}", "items": [{items}]}}"#
        );
        read_json_feed(text.as_bytes(), Some(base)).unwrap()
    }

    fn item(id: usize) -> String {
        format!(r#"{{"id": {id}, "title": "t", "date_published": {}}}"#, 1_700_000_000 - id * 60)
    }

    fn items(ids: impl IntoIterator<Item = usize>) -> String {
        ids.into_iter().map(item).collect::<Vec<_>>().join(",")
    }

    /// Adds a page of 100 bytes.
    fn add(pages: &mut Pages, reading: Reading, base: &str) -> Option<Stop> {
        let refused = reading.refused.len();
        pages.add(reading, refused, base, 100)
    }

    fn of(first: Reading) -> Pages {
        let mut pages = Pages::begin(FIRST);
        add(&mut pages, first, FIRST);
        pages
    }

    fn begun(next: &str) -> Pages {
        of(page(&items([1, 2]), next, FIRST))
    }

    fn ids(pages: &Pages) -> Vec<&str> {
        pages.feed().items.iter().map(|article| article.id.as_str()).collect()
    }

    #[test]
    fn pages_become_one_feed_and_the_first_of_an_id_stays() {
        let mut pages = begun("2.json");
        assert_eq!(pages.next().as_deref(), Some("https://a.vn/tin/2.json"));
        let second = "https://b.vn/2.json";
        assert_eq!(add(&mut pages, page(&items([2, 3, 0]), "", second), second), None);
        assert_eq!((ids(&pages), pages.progress(), pages.read()), (vec!["0", "1", "2", "3"], Progress::Done, 2));
        assert_eq!(pages.next(), None);
        assert_eq!([pages.base_of("2"), pages.base_of("3"), pages.base_of("x")], [FIRST, second, ""]);
        assert_eq!(pages.feed().title, FIRST);
        let author = |at: usize| pages.feed().items[at].authors.clone();
        let named = |name: &str| vec![Author { name: Some(name.into()), ..Author::default() }];
        assert_eq!((author(2), author(3)), (named(FIRST), named(second)));
    }

    #[test]
    fn a_loop_ends_it_quietly() {
        for next in
            ["feed.json", "#top", "https://a.vn/tin/feed.json#x", "/tin/./feed.json", "http://a.vn/tin/feed.json"]
        {
            let pages = begun(next);
            assert_eq!(pages.progress(), Progress::Done, "{next}");
        }
        let mut pages = begun("2.json");
        // The second page was found elsewhere, after a redirect; both its addresses are known.
        let moved = "https://a.vn/moved.json";
        assert_eq!(add(&mut pages, page(&items([3]), "/tin/2.json", moved), moved), Some(Stop::Loop));
        let mut circle = begun("2.json");
        let again = "https://a.vn/tin/2.json";
        assert_eq!(add(&mut circle, page(&items([1, 2]), "3.json", again), again), Some(Stop::NothingNew));
        assert_eq!(circle.progress(), Progress::Done);
    }

    #[test]
    fn a_page_of_which_nothing_can_be_taken_is_not_the_last() {
        let mut pages = begun("2.json");
        let second = "https://a.vn/tin/2.json";
        assert_eq!(add(&mut pages, page("null, {}", "3.json", second), second), None);
        assert_eq!(pages.next().as_deref(), Some("https://a.vn/tin/3.json"));
    }

    #[test]
    fn a_page_that_fails_leaves_what_was_read_and_is_tried_again() {
        let mut pages = begun("2.json");
        pages.fail();
        assert_eq!((ids(&pages), pages.progress()), (vec!["1", "2"], Progress::Failed));
        assert_eq!(pages.next().as_deref(), Some("https://a.vn/tin/2.json"));
        assert_eq!(pages.progress(), Progress::Reading);
        pages.end();
        assert_eq!((pages.next(), pages.progress()), (None, Progress::Done));
    }

    #[test]
    fn only_the_web_is_followed() {
        for (next, base, wanted) in [
            ("https://a.vn/2", FIRST, Some("https://a.vn/2")),
            ("HTTPS://a.vn/2", "http://a.vn/1", Some("HTTPS://a.vn/2")),
            ("http://a.vn/2", "http://a.vn/1", Some("http://a.vn/2")),
            ("http://a.vn/2", FIRST, Some("https://a.vn/2")),
            ("ftp://a.vn/2", FIRST, None),
            ("mailto:a@a.vn", FIRST, None),
            ("2.json", "", None),
        ] {
            assert_eq!(followed(next, base).as_deref(), wanted, "{next}");
        }
        assert_eq!(begun("javascript:alert(1)").progress(), Progress::Done);
    }

    #[test]
    fn a_feed_without_end_ends() {
        let mut pages = begun("?p=1");
        let mut stop = None;
        while let Some(address) = pages.next() {
            let at = pages.read();
            stop = add(&mut pages, page(&item(at + 10), &format!("?p={}", at + 1), &address), &address);
        }
        assert_eq!((pages.read(), stop), (BOUNDS.pages, Some(Stop::Pages)));
        let mut large = begun("2.json");
        assert_eq!(large.bytes_left(), BOUNDS.bytes - 100);
        let stop = large.add(page(&item(3), "3.json", "https://a.vn/2"), 0, "https://a.vn/2", BOUNDS.bytes - 100);
        assert_eq!(stop, Some(Stop::Bytes));
        let many = page(&items(0..BOUNDS.items), "2.json", FIRST);
        assert_eq!(of(many).progress(), Progress::Done);
    }

    proptest! {
        /// However articles are spread over pages, whole feed and pages give the same.
        #[test]
        fn pages_are_as_good_as_one_document(spread in vec(vec(0usize..30, 1..6), 1..8)) {
            let mut pages: Option<Pages> = None;
            let mut known: BTreeSet<usize> = BTreeSet::new();
            for (number, page_ids) in spread.iter().enumerate() {
                let address = pages.as_mut().map_or_else(|| Some(FIRST.to_owned()), Pages::next);
                let Some(address) = address else { break };
                let reading = page(&items(page_ids.iter().copied()), &format!("?p={number}"), &address);
                known.extend(page_ids);
                add(pages.get_or_insert_with(|| Pages::begin(FIRST)), reading, &address);
            }
            let wanted: Vec<String> = known.iter().map(ToString::to_string).collect();
            let pages = pages.unwrap();
            prop_assert_eq!(ids(&pages), wanted);
        }
    }
}
