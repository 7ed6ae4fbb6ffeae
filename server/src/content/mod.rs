//! What is served of sites and articles, made ready once and kept until the site changes.
//!
//! The room exists because a listing costs milliseconds to make and microseconds to send: bodies are kept
//! as pieces of bytes with holes where counts belong. It may import `store`, `settings`, `clean`, `redirects`, `pictures`, `searching`,
//! `bantin-feed` and the front end's `route` and `data`; it knows no HTTP.

mod addresses;
mod article;
pub mod excerpt;
mod listing;
mod newest;
pub mod old_address;
mod pieces;
mod searched;
mod site;

use std::collections::HashMap;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::{Semaphore, SemaphorePermit};

pub use newest::{NewestArticles, NewestOf};
pub use pieces::{Holes, Marks, Pieces, weak_etag};
pub use searched::SearchWanted;
pub use site::{SiteContent, front_page_of};

use crate::importing::is_handed_on;
use crate::searching::Searcher;
use crate::settings::Settings;
use crate::store::{ArticleRow, Measure, MediaFile, Store, StoreError};

/// How many bytes of ready bodies are kept: those of some 10,000 articles.
const KEPT_BYTES: u64 = 96 << 20;

/// Articles on a page where nothing else is asked for.
pub const PER_PAGE: u64 = 20;

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A page of a listing.
    Listing {
        /// Only of this category.
        category: Option<String>,
        /// From 1.
        page: u64,
        /// Articles on a page.
        per_page: u64,
    },
    /// An article.
    Article(u64),
}

/// What is there.
#[derive(Clone, Debug)]
pub enum Found {
    /// It can be sent.
    Ready(Arc<Ready>),
    /// There was something; it is gone. The slug of its main category, where the site has that.
    Withdrawn(Option<String>),
    /// There is nothing of the kind.
    Nothing(Missing),
}

/// What there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The site.
    Site,
    /// The category.
    Category,
    /// The page; there are so many.
    Page(u64),
    /// The article.
    Article,
}

/// A body that can be sent, and what pages need to know of it.
#[derive(Debug)]
pub struct Ready {
    /// The generation of the site that it shows.
    pub generation: u64,
    /// The body.
    pub pieces: Pieces,
    /// The title of an article; of a listing that of the category, or nothing.
    pub title: String,
    /// The last part of an article's address, or nothing.
    pub slug: String,
    /// Of a question that found nothing, neither itself nor what was meant, the words that may be kept of it.
    pub missed: Option<String>,
}

type Key = (String, u64, Wanted);

/// The files that were taken over for a site.
#[derive(Debug, Default)]
struct Media {
    /// By their source and the address that its articles name.
    by_address: HashMap<(String, String), MediaFile>,
    /// How large those are that are pictures, by the file's name.
    pictures: HashMap<String, Measure>,
    /// Where those are that are handed on, by the file's name.
    handed_on: HashMap<String, String>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Found> for Bytes {
    fn weight(&self, _: &Key, found: &Found) -> u64 {
        let body = match found {
            Found::Ready(ready) => ready.pieces.len(),
            Found::Withdrawn(_) | Found::Nothing(_) => 0,
        };
        u64::try_from(body).unwrap_or(u64::MAX).saturating_add(512)
    }
}

/// Everything that is served of articles.
pub struct Content {
    store: Arc<dyn Store>,
    settings: Arc<Settings>,
    ready: Cache<Key, Found, Bytes>,
    sites: Cache<(String, u64), Arc<SiteContent>>,
    media: Cache<(String, u64), Arc<Media>>,
    searcher: Searcher,
    /// Making is work for a processor: more at once than there are would only make all of them later.
    making: Semaphore,
    /// So that nobody waits for a page because others search.
    searching: Semaphore,
}

impl Content {
    /// Content from `store`, as `settings` want it shown.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, settings: Arc<Settings>) -> Self {
        let ready = Cache::with_weighter(4_096, KEPT_BYTES, Bytes);
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (making, searching) = (Semaphore::new(processors), Semaphore::new(processors));
        let searcher = Searcher::new(Arc::clone(&store));
        Self { store, settings, ready, sites: Cache::new(64), media: Cache::new(16), searcher, making, searching }
    }

