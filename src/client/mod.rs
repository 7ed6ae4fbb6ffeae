//! Typed asynchronous calls: to the companion server, or to the reader of a site's own feed, which answers alike.
//!
//! This room exists so that pages ask for an article and never for an address. It may import `platform` and the pure
//! rooms below it.

pub mod counting;

use crate::clean_html::CleanHtml;
use crate::config::{self, Config, Source};
use crate::data::{GONE_PATH, Listing, Query, RENDERED_PATH, WHOLE_PATH, Whole, article_path, elsewhere, file_of};
use crate::error::LoadError;
use crate::platform::answers;
use crate::platform::document;
use crate::platform::fetch::get;
use crate::platform::finder;
use crate::platform::json::Tree;
use crate::platform::reader;
use crate::route::Route;
use bantin_api::{Language, Site};
use bantin_feed::{Feed, Json as _, read_written};
use std::sync::Arc;

/// Where one page's data come from.
#[derive(Clone, Debug)]
pub struct Client {
    source: Arc<Source>,
    counts: Option<Arc<str>>,
    /// What stands before the paths of its answers among those of all clients: nothing for the page's own.
    prefix: Arc<str>,
}

impl Client {
    /// The client that a page's configuration asks for.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let counts = match &config.source {
            Source::Server(api) => Some(api.clone()),
            Source::Files(_) | Source::Feed(_) => config.counts.clone(),
        };
        Self { source: Arc::new(config.source.clone()), counts: counts.map(Into::into), prefix: "".into() }
    }

    /// The same for one of several on a page, which brought no answers for any of them.
    #[must_use]
    pub fn beside_others(config: &Config) -> Self {
        let prefix = match &config.source {
            Source::Server(address) | Source::Files(address) => address,
            Source::Feed(feed) => &feed.address,
        };
        Self { prefix: prefix.as_str().into(), ..Self::new(config) }
    }

    fn prefixed(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
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
        Ok(Listing::of(self.articles(&query.path()).await?, query.page))
    }

    /// One article, whole.
    ///
    /// # Errors
    /// [`LoadError::NotFound`], [`LoadError::Withdrawn`]; else as for [`Client::site`].
    pub async fn article(&self, id: &str) -> Result<Whole, LoadError> {
        Whole::of(self.articles(&article_path(id)).await?).ok_or(LoadError::Answer)
    }

    /// The page of a search, its title and what it shows, as the finder makes it.
    ///
    /// # Errors
    /// As for [`Client::site`], or the finder does not load.
    pub async fn search(
        &self,
        finder: &str,
        query: &str,
        language: Language,
    ) -> Result<(String, CleanHtml), LoadError> {
        let [title, html] = finder::found(finder, query, language.tag()).await?;
        Ok((title, CleanHtml::from_cleaner(html)))
    }

    /// What the page shows that was opened, where it is to be taken as it is. Known once: the next page is another.
    #[must_use]
    pub fn rendered(&self) -> Option<CleanHtml> {
        answers::take_now(&self.prefixed(RENDERED_PATH))?;
        document::html_in(".rendered").map(CleanHtml::from_cleaner)
    }

    /// Everything that a site without a server of ours has, each article with the text that it can be found by.
    ///
    /// # Errors
    /// As for [`Client::site`].
    pub async fn everything(&self) -> Result<Feed, LoadError> {
        self.articles(WHOLE_PATH).await
    }

    /// What is answered at a path, by a server or a reader of ours.
    ///
    /// # Errors
    /// As for [`Client::site`].
    pub async fn answer(&self, path: &str) -> Result<Tree, LoadError> {
        self.ask(path).await
    }

    /// Asks for what a page needs before anybody goes there; nothing is counted by it.
    pub fn ask_ahead(&self, route: &Route) {
        if let Some(path) = needed(route)
            && let Some(address) = self.address(&path)
        {
            answers::ask_ahead(self.prefixed(&path), fetched(address));
        }
    }

    /// Whether all that a page needs is there.
    #[must_use]
    pub fn is_there(&self, route: &Route) -> bool {
        needed(route).is_some_and(|path| answers::is_there(&self.prefixed(&path)))
    }

    /// Whether the page that brought the first answers was withdrawn, and the slug of the category that it belonged to. Known
    /// once: the next page is another.
    #[must_use]
    pub fn gone(&self) -> Option<Option<String>> {
        Some(answers::take_now(&self.prefixed(GONE_PATH))?.text())
    }

    /// The address of the site's news as a feed, for whoever wants it plain.
    #[must_use]
    pub fn feed_address(&self, base: &str) -> String {
        match &*self.source {
            Source::Feed(feed) => feed.address.clone(),
            _ => format!("{base}feed.json"),
        }
    }

    async fn articles(&self, path: &str) -> Result<Feed, LoadError> {
        let mut feed = written(&self.ask(path).await?)?;
        // A page of the server's own has its addresses as they are; so has a feed, whose reader makes them whole.
        if let (Source::Server(api), false) = (&*self.source, self.prefix.is_empty()) {
            let origin = origin(api);
            feed.items.iter_mut().for_each(|article| elsewhere::settle(article, origin));
        }
        Ok(feed)
    }

    async fn ask(&self, path: &str) -> Result<Tree, LoadError> {
        if let Some(answer) = answers::take(&self.prefixed(path)).await {
            return answer;
        }
        if let Some(address) = self.address(path) {
            return fetched(address).await;
        }
        let Source::Feed(feed) = &*self.source else { return Err(LoadError::NotFound) };
        parsed(&reader::ask(feed, path).await?)
    }

    /// Where on the net an answer is; `None` where it is made of a feed.
    fn address(&self, path: &str) -> Option<String> {
        match &*self.source {
            Source::Server(api) => Some(format!("{api}{path}")),
            Source::Files(files) => Some(format!("{files}{}", file_of(path))),
            Source::Feed(_) => None,
        }
    }
}

/// Where the one answer is asked for that a page needs; `None` where there is none or are several.
fn needed(route: &Route) -> Option<String> {
    match route {
        Route::Article { id, .. } => Some(article_path(id)),
        Route::Category { slug, page } => Some(Query::category(slug.clone(), *page).path()),
        _ => None,
    }
}

/// Scheme, host and port of a whole address.
fn origin(address: &str) -> &str {
    let host = address.find(':').map_or(0, |colon| colon + 3);
    let end = address.bytes().skip(host).position(|byte| byte == b'/').map_or(address.len(), |end| host + end);
    address.get(..end).unwrap_or_default()
}

async fn fetched(address: String) -> Result<Tree, LoadError> {
    parsed(&get(&address).await?)
}

/// Parses an answer.
fn parsed(json: &str) -> Result<Tree, LoadError> {
    Tree::parse(json).ok_or(LoadError::Answer)
}

/// Reads a feed as our own server writes it.
fn written(answer: &Tree) -> Result<Feed, LoadError> {
    read_written(answer).ok_or(LoadError::Answer)
}
