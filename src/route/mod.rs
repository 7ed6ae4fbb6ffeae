//! The addresses of the application: parsed from and printed to a path, a query key or a hash.
//!
//! This room exists so that one enum is the only thing that knows how an address looks: the server renders from it,
//! an embed keeps it in its host's hash, a static site needs no rewriting of paths. Pure: it may import the `api`
//! crate's [`Language`](bantin_api::Language), the `feed` crate's percent-encoding and its own parts.

mod addresses;
mod feed;

pub use addresses::{Addresses, Addressing, Location};
use bantin_feed::{percent_decode, percent_encode};
pub use feed::{FeedAddress, FeedFormat};

/// What is shown, without the language it is shown in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The front page: `/`.
    Home,
    /// A category's listing: `/chuyen-muc/{slug}`, further pages below `/trang/{n}`.
    Category {
        /// The category's slug.
        slug: String,
        /// Counted from 1.
        page: u32,
    },
    /// One article: `/tin/{id}/{slug}`.
    Article {
        /// The server's id, or without a server the source's own.
        id: String,
        /// What the address says of the title. It leads nowhere: the id alone finds the article.
        slug: String,
    },
    /// What is found: `/tim-kiem?q=…`.
    Search {
        /// What is asked, as [`data::Search`](crate::data::Search) reads it.
        query: String,
    },
    /// How visits are counted, a page of the server's alone: `/cach-tinh-luot-truy-cap`.
    HowCounted,
    /// An address that is none of ours.
    NotFound,
}

/// The path of [`Route::Search`].
const SEARCH: &str = "tim-kiem";

/// The path of [`Route::HowCounted`].
const HOW_COUNTED: &str = "cach-tinh-luot-truy-cap";

impl Route {
    /// Reads a path that starts with `/`, without base, language or hash. A query is looked at where one is searched.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let segments: Option<Vec<String>> =
            path.split('/').filter(|segment| !segment.is_empty()).map(percent_decode).collect();
        let Some(segments) = segments else { return Self::NotFound };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["chuyen-muc", slug] => Self::Category { slug: (*slug).to_owned(), page: 1 },
            ["chuyen-muc", slug, "trang", page] => match page.parse() {
                Ok(page @ 1..) => Self::Category { slug: (*slug).to_owned(), page },
                _ => Self::NotFound,
            },
            [SEARCH] => Self::Search { query: query.to_owned() },
            [HOW_COUNTED] => Self::HowCounted,
            ["tin", id] => Self::Article { id: (*id).to_owned(), slug: String::new() },
            ["tin", id, slug] => Self::Article { id: (*id).to_owned(), slug: (*slug).to_owned() },
            _ => Self::NotFound,
        }
    }

    /// The path that [`Route::parse`] reads; [`Route::NotFound`] leads home.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::HowCounted => format!("/{HOW_COUNTED}"),
            Self::Search { query } if query.is_empty() => format!("/{SEARCH}"),
            Self::Search { query } => format!("/{SEARCH}?{query}"),
            Self::Category { slug, page: 1 } => format!("/chuyen-muc/{}", percent_encode(slug)),
            Self::Category { slug, page } => format!("/chuyen-muc/{}/trang/{page}", percent_encode(slug)),
            Self::Article { id, slug } if slug.is_empty() => format!("/tin/{}", percent_encode(id)),
            Self::Article { id, slug } => format!("/tin/{}/{}", percent_encode(id), percent_encode(slug)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back_what_it_prints() {
        for route in [
            Route::Home,
            Route::HowCounted,
            Route::Search { query: String::new() },
            Route::Search { query: "q=c%C3%BAp%20n%C6%B0%E1%BB%9Bc&page=2".into() },
            Route::Category { slug: "thong-bao".into(), page: 1 },
            Route::Category { slug: "thong-bao".into(), page: 12 },
            Route::Article { id: "417".into(), slug: "lich-cup-nuoc".into() },
            Route::Article { id: "417".into(), slug: String::new() },
            Route::Article { id: "a/b?c#d \"é\" 🌾%2F".into(), slug: "x".into() },
        ] {
            assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
        }
    }

    #[test]
    fn what_is_none_of_ours_is_not_found() {
        for path in [
            "/khac",
            "/chuyen-muc",
            "/chuyen-muc/a/trang/0",
            "/chuyen-muc/a/trang/-1",
            "/chuyen-muc/a/trang/99999999999",
            "/chuyen-muc/a/trang/hai",
            "/tin",
            "/tin/1/a/b",
            "/tin/%ff",
            "/tin/%zz",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn an_ids_own_slashes_do_not_split_the_path() {
        let route = Route::Article { id: "https://a.example/?p=1".into(), slug: "b".into() };
        assert_eq!(route.path(), "/tin/https%3A%2F%2Fa.example%2F%3Fp%3D1/b");
    }
}
