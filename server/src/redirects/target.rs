//! What an old address leads to: always one of our own pages, or the word that something is gone.

use std::fmt;

use bantin::route::{Addresses, Location, Route};
use bantin_api::Language;

/// What is ours: how addresses of the site look, and under which host names it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    /// Base, languages, and that routes are in the path.
    pub addresses: Addresses,
    /// Host names, in lower case.
    pub hosts: Vec<String>,
}

/// What an old address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something that is no longer there, on purpose.
    Gone,
    /// A page of ours.
    Page {
        /// In this language; else in the article's own, or the site's.
        language: Option<Language>,
        /// The front page, the first page of a category, or an article under our number, without its slug.
        route: Route,
    },
    /// The article that a source knows by this id.
    OfSource {
        /// As of a page.
        language: Option<Language>,
        /// The source.
        source: String,
        /// Its own id, in any letter case.
        id: String,
    },
}

/// Why a text says nothing that an old address may lead to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// There is nothing.
    #[error("there is nothing that it leads to; allowed: an article's number, a path of this site, or gone")]
    Empty,
    /// It is no page of ours.
    #[error("`{0}` is no page of this site; allowed: an article's number, {1}, {1}tin/…, {1}chuyen-muc/…, or gone")]
    NoPage(String, String),
    /// It is another host's.
    #[error("`{0}` is on another host; an old address leads to this site only")]
    OtherHost(String),
    /// It is a page that shows something else tomorrow.
    #[error("`{0}` is a later page of a category, where other articles stand tomorrow; name its first page")]
    LaterPage(String),
}

impl Target {
    /// Reads what a list says: an article's number, a path of ours, or `gone`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str, ours: &Ours) -> Result<Self, BadTarget> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadTarget::Empty);
        }
        if text.eq_ignore_ascii_case("gone") {
            return Ok(Self::Gone);
        }
        if is_number(text) {
            return Ok(Self::Page { language: None, route: article(text) });
        }
        let no_page = || BadTarget::NoPage(text.to_owned(), ours.addresses.base.clone());
        let (language, route) = ours.place(ours.below_host(text)?).ok_or_else(no_page)?;
        match route {
            Route::Home | Route::Search { .. } | Route::HowCounted => Ok(Self::Page { language, route }),
            Route::Category { page: 1, .. } => Ok(Self::Page { language, route }),
            Route::Category { .. } => Err(BadTarget::LaterPage(text.to_owned())),
            Route::Article { id, .. } if is_number(&id) => Ok(Self::Page { language, route: article(&id) }),
            Route::Article { .. } | Route::NotFound => Err(no_page()),
        }
    }
}

/// As [`Target::parse`] reads it for a site at the root.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("gone"),
            Self::Page { language, route } => {
                let language = language.map(|language| format!("/{}", language.tag())).unwrap_or_default();
                write!(f, "{language}{}", route.path())
            }
            Self::OfSource { source, id, .. } => write!(f, "{id} of {source}"),
        }
    }
}

impl Ours {
    /// The same for a site at the root, as targets are stored.
    #[must_use]
    pub fn at_root(&self) -> Self {
        let addresses = Addresses { base: "/".to_owned(), ..self.addresses.clone() };
        Self { addresses, ..self.clone() }
    }

    /// The language and the route of a path; `None` for one that cannot be a page of ours. The language only where the path
    /// names it.
    pub(super) fn place(&self, path: &str) -> Option<(Option<Language>, Route)> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if !path.starts_with('/') {
            return None;
        }
        let (language, route) = self.addresses.parse(&Location { path: path.to_owned(), ..Location::default() })?;
        let first = self.addresses.languages.first().copied().unwrap_or_default();
        (route != Route::NotFound).then(|| (Some(language).filter(|language| *language != first), route))
    }

    /// The path of an address whose host is ours, or that names none.
    fn below_host<'t>(&self, text: &'t str) -> Result<&'t str, BadTarget> {
        let Some((_, rest)) = text.split_once("//").filter(|(scheme, _)| scheme.is_empty() || scheme.ends_with(':'))
        else {
            return Ok(text);
        };
        let (host, path) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, "/"));
        let known = self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
        if known { Ok(path) } else { Err(BadTarget::OtherHost(text.to_owned())) }
    }
}

fn article(id: &str) -> Route {
    Route::Article { id: id.to_owned(), slug: String::new() }
}

/// Whether a text is a number as our ids are.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ours(base: &str) -> Ours {
        let languages = vec![Language::Vi, Language::En];
        let addresses = Addresses::paths(base, &languages);
        Ours { addresses, hosts: vec!["tin.example.vn".into()] }
    }

    fn stored(text: &str) -> Result<String, BadTarget> {
        Target::parse(text, &ours("/tin-tuc/")).map(|target| target.to_string())
    }

    #[test]
    fn a_target_is_one_of_our_pages_or_gone() {
        for (text, wanted) in [
            ("17", "/tin/17"),
            ("/tin-tuc/tin/17/cup-nuoc?a=b#c", "/tin/17"),
            ("/tin-tuc/en/tin/17", "/en/tin/17"),
            ("https://Tin.example.vn/tin-tuc/chuyen-muc/thong-bao", "/chuyen-muc/thong-bao"),
            ("/tin-tuc/", "/"),
            ("/tin-tuc/en", "/en/"),
            (" GONE ", "gone"),
        ] {
            assert_eq!(stored(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn no_target_is_on_another_host() {
        for text in
            ["https://evil.example/tin-tuc/tin/1", "//evil.example/tin-tuc/", "https://tin.example.vn@evil.example/"]
        {
            assert!(matches!(stored(text), Err(BadTarget::OtherHost(_))), "{text}");
        }
        for text in ["/tin/17", "/tin-tuc/khac", "/tin-tuc/tin/abc", "javascript:alert(1)", "/\\evil.example", "tin/1"]
        {
            assert!(matches!(stored(text), Err(BadTarget::NoPage(..))), "{text}");
        }
        assert!(matches!(stored("/tin-tuc/chuyen-muc/a/trang/2"), Err(BadTarget::LaterPage(_))));
        assert_eq!(stored(""), Err(BadTarget::Empty));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(text in "(/tin-tuc)?(/en)?/(tin/[0-9]{1,9}(/[a-z]{1,3})?|chuyen-muc/\\PC{1,6}|)") {
            if let Ok(target) = Target::parse(&text, &ours("/tin-tuc/")) {
                prop_assert_eq!(Target::parse(&target.to_string(), &ours("/")), Ok(target));
            }
        }

        #[test]
        fn any_text_is_read_without_harm(text in any::<String>()) {
            let _ = Target::parse(&text, &ours("/tin-tuc/"));
        }
    }
}
