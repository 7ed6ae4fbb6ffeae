//! Typed asynchronous calls: to the companion server, or to the reader of a site's own feed, which answers alike.
//!
//! This room exists so that pages ask for an article and never for an address. It may import `platform` and the pure
//! rooms below it.

pub mod counting;

use crate::clean_html::CleanHtml;
use crate::config::{self, Config, Source};
use crate::error::LoadError;
use crate::platform::fetch::get;
use crate::platform::json::Tree;
use crate::platform::reader::{self, Local};
use bantin_api::Site;
use bantin_feed::{Article, Feed, percent_encode, read_written};
use std::sync::Arc;

/// One page of a listing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The articles, pinned first, then newest.
    pub articles: Vec<Article>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
}

/// What is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Only articles of the category with this slug.
    pub category: Option<String>,
    /// From 1.
    pub page: u32,
    /// 1 to 100.
    pub per_page: u32,
}

/// An article and its body, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The article, with its neighbours and translations.
    pub article: Article,
    /// Its body, cleaned.
    pub body: CleanHtml,
}

/// Where one page's data come from.
#[derive(Clone, Debug)]
pub struct Client {
    source: Arc<Source>,
    counts: Option<Arc<str>>,
}

impl Client {
    /// The client that a page's configuration asks for.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let counts = match &config.source {
            Source::Server(api) => Some(api.clone()),
            Source::Feed { .. } => config.counts.clone(),
        };
        Self { source: Arc::new(config.source.clone()), counts: counts.map(Into::into) }
    }

    /// The site: its name, its languages, its categories.
    ///
    /// # Errors
    /// No answer, or one that cannot be read.
    pub async fn site(&self) -> Result<Site, LoadError> {
        let site = config::site(&parsed(&self.ask("/").await?)?);
        if site.id.is_empty() { Err(LoadError::Answer) } else { Ok(site) }
    }

    /// One page of articles.
    ///
    /// # Errors
    /// [`LoadError::NotFound`] for an unknown category or a page beyond the last; else as for [`Client::site`].
    pub async fn listing(&self, query: &Query) -> Result<Listing, LoadError> {
        let Query { category, page, per_page } = query;
        // A slug from an address may hold anything.
        let category =
            category.as_deref().map(|slug| format!("category={}&", percent_encode(slug))).unwrap_or_default();
        let feed = written(&self.ask(&format!("/articles?{category}page={page}&per_page={per_page}")).await?)?;
        let pages = feed.pages.and_then(|pages| u32::try_from(pages).ok()).unwrap_or(1).max(1);
        Ok(Listing { articles: feed.items, page: *page, pages })
    }

    /// One article, whole.
    ///
    /// # Errors
    /// [`LoadError::NotFound`], [`LoadError::Withdrawn`]; else as for [`Client::site`].
    pub async fn article(&self, id: &str) -> Result<Whole, LoadError> {
        let feed = written(&self.ask(&format!("/articles/{}", percent_encode(id))).await?)?;
        let mut article = feed.items.into_iter().next().ok_or(LoadError::Answer)?;
        // Our own server cleaned it, or the reader did.
        let body = CleanHtml::from_cleaner(article.content_html.take().unwrap_or_default());
        Ok(Whole { article, body })
    }

    /// The address of the site's news as a feed, for whoever wants it plain.
    #[must_use]
    pub fn feed_address(&self, base: &str) -> String {
        match &*self.source {
            Source::Server(_) => format!("{base}feed.json"),
            Source::Feed { address, .. } => address.clone(),
        }
    }

    async fn ask(&self, path: &str) -> Result<String, LoadError> {
        match &*self.source {
            Source::Server(api) => get(&format!("{api}{path}")).await,
            Source::Feed { address, reader, purify } => {
                reader::ask(&Local { feed: address, reader, purify: purify.as_deref() }, path).await
            }
        }
    }
}

/// Parses an answer.
fn parsed(json: &str) -> Result<Tree, LoadError> {
    Tree::parse(json).ok_or(LoadError::Answer)
}

/// Reads a feed as our own server writes it.
fn written(json: &str) -> Result<Feed, LoadError> {
    read_written(&parsed(json)?).ok_or(LoadError::Answer)
}
