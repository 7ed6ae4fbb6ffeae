//! What is asked: the paths of the server's API, as far as a feed can answer them.

use bantin_feed::percent_decode;

/// A request that can be answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// `/`
    Site,
    /// `/articles?category=&page=&per_page=`
    Listing(Wanted),
    /// `/articles/{id}`
    Article(String),
    /// `/whole`
    Whole,
}

/// Which page of what.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Only articles of the category with this slug.
    pub(crate) category: Option<String>,
    /// From 1.
    pub(crate) page: usize,
    /// From 1.
    pub(crate) per_page: usize,
}

impl Request {
    /// Reads a path with its query; `None` where it is none of these.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match path {
            "/" => Some(Self::Site),
            "/whole" => Some(Self::Whole),
            "/articles" => Wanted::parse(query).map(Self::Listing),
            _ => percent_decode(path.strip_prefix("/articles/")?).map(Self::Article),
        }
    }
}

impl Wanted {
    fn parse(query: &str) -> Option<Self> {
        let mut wanted = Self { category: None, page: 1, per_page: 20 };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=')?;
            match key {
                "category" => wanted.category = Some(percent_decode(value)?),
                "page" => wanted.page = value.parse().ok().filter(|page| *page > 0)?,
                "per_page" => wanted.per_page = value.parse().ok().filter(|per_page| (1..=100).contains(per_page))?,
                _ => return None,
            }
        }
        Some(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_the_server_reads_them() {
        let listing = |category: Option<&str>, page, per_page| {
            Some(Request::Listing(Wanted { category: category.map(str::to_owned), page, per_page }))
        };
        assert_eq!(Request::parse("/"), Some(Request::Site));
        assert_eq!(Request::parse("/articles"), listing(None, 1, 20));
        assert_eq!(
            Request::parse("/articles?category=thong-bao&page=2&per_page=12"),
            listing(Some("thong-bao"), 2, 12)
        );
        assert_eq!(Request::parse("/articles/a%2Fb%3F%C3%A9"), Some(Request::Article("a/b?é".into())));
        for none in [
            "",
            "/khac",
            "/articles?page=0",
            "/articles?per_page=101",
            "/articles?x=1",
            "/articles/%ff",
            "/articles/%4",
        ] {
            assert_eq!(Request::parse(none), None, "{none}");
        }
    }
}
