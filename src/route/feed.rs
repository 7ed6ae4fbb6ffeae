//! Where feeds are: beside the page whose news they hold.

use super::{Addresses, Location, Route};
use bantin_api::Language;

/// A format in which news can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.
    Json,
    /// RSS 2.0, <https://www.rssboard.org/rss-specification>.
    Rss,
    /// Atom, RFC 4287.
    Atom,
}

impl FeedFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last part of an address.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Json => "feed.json",
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
        }
    }

    /// The media type.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Json => "application/feed+json",
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
        }
    }
}

/// A feed: of which news, in which format.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeedAddress {
    /// The language of its articles.
    pub language: Language,
    /// The slug of its category; `None` for all.
    pub category: Option<String>,
    /// How it is written.
    pub format: FeedFormat,
}

impl FeedAddress {
    /// The feed at a path without the base; `None` where there is none.
    #[must_use]
    pub fn parse(path: &str, languages: &[Language]) -> Option<Self> {
        let (folder, file) = path.rsplit_once('/')?;
        let format = FeedFormat::ALL.into_iter().find(|format| format.file() == file)?;
        let addresses = Addresses::paths("/", languages);
        let page = if folder.is_empty() { "/" } else { folder };
        let category = |route| match route {
            Route::Home => Some(None),
            Route::Category { slug, page: 1 } => Some(Some(slug)),
            _ => None,
        };
        let (language, route) = addresses.parse(&Location { path: page.to_owned(), ..Location::default() })?;
        let address = Self { language, category: category(route)?, format };
        // A page may be written in several ways, a feed in one.
        (address.href(&addresses) == path).then_some(address)
    }

    /// The page that shows what the feed holds.
    #[must_use]
    pub fn page(&self) -> Route {
        match &self.category {
            None => Route::Home,
            Some(slug) => Route::Category { slug: slug.clone(), page: 1 },
        }
    }

    /// Its address, relative to the site's origin.
    #[must_use]
    pub fn href(&self, addresses: &Addresses) -> String {
        let page = addresses.href(self.language, &self.page());
        format!("{}/{}", page.trim_end_matches('/'), self.format.file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_beside_its_page_and_nowhere_else() {
        let languages = [Language::Vi, Language::En];
        for (path, language, category, format) in [
            ("/rss.xml", Language::Vi, None, FeedFormat::Rss),
            ("/en/feed.json", Language::En, None, FeedFormat::Json),
            ("/chuyen-muc/thong-bao/atom.xml", Language::Vi, Some("thong-bao"), FeedFormat::Atom),
            ("/en/chuyen-muc/a/rss.xml", Language::En, Some("a"), FeedFormat::Rss),
        ] {
            let expected = FeedAddress { language, category: category.map(str::to_owned), format };
            assert_eq!(FeedAddress::parse(path, &languages), Some(expected), "{path}");
        }
        for none in
            ["/vi/rss.xml", "/en", "/x/rss.xml", "/chuyen-muc/a/trang/1/rss.xml", "//rss.xml", "rss.xml", "/fr/rss.xml"]
        {
            assert_eq!(FeedAddress::parse(none, &languages), None, "{none}");
        }
        assert_eq!(FeedAddress::parse("/en/rss.xml", &[Language::Vi]), None);
    }
}