    /// What is served for `wanted` now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn get(self: &Arc<Self>, site: &str, wanted: Wanted) -> Result<Found, StoreError> {
        let Some(generation) = self.store.generation(site)? else { return Ok(Found::Nothing(Missing::Site)) };
        let key = (site.to_owned(), generation, wanted);
        // After an import many ask for the same page at once: one makes it, the others wait for that.
        let place = match self.ready.get_value_or_guard_async(&key).await {
            Ok(found) => return Ok(found),
            Err(place) => place,
        };
        let turn = turn(&self.making).await?;
        let this = Arc::clone(self);
        let found = on_a_thread(move || this.make(&key)).await?;
        drop(turn);
        // What there is not is not kept: anybody can ask for any number of such things.
        if matches!(found, Found::Ready(_)) {
            // It is refused only where it was taken out of the cache meanwhile; it is sent all the same.
            let _ = place.insert(found.clone());
        }
        Ok(found)
    }

    /// What a question finds. It is made for whoever asks and kept nowhere: what visitors look for is nobody's business.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn search(self: &Arc<Self>, site: &str, wanted: SearchWanted) -> Result<Found, StoreError> {
        let Some(generation) = self.store.generation(site)? else { return Ok(Found::Nothing(Missing::Site)) };
        let turn = turn(&self.searching).await?;
        let (this, site) = (Arc::clone(self), site.to_owned());
        let found = on_a_thread(move || match this.context(&site, generation)? {
            Some(context) => searched::make((&this.store, &this.searcher), &context, &wanted),
            None => Ok(Found::Nothing(Missing::Site)),
        })
        .await;
        drop(turn);
        found
    }

    /// Articles whose titles go on from what was typed: the id, the last part of the address, the title of each. Kept nowhere either.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn suggest(self: &Arc<Self>, site: &str, typed: String) -> Result<Vec<ArticleRow>, StoreError> {
        let turn = turn(&self.searching).await?;
        let (this, site) = (Arc::clone(self), site.to_owned());
        let found = on_a_thread(move || this.searcher.suggest(&site, &typed)).await;
        drop(turn);
        found
    }

    fn make(&self, (site, generation, wanted): &Key) -> Result<Found, StoreError> {
        let Some(context) = self.context(site, *generation)? else { return Ok(Found::Nothing(Missing::Site)) };
        match wanted {
            Wanted::Listing { category, page, per_page } => {
                listing::make(&self.store, &context, category.as_deref(), *page, *per_page)
            }
            Wanted::Article(id) => article::make(&self.store, &context, *id),
        }
    }

    fn context(&self, site: &str, generation: u64) -> Result<Option<Context>, StoreError> {
        let Some(site_content) = self.site_at(site, generation)? else { return Ok(None) };
        let key = (site.to_owned(), generation);
        let media = match self.media.get(&key) {
            Some(media) => media,
            None => {
                let files = self.store.media(site)?;
                let measured = |(_, _, file): &(_, _, MediaFile)| Some((file.file.clone(), file.measure?));
                let pictures = files.iter().filter_map(measured).collect();
                let handed_on = files.iter().filter(|(_, _, file)| is_handed_on(&file.file));
                let handed_on = handed_on.map(|(_, address, file)| (file.file.clone(), address.clone())).collect();
                let by_address = files.into_iter().map(|(source, address, file)| ((source, address), file)).collect();
                let media = Arc::new(Media { by_address, pictures, handed_on });
                self.media.insert(key, Arc::clone(&media));
                media
            }
        };
        Ok(Some(Context { generation, site: site_content, media }))
    }

    fn site_at(&self, site: &str, generation: u64) -> Result<Option<Arc<SiteContent>>, StoreError> {
        let key = (site.to_owned(), generation);
        if let Some(content) = self.sites.get(&key) {
            return Ok(Some(content));
        }
        let Some(content) = SiteContent::read(&self.settings, &*self.store, site)?.map(Arc::new) else {
            return Ok(None);
        };
        self.sites.insert(key, Arc::clone(&content));
        Ok(Some(content))
    }

    /// Where a file is that is handed on, by its name; `None` where no article names it. Blocks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn handed_on(&self, site: &str, file: &str) -> Result<Option<String>, StoreError> {
        let Some(generation) = self.store.generation(site)? else { return Ok(None) };
        let context = self.context(site, generation)?;
        Ok(context.and_then(|context| context.media.handed_on.get(file).cloned()))
    }

    /// A site as of now. `None` for an unknown one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn site(self: &Arc<Self>, site: &str) -> Result<Option<Arc<SiteContent>>, StoreError> {
        Ok(self.site_now(site).await?.map(|(_, content)| content))
    }

    /// A site as of now, and its generation. `None` for an unknown one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn site_now(self: &Arc<Self>, site: &str) -> Result<Option<(u64, Arc<SiteContent>)>, StoreError> {
        let Some(generation) = self.store.generation(site)? else { return Ok(None) };
        if let Some(content) = self.sites.get(&(site.to_owned(), generation)) {
            return Ok(Some((generation, content)));
        }
        let (this, site) = (Arc::clone(self), site.to_owned());
        let content = on_a_thread(move || this.site_at(&site, generation)).await?;
        Ok(content.map(|content| (generation, content)))
    }

    /// Where everything is kept.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The settings everything is shown by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

async fn turn(of: &Semaphore) -> Result<SemaphorePermit<'_>, StoreError> {
    of.acquire().await.map_err(|closed| StoreError::Other(closed.to_string()))
}

/// What is known while a body is made.
struct Context {
    generation: u64,
    site: Arc<SiteContent>,
    media: Arc<Media>,
}

/// Does work that blocks on a thread where it may.
pub(crate) async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Other(error.to_string()))?
}
