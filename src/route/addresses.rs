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
    /// One key of the query: for a host page whose server needs the path, and whose own script the hash.
    Query,
    /// The hash, or one key in it: for files on any static host, and for embeds.
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
    /// The path below which the site lives, with a slash at both ends; in an embed its whole address.
    pub base: String,
    /// Where the route is kept.
    pub addressing: Addressing,
    /// The key of the query or hash that holds the route; nothing where the whole hash does.
    pub key: String,
    /// The page whose query or hash that is, with the rest of its query; nothing for the one that is open.
    pub page: String,
    /// The site's languages; all but the first have a segment of their own.
    pub languages: Vec<Language>,
    /// Whether a path ends with a slash: a page among plain files is the `index.html` of a folder.
    pub folders: bool,
}

impl Addresses {
    /// Paths below a base.
    #[must_use]
    pub fn paths(base: &str, languages: &[Language]) -> Self {
        Self { base: base.to_owned(), ..Self::in_key(Addressing::Path, "", languages) }
    }

    /// In a key of the open page's query or hash.
    #[must_use]
    pub fn in_key(addressing: Addressing, key: &str, languages: &[Language]) -> Self {
        let (base, key, page) = ("/".to_owned(), key.to_owned(), String::new());
        Self { base, addressing, key, page, languages: languages.to_vec(), folders: false }
    }

    /// The same in the query of a page that has one already: what is there of others stays.
    #[must_use]
    pub fn beside(&self, query: &str) -> Self {
        let mut page = self.page.split('?').next().unwrap_or_default().to_owned();
        for pair in query.trim_start_matches('?').split('&') {
            if !pair.is_empty() && self.value(pair).is_none() {
                page.push(if page.contains('?') { '&' } else { '?' });
                page.push_str(pair);
            }
        }
        Self { page, ..self.clone() }
    }

    fn value<'a>(&self, pair: &'a str) -> Option<&'a str> {
        pair.strip_prefix(self.key.as_str())?.strip_prefix('=')
    }

    /// The `href` of a route in a language, relative to the page that is open.
    #[must_use]
    pub fn href(&self, language: Language, route: &Route) -> String {
        let mut path = String::new();
        if self.languages.first().is_some_and(|first| *first != language) {
            path.push('/');
            path.push_str(language.tag());
        }
        path.push_str(&route.path());
        let page = &self.page;
        let mark = match self.addressing {
            Addressing::Path => {
                let end = path.find('?').unwrap_or(path.len());
                if self.folders && !path.get(..end).is_some_and(|path| path.ends_with('/')) {
                    path.insert(end, '/');
                }
                return format!("{}{path}", self.base.trim_end_matches('/'));
            }
            Addressing::Hash => '#',
            Addressing::Query => {
                path = percent_encode(&path);
                if page.contains('?') { '&' } else { '?' }
            }
        };
        let equals = if self.key.is_empty() { "" } else { "=" };
        format!("{page}{mark}{}{equals}{path}", self.key)
    }

    /// The language and route of an address; `None` where it is not ours to read: a path outside the base, or a
    /// hash that is an anchor of the page.
    #[must_use]
    pub fn parse(&self, location: &Location) -> Option<(Language, Route)> {
        let path = match self.addressing {
            Addressing::Path => format!("/{}{}", self.below_base(&location.path)?, location.query),
            Addressing::Hash => {
                let hash = location.hash.trim_start_matches('#');
                match if self.key.is_empty() { Some(hash) } else { self.value(hash) } {
                    _ if hash.is_empty() => "/".to_owned(),
                    Some(path) if path.starts_with('/') => path.to_owned(),
                    _ => return None,
                }
            }
            Addressing::Query => location
                .query
                .trim_start_matches('?')
                .split('&')
                .find_map(|pair| self.value(pair))
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
        (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(addressing: Addressing) -> Addresses {
        let key = if addressing == Addressing::Query { "bantin" } else { "" };
        let languages = [Language::Vi, Language::En];
        Addresses { base: "/tin-tuc/".into(), ..Addresses::in_key(addressing, key, &languages) }
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
            Route::Search { query: String::new() },
            Route::Search { query: "q=%C4%91%E1%BA%A5t&page=2".into() },
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
    fn a_key_stands_beside_what_is_the_hosts() {
        let route = Route::Article { id: "417".into(), slug: "cup-nuoc".into() };
        let hash = Addresses::in_key(Addressing::Hash, "tin", &[Language::Vi]);
        assert_eq!(hash.href(Language::Vi, &route), "#tin=/tin/417/cup-nuoc");
        assert_eq!(hash.parse(&location("#tin=/tin/417/cup-nuoc")), Some((Language::Vi, route.clone())));
        assert_eq!(hash.parse(&location("")), Some((Language::Vi, Route::Home)));
        for hosts in ["#lien-he", "#/tin/417", "#tin=x", "#tinh=/tin/417"] {
            assert_eq!(hash.parse(&location(hosts)), None, "{hosts}");
        }
        let query = Addresses::in_key(Addressing::Query, "tin", &[Language::Vi]).beside("?tabid=5&tin=%2F&tinh=2");
        assert_eq!(query.href(Language::Vi, &route), "?tabid=5&tinh=2&tin=%2Ftin%2F417%2Fcup-nuoc");
        assert_eq!(query.parse(&location("?tabid=5&tin=%2Ftin%2F417%2Fcup-nuoc")), Some((Language::Vi, route.clone())));
        assert_eq!(query.beside("").href(Language::Vi, &route), "?tin=%2Ftin%2F417%2Fcup-nuoc");
        let based = Addresses { page: "/trang?cu=1".into(), ..query }.beside("?tabid=6");
        assert_eq!(based.href(Language::Vi, &Route::Home), "/trang?tabid=6&tin=%2F");
        let elsewhere = Addresses { page: "/tin-tuc.html".into(), ..hash };
        assert_eq!(elsewhere.href(Language::Vi, &route), "/tin-tuc.html#tin=/tin/417/cup-nuoc");
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
