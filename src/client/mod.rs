//! Typed asynchronous calls: to the companion server, or to a site's own JSON.
//!
//! This room exists so that pages ask for an article and never for an address. It may import `platform` and the pure
//! rooms below it.

mod cleaning;
pub mod counting;
mod feed_site;
mod server;

use crate::clean_html::CleanHtml;
use crate::config::{Config, Source};
use crate::error::LoadError;
use crate::platform::document::absolute;
use bantin_api::Site;
use bantin_feed::{Article, Reading, read_json_feed};

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
    source: Source,
    counts: Option<String>,
    purify: Option<String>,
}

impl Client {
    /// The client that a page's configuration asks for.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let counts = match &config.source {
            Source::Server(api) => Some(api.clone()),
            Source::Feed(_) => config.counts.clone(),
        };
        Self { source: config.source.clone(), counts, purify: config.purify.clone() }
    }

    /// The site: its name, its languages, its categories.
    ///
    /// # Errors
    /// No answer, or one that cannot be read.
    pub async fn site(&self) -> Result<Site, LoadError> {
        match &self.source {
            Source::Server(api) => server::site(api).await,
            Source::Feed(address) => Ok(feed_site::site(&*feed_site::load(address).await?)),
        }
    }

    /// One page of articles.
    ///
    /// # Errors
    /// [`LoadError::NotFound`] for an unknown category or a page beyond the last; else as for [`Client::site`].
    pub async fn listing(&self, query: &Query) -> Result<Listing, LoadError> {
        match &self.source {
            Source::Server(api) => server::listing(api, query).await,
            Source::Feed(address) => feed_site::listing(&*feed_site::load(address).await?, query),
        }
    }

    /// One article, whole.
    ///
    /// # Errors
    /// [`LoadError::NotFound`], [`LoadError::Withdrawn`]; else as for [`Client::site`].
    pub async fn article(&self, id: &str) -> Result<Whole, LoadError> {
        match &self.source {
            Source::Server(api) => server::article(api, id).await,
            Source::Feed(address) => {
                let article = feed_site::article(&*feed_site::load(address).await?, id)?;
                let base = absolute(address).unwrap_or_default();
                let body = cleaning::body(&article, &base, self.purify.as_deref()).await?;
                Ok(Whole { article, body })
            }
        }
    }

    /// The address of the site's news as a feed, for whoever wants it plain.
    #[must_use]
    pub fn feed_address(&self, base: &str) -> String {
        match &self.source {
            Source::Server(_) => format!("{base}feed.json"),
            Source::Feed(address) => address.clone(),
        }
    }
}

/// Reads a JSON Feed that came from an address.
fn reading(json: &str, address: &str) -> Result<Reading, LoadError> {
    read_json_feed(json.as_bytes(), absolute(address).as_deref()).map_err(|_| LoadError::Answer)
}
