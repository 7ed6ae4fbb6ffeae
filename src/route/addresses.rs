//! Where in an address the route is kept, and in which language it is shown.

use super::Route;
use bantin_api::Language;
use bantin_feed::{percent_decode, percent_encode};

/// Which part of the address holds the route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addressing {
    /// The path, below the base: for a news site with its own server.
    #[default]
    Path,
    /// The query key `bantin`: for a host page whose server needs the path, and whose own script the hash.
    Query,
    /// The hash: for files on any static host, and for embeds.
    Hash,
}

impl Addressing {
    /// Reads the name that a configuration gives: `path`, `query` or `hash`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "hash" => Some(Self::Hash),
            _ => None,
        }
    }
}

/// The parts of an address as the browser gives them: `query` with its `?`, `hash` with its `#`, or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// `location.pathname`.
    pub path: String,
    /// `location.search`.
    pub query: String,
    /// `location.hash`.
    pub hash: String,
}

/// How addresses of one site look on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The path below which the site lives, with a slash at both ends.
    pub base: String,
    /// Where the route is kept.
    pub addressing: Addressing,
    /// The site's languages; all but the first have a segment of their own.
    pub languages: Vec<Language>,
    /// Whether a path ends with a slash: a page among plain files is the `index.html` of a folder.
    pub folders: bool,
}

impl Addresses {
    /// Paths below a base.
    #[must_use]
    pub fn paths(base: &str, languages: &[Language]) -> Self {
        Self { base: base.to_owned(), addressing: Addressing::Path, languages: languages.to_vec(), folders: false }
    }

    /// The `href` of a route in a language, relative to the page's origin.
    #[must_use]
    pub fn href(&self, language: Language, route: &Route) -> String {
        let mut path = String::new();
        if self.languages.first().is_some_and(|first| *first != language) {
            path.push('/');
            path.push_str(language.tag());
        }
        path.push_str(&route.path());
        let before = match self.addressing {
            Addressing::Path => {
                if self.folders && !path.ends_with('/') {
                    path.push('/');
                }
                self.base.trim_end_matches('/')
            }
            Addressing::Hash => "#",
            Addressing::Query => {
                path = percent_encode(&path);
                "?bantin="
            }
        };
        path.insert_str(0, before);
        path
    }

    /// The language and route of an address; `None` where it is not ours to read: a path outside the base, or a
    /// hash that is an anchor of the page.
    #[must_use]
    pub fn parse(&self, location: &Location) -> Option<(Language, Route)> {
        let path = match self.addressing {
            Addressing::Path => format!("/{}", self.below_base(&location.path)?),
            Addressing::Hash => match location.hash.trim_start_matches('#') {
                "" => "/".to_owned(),
                path if path.starts_with('/') => path.to_owned(),
                _ => return None,
            },
            Addressing::Query => location
                .query
                .trim_start_matches('?')
                .split('&')
                .find_map(|pair| pair.strip_prefix("bantin="))
                .map_or_else(|| Some("/".to_owned()), percent_decode)
                .unwrap_or_else(|| "/%".to_owned()),
        };
        let mut languages = self.languages.iter().copied();
        let first = languages.next().unwrap_or_default();
        let found = languages.find_map(|language| Some((language, Self::below(&path, language)?)));
        let (language, path) = found.unwrap_or((first, path.as_str()));
        Some((language, Route::parse(path)))
    }

    fn below_base<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.base.as_str()).or_else(|| (path == self.base.trim_end_matches('/')).then_some(""))
    }

    fn below(path: &str, language: Language) -> Option<&str> {
        let rest = path.strip_prefix('/')?.strip_prefix(language.tag())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(addressing: Addressing) -> Addresses {
        let languages = vec![Language::Vi, Language::En];
        Addresses { base: "/tin-tuc/".into(), addressing, languages, folders: false }
    }

    fn folders() -> Addresses {
        Addresses { folders: true, ..addresses(Addressing::Path) }
    }

    /// What the browser would say of an href on a page at the base.
    fn location(href: &str) -> Location {
        let (rest, hash) = href.split_once('#').map_or((href, String::new()), |(a, b)| (a, format!("#{b}")));
        let (path, query) = rest.split_once('?').map_or((rest, String::new()), |(a, b)| (a, format!("?{b}")));
        let path = if path.is_empty() { "/tin-tuc/" } else { path };
        Location { path: path.into(), query, hash }
    }

    #[test]
    fn each_addressing_reads_back_what_it_prints() {
        let routes = [
            Route::Home,
            Route::Category { slug: "thong-bao".into(), page: 3 },
            Route::Article { id: "a/b & c=d#e".into(), slug: "en".into() },
        ];
        for addressing in [Addressing::Path, Addressing::Query, Addressing::Hash] {
            for language in [Language::Vi, Language::En] {
                for route in &routes {
                    let href = addresses(addressing).href(language, route);
                    let read = addresses(addressing).parse(&location(&href));
                    assert_eq!(read, Some((language, route.clone())), "{href}");
                    let href = folders().href(language, route);
                    assert_eq!(folders().parse(&location(&href)), Some((language, route.clone())), "{href}");
                }
            }
        }
    }

    #[test]
    fn addresses_look_as_documented() {
        let route = Route::Article { id: "417".into(), slug: "cup-nuoc".into() };
        assert_eq!(addresses(Addressing::Path).href(Language::Vi, &route), "/tin-tuc/tin/417/cup-nuoc");
        assert_eq!(addresses(Addressing::Path).href(Language::En, &route), "/tin-tuc/en/tin/417/cup-nuoc");
        assert_eq!(addresses(Addressing::Hash).href(Language::En, &route), "#/en/tin/417/cup-nuoc");
        assert_eq!(addresses(Addressing::Query).href(Language::Vi, &Route::Home), "?bantin=%2F");
        assert_eq!(folders().href(Language::Vi, &route), "/tin-tuc/tin/417/cup-nuoc/");
        assert_eq!(folders().href(Language::En, &Route::Home), "/tin-tuc/en/");
    }

    #[test]
    fn what_belongs_to_the_host_is_left_to_it() {
        let anchor = Location { path: "/tin-tuc/".into(), query: String::new(), hash: "#noi-dung".into() };
        assert_eq!(addresses(Addressing::Hash).parse(&anchor), None);
        let outside = Location { path: "/khac/".into(), ..Location::default() };
        assert_eq!(addresses(Addressing::Path).parse(&outside), None);
        let bare = Location { path: "/tin-tuc".into(), ..Location::default() };
        assert_eq!(addresses(Addressing::Path).parse(&bare), Some((Language::Vi, Route::Home)));
    }

    #[test]
    fn a_segment_that_only_begins_like_a_language_is_none() {
        let location = Location { path: "/tin-tuc/english".into(), ..Location::default() };
        assert_eq!(addresses(Addressing::Path).parse(&location), Some((Language::Vi, Route::NotFound)));
    }
}
