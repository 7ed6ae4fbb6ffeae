//! The pages of one feed, one after the other: whether the page that `next_url` names is read too.
//!
//! Whoever fetches keeps a [`Trail`]. It stops at a loop, at a page that says nothing new, and at a [`Bounds`].

use std::fmt;

/// The most that is read of one feed, all pages together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Pages, the first included.
    pub pages: usize,
    /// Bytes, as they are after decompression; whoever fetches cuts a page off at [`Trail::bytes_left`].
    pub bytes: usize,
    /// Items, those that were refused included. The page that reaches them is still taken whole.
    pub items: usize,
}

/// The pages of one feed that have been read.
#[derive(Clone, Debug)]
pub struct Trail {
    bounds: Bounds,
    visited: Vec<String>,
    bytes: usize,
    items: usize,
    fresh: usize,
}

impl Trail {
    /// Nothing has been read yet.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, visited: Vec::new(), bytes: 0, items: 0, fresh: 0 }
    }

    /// Notes a page: every address that leads to it (what was asked for, and where redirects ended), its `bytes`, how many
    /// `items` it has, and how many of them are `fresh`: not an item of an earlier page once more.
    pub fn read(&mut self, addresses: &[&str], bytes: usize, items: usize, fresh: usize) {
        self.visited.extend(addresses.iter().map(|address| page(address).to_owned()));
        self.bytes = self.bytes.saturating_add(bytes);
        self.items = self.items.saturating_add(items);
        self.fresh = fresh;
        self.bounds.pages = self.bounds.pages.saturating_sub(1);
    }

    /// How many bytes may still come.
    #[must_use]
    pub fn bytes_left(&self) -> usize {
        self.bounds.bytes.saturating_sub(self.bytes)
    }

    /// Whether the page at `next`, an absolute address, is to be read after the last one.
    ///
    /// # Errors
    /// Why it is not.
    pub fn follow(&self, next: &str) -> Result<(), Stop> {
        let Bounds { pages, bytes, items } = self.bounds;
        if self.visited.iter().any(|visited| visited == page(next)) {
            Err(Stop::Loop)
        } else if self.fresh == 0 {
            Err(Stop::NothingNew)
        } else if pages == 0 {
            Err(Stop::Pages)
        } else if self.bytes >= bytes {
            Err(Stop::Bytes)
        } else if self.items >= items {
            Err(Stop::Items)
        } else {
            Ok(())
        }
    }
}

/// The address of a document: what follows `#` is a place in it.
fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// Why the pages of a feed are not followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// `next_url` leads to a page that has been read.
    Loop,
    /// The last page had no item that an earlier one had not: the feed goes in circles under ever new addresses.
    NothingNew,
    /// As many pages as are read of one feed.
    Pages,
    /// As many bytes as are read of one feed.
    Bytes,
    /// As many items as are read of one feed.
    Items,
}

impl Stop {
    /// Whether there may be articles that were not read.
    #[must_use]
    pub fn leaves_some(self) -> bool {
        matches!(self, Self::Pages | Self::Bytes | Self::Items)
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loop => "next_url leads back to a page that has been read",
            Self::NothingNew => "the last page has no item that has not been read",
            Self::Pages => "as many pages have been read as are of one feed",
            Self::Bytes => "as many bytes have been read as are of one feed",
            Self::Items => "as many items have been read as are of one feed",
        })
    }
}

impl std::error::Error for Stop {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const BOUNDS: Bounds = Bounds { pages: 3, bytes: 100, items: 10 };

    fn after(pages: &[(&str, usize, usize, usize)]) -> Trail {
        let mut trail = Trail::new(BOUNDS);
        for (address, bytes, items, fresh) in pages {
            trail.read(&[address], *bytes, *items, *fresh);
        }
        trail
    }

    #[test]
    fn a_page_is_read_once() {
        let trail = after(&[("https://a.vn/1#x", 1, 1, 1), ("https://a.vn/2", 1, 1, 1)]);
        assert_eq!(trail.follow("https://a.vn/3"), Ok(()));
        for again in ["https://a.vn/1", "https://a.vn/1#y", "https://a.vn/2"] {
            assert_eq!(trail.follow(again), Err(Stop::Loop), "{again}");
        }
        let mut redirected = Trail::new(BOUNDS);
        redirected.read(&["https://a.vn/feed", "https://a.vn/feed.json"], 1, 1, 1);
        assert_eq!(redirected.follow("https://a.vn/feed"), Err(Stop::Loop));
        assert_eq!(redirected.follow("https://a.vn/feed.json"), Err(Stop::Loop));
    }

    #[test]
    fn a_page_that_says_nothing_new_is_the_last() {
        assert_eq!(after(&[("1", 1, 2, 2), ("2", 1, 2, 0)]).follow("3"), Err(Stop::NothingNew));
        assert_eq!(after(&[("1", 1, 0, 0)]).follow("2"), Err(Stop::NothingNew));
        assert_eq!(after(&[("1", 1, 2, 0), ("2", 1, 2, 1)]).follow("3"), Ok(()));
    }

    #[test]
    fn each_bound_ends_it() {
        assert_eq!(after(&[("1", 1, 1, 1), ("2", 1, 1, 1), ("3", 1, 1, 1)]).follow("4"), Err(Stop::Pages));
        assert_eq!(after(&[("1", 99, 1, 1)]).follow("2"), Ok(()));
        assert_eq!(after(&[("1", 99, 1, 1), ("2", 1, 1, 1)]).follow("3"), Err(Stop::Bytes));
        assert_eq!(after(&[("1", 1, 9, 1)]).follow("2"), Ok(()));
        assert_eq!(after(&[("1", 1, 9, 1), ("2", 1, 1, 1)]).follow("3"), Err(Stop::Items));
        assert_eq!(after(&[("1", usize::MAX, 1, 1), ("2", 1, 1, 1)]).bytes_left(), 0);
        assert_eq!(after(&[("1", 40, 1, 1)]).bytes_left(), 60);
    }

    #[test]
    fn only_a_bound_leaves_something_unread() {
        let leaves = [Stop::Loop, Stop::NothingNew, Stop::Pages, Stop::Bytes, Stop::Items].map(Stop::leaves_some);
        assert_eq!(leaves, [false, false, true, true, true]);
    }

    proptest! {
        /// Wherever pages lead, following them ends within the bound, and no page is read twice.
        #[test]
        fn every_walk_ends(leads_to in vec(0usize..12, 12), pages in 1usize..9) {
            let mut trail = Trail::new(Bounds { pages, bytes: usize::MAX, items: usize::MAX });
            let mut walked = vec![0];
            let mut at = 0;
            loop {
                trail.read(&[&at.to_string()], 1, 1, 1);
                at = leads_to[at];
                if trail.follow(&at.to_string()).is_err() {
                    break;
                }
                prop_assert!(!walked.contains(&at));
                walked.push(at);
            }
            prop_assert!(walked.len() <= pages);
            prop_assert!(walked.contains(&at) || walked.len() == pages);
        }
    }
}
