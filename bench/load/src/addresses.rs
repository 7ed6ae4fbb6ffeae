//! What is asked for: every article, every page of the listing, and the rendered pages of the newest articles.

use anyhow::{Context, Result};
use bantin_bench_news::ARTICLES;
use serde_json::Value;

use crate::asking::Connection;

/// The site that the articles are imported into.
pub(crate) const SITE: &str = "bench";

/// Articles on a page, as clients ask that do not say how many.
const PER_PAGE: usize = 20;

/// Rendered pages: fewer than the server keeps.
const RENDERED: usize = 500;
/// The most articles that are listed at once.
const AT_ONCE: usize = 100;

/// A kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One article.
    Article,
    /// A page of the listing.
    Listing,
    /// The rendered page of an article.
    Page,
}

impl Kind {
    /// All kinds.
    pub(crate) const ALL: [Self; 3] = [Self::Article, Self::Listing, Self::Page];

    /// How it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Listing => "listing",
            Self::Page => "rendered page",
        }
    }

    /// All addresses of the kind, by the article's id, the page's number, or from the newest article on. Where articles
    /// have their pages only the server knows.
    pub(crate) async fn addresses(self, server: &mut Connection) -> Result<Vec<String>> {
        let api = format!("/api/v1/sites/{SITE}/articles");
        match self {
            Self::Article => Ok((1..=ARTICLES).map(|id| format!("{api}/{id}")).collect()),
            Self::Listing => Ok((1..=ARTICLES.div_ceil(PER_PAGE)).map(|page| format!("{api}?page={page}")).collect()),
            Self::Page => {
                let mut pages = Vec::new();
                for page in 1..=RENDERED.div_ceil(AT_ONCE) {
                    let listing = format!("{api}?page={page}&per_page={AT_ONCE}");
                    let answer = server.ask(&listing, Coding::Plain).await?;
                    let feed: Value = serde_json::from_slice(&answer.body).context("the listing is no JSON")?;
                    pages.extend(pages_of(&feed).with_context(|| format!("{listing} lists no articles"))?);
                }
                Ok(pages)
            }
        }
    }
}

/// The addresses of the articles' pages.
fn pages_of(feed: &Value) -> Option<Vec<String>> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let address =
        |item: &Value| Some(format!("/tin/{}/{}", text(item.get("id"))?, text(item.pointer("/_bantin/slug"))?));
    feed.get("items")?.as_array()?.iter().map(address).collect()
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
