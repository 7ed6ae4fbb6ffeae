//! Typed asynchronous calls: to the companion server, or to the reader of a site's own feed, which answers alike.
//!
//! This room exists so that pages ask for an article and never for an address. It may import `platform` and the pure
//! rooms below it.

pub mod counting;

use crate::config::{self, Config, Source};
use crate::data::{GONE_PATH, Listing, Query, Whole, article_path};
use crate::error::LoadError;
use crate::platform::answers;
use crate::platform::fetch::get;
use crate::platform::json::Tree;
use crate::platform::reader::{self, Local};
use bantin_api::Site;
use bantin_feed::{Feed, Json as _, read_written};
use std::sync::Arc;

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
        let site = config::site(&self.ask("/").await?);
        if site.id.is_empty() { Err(LoadError::Answer) } else { Ok(site) }
    }

    /// One page of articles.
    ///
    /// # Errors
    /// [`LoadError::NotFound`] for an unknown category or a page beyond the last; else as for [`Client::site`].
    pub async fn listing(&self, query: &Query) -> Result<Listing, LoadError> {
        Ok(Listing::of(written(&self.ask(&query.path()).await?)?, query.page))
    }

    /// One article, whole.
    ///
    /// # Errors
    /// [`LoadError::NotFound`], [`LoadError::Withdrawn`]; else as for [`Client::site`].
    pub async fn article(&self, id: &str) -> Result<Whole, LoadError> {
        Whole::of(written(&self.ask(&article_path(id)).await?)?).ok_or(LoadError::Answer)
    }

    /// Whether the page that brought the first answers was withdrawn, and the slug of the category that it belonged to. Known
    /// once: the next page is another.
    #[must_use]
    pub fn gone(&self) -> Option<Option<String>> {
        Some(answers::take(GONE_PATH)?.ok()?.text())
    }

    /// The address of the site's news as a feed, for whoever wants it plain.
    #[must_use]
    pub fn feed_address(&self, base: &str) -> String {
        match &*self.source {
            Source::Server(_) => format!("{base}feed.json"),
            Source::Feed { address, .. } => address.clone(),
        }
    }

    async fn ask(&self, path: &str) -> Result<Tree, LoadError> {
        if let Some(answer) = answers::take(path) {
            return answer;
        }
        let text = match &*self.source {
            Source::Server(api) => get(&format!("{api}{path}")).await?,
            Source::Feed { address, reader, purify } => {
                reader::ask(&Local { feed: address, reader, purify: purify.as_deref() }, path).await?
            }
        };
        parsed(&text)
    }
}

/// Parses an answer.
fn parsed(json: &str) -> Result<Tree, LoadError> {
    Tree::parse(json).ok_or(LoadError::Answer)
}

/// Reads a feed as our own server writes it.
fn written(answer: &Tree) -> Result<Feed, LoadError> {
    read_written(answer).ok_or(LoadError::Answer)
}
