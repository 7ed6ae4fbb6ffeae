//! Whether a request can be answered from what has been read so far.

use crate::pages::{Pages, Progress};
use crate::request::Request;
use crate::site::{self, NEIGHBOURS};
use bantin_api::Site;
use bantin_feed::{Article, Feed};

/// What is found for a request.
#[derive(Debug)]
pub(crate) enum Look {
    /// This answers it.
    Found(Found),
    /// Only what has not been read yet can tell.
    NotYet,
    /// It is not in what was read, and a page could not be read.
    Failed,
    /// There is no such thing in the feed.
    Nothing,
}

/// An answer.
#[derive(Debug)]
pub(crate) enum Found {
    /// What the feed tells of its site.
    Site(Site),
    /// One page of a listing.
    Listing(Box<Feed>),
    /// All articles, as they can be searched.
    Whole(Box<Feed>),
    /// One article, its body uncleaned, and what addresses in that are relative to.
    Article(Box<Article>, String),
}

/// Looks for the answer. While pages are still to come, only a full one is given: the first page of a listing with as many
/// articles as it may have, an article with all the older ones it names. Feeds begin with the newest, so the pages to come
/// do not belong into it; whatever they might still fill up waits for them.
pub(crate) fn look(pages: &Pages, request: &Request) -> Look {
    let more = pages.progress() == Progress::Reading;
    if pages.read() == 0 {
        return if more { Look::NotYet } else { Look::Failed };
    }
    let (found, full) = match request {
        Request::Site => (Some(Found::Site(site::site(pages.feed()))), false),
        Request::Listing(wanted) => {
            let listing = site::listing(pages.feed(), wanted, more);
            let full = wanted.page == 1 && listing.as_ref().is_some_and(|page| page.items.len() == wanted.per_page);
            (listing.map(|page| Found::Listing(Box::new(page))), full)
        }
        Request::Whole => (Some(Found::Whole(Box::new(site::whole(pages.feed())))), false),
        Request::Article(id) => {
            let article = site::article(pages.feed(), id);
            let full = article.as_ref().is_some_and(|article| article.older.len() == NEIGHBOURS);
            (article.map(|article| Found::Article(Box::new(article), pages.base_of(id).to_owned())), full)
        }
    };
    match (found, pages.progress()) {
        (_, Progress::Reading) if !full => Look::NotYet,
        (Some(found), _) => Look::Found(found),
        (None, Progress::Failed) => Look::Failed,
        (None, _) => Look::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::{Category, Reading, Timestamp};

    /// A first page of so many articles, newest first, every second one of a category of its own.
    fn pages(articles: i64, next: Option<&str>) -> Pages {
        let article = |n: i64| Article {
            id: n.to_string(),
            title: Some("t".into()),
            date_published: Some(Timestamp::new(-n * 60, 0)),
            categories: vec![Category { slug: format!("c{}", n % 2), name: "C".into() }],
            ..Article::default()
        };
        let feed =
            Feed { next_url: next.map(str::to_owned), items: (1..=articles).map(article).collect(), ..Feed::default() };
        let mut pages = Pages::begin("https://a.vn/1");
        pages.add(Reading { feed, ..Reading::default() }, 0, "https://a.vn/1", 10);
        pages
    }

    fn looked(pages: &Pages, path: &str) -> String {
        match look(pages, &Request::parse(path).unwrap()) {
            Look::Found(Found::Site(site)) => format!("site of {}", site.categories.len()),
            Look::Found(Found::Listing(page)) => format!("{} of {:?} pages", page.items.len(), page.pages.unwrap()),
            Look::Found(Found::Whole(feed)) => format!("all {}", feed.items.len()),
            Look::Found(Found::Article(article, base)) => format!("{} at {base}", article.id),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_whole_feed_answers_all() {
        let pages = pages(12, None);
        for (path, wanted) in [
            ("/", "site of 2"),
            ("/articles?per_page=5", "5 of 3 pages"),
            ("/articles?per_page=5&page=3", "2 of 3 pages"),
            ("/articles?per_page=5&page=4", "Nothing"),
            ("/articles?category=x", "Nothing"),
            ("/articles/12", "12 at https://a.vn/1"),
            ("/articles/13", "Nothing"),
            ("/whole", "all 12"),
        ] {
            assert_eq!(looked(&pages, path), wanted, "{path}");
        }
    }

    #[test]
    fn only_what_no_later_page_can_fill_up_is_answered_at_once() {
        let pages = pages(12, Some("https://a.vn/2"));
        for (path, wanted) in [
            ("/", "NotYet"),
            ("/articles?per_page=5", "5 of 3 pages"),
            // There is more to come than is known of.
            ("/articles?per_page=12", "12 of 2 pages"),
            ("/articles?per_page=13", "NotYet"),
            ("/articles?per_page=5&page=2", "NotYet"),
            ("/articles?category=c1&per_page=6", "6 of 2 pages"),
            ("/articles?category=c1&per_page=7", "NotYet"),
            ("/articles?category=x", "NotYet"),
            ("/articles/7", "7 at https://a.vn/1"),
            ("/articles/8", "NotYet"),
            ("/whole", "NotYet"),
            ("/articles/13", "NotYet"),
        ] {
            assert_eq!(looked(&pages, path), wanted, "{path}");
        }
    }

    #[test]
    fn before_the_first_page_nothing_is_known() {
        let mut pages = Pages::begin("https://a.vn/1");
        for path in ["/", "/articles", "/articles/1"] {
            assert_eq!(looked(&pages, path), "NotYet", "{path}");
        }
        pages.fail();
        for path in ["/", "/articles", "/articles/1"] {
            assert_eq!(looked(&pages, path), "Failed", "{path}");
        }
    }

    #[test]
    fn after_a_failure_what_was_read_is_shown_and_nothing_is_said_not_to_be() {
        let mut pages = pages(12, Some("https://a.vn/2"));
        pages.fail();
        for (path, wanted) in [
            ("/", "site of 2"),
            ("/articles?per_page=5&page=3", "2 of 3 pages"),
            ("/articles?per_page=5&page=4", "Failed"),
            ("/articles?category=x", "Failed"),
            ("/articles/8", "8 at https://a.vn/1"),
            ("/articles/13", "Failed"),
        ] {
            assert_eq!(looked(&pages, path), wanted, "{path}");
        }
    }
}
