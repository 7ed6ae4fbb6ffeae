//! What is asked for: every article, and every page of the listing.

use crate::feed::ARTICLES;

/// The site that the articles are imported into.
pub(crate) const SITE: &str = "bench";

/// Articles on a page, as clients ask that do not say how many.
const PER_PAGE: usize = 20;

/// A kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One article.
    Article,
    /// A page of the listing.
    Listing,
}

impl Kind {
    /// All kinds.
    pub(crate) const ALL: [Self; 2] = [Self::Article, Self::Listing];

    /// How it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Listing => "listing",
        }
    }

    /// All addresses of the kind, by the article's id or the page's number.
    pub(crate) fn addresses(self) -> Vec<String> {
        let api = format!("/api/v1/sites/{SITE}/articles");
        match self {
            Self::Article => (1..=ARTICLES).map(|id| format!("{api}/{id}")).collect(),
            Self::Listing => (1..=ARTICLES.div_ceil(PER_PAGE)).map(|page| format!("{api}?page={page}")).collect(),
        }
    }
}

/// How an answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As it is.
    Plain,
    /// Compressed, with what browsers say they take.
    Browser,
}

impl Coding {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Plain, Self::Browser];

    /// The header `Accept-Encoding`.
    pub(crate) fn accepted(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Browser => Some("gzip, deflate, br, zstd"),
        }
    }

    /// How it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "as it is",
            Self::Browser => "compressed",
        }
    }
}
