//! The pages that people and machines read before the wasm is there: the front end's own components, printed, with the
//! answers that the client would ask for first.
//!
//! The room exists so that a page is rendered once for all who ask, by the same code that the browser runs. It may import
//! `content`, `pictures` and `store` (what is known of a picture), `settings`, the front end's components and the crates `bantin-api` and `bantin-feed`; it knows no HTTP.

mod answers;
mod gathered;
mod head;
mod hole;
mod how_counted;
mod json_ld;
mod page;
mod shell;
mod shown;

use std::sync::Arc;

use bantin::route::Route;
use bantin_api::Language;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::content::{Content, SiteContent};
use crate::store::StoreError;
use gathered::Gathered;

pub use hole::Hole;
pub use page::{ANSWERS, Page};
pub use shell::{Shell, no_database};
pub use shown::{counter, edition, views};

/// How many bytes of rendered pages are kept.
const KEPT_BYTES: u64 = 64 << 20;

type Key = (String, u64, Language, Route);

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Page>> for Weight {
    fn weight(&self, _: &Key, page: &Arc<Page>) -> u64 {
        u64::try_from(page.pieces.len()).unwrap_or(u64::MAX).saturating_add(1_024)
    }
}

/// All pages of all sites.
pub struct Pages {
    content: Arc<Content>,
    shell: Arc<Shell>,
    ready: Cache<Key, Arc<Page>, Weight>,
}

impl Pages {
    /// Pages of this content, around this client.
    #[must_use]
    pub fn new(content: Arc<Content>, shell: Shell) -> Self {
        Self { content, shell: Arc::new(shell), ready: Cache::with_weighter(2_048, KEPT_BYTES, Weight) }
    }

    /// The page of a route, of a site as it is at this generation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn get(
        &self,
        generation: u64,
        site: &Arc<SiteContent>,
        language: Language,
        route: Route,
    ) -> Result<Arc<Page>, StoreError> {
        let key = (site.site.id.clone(), generation, language, route);
        let place = match self.ready.get_value_or_guard_async(&key).await {
            Ok(page) => return Ok(page),
            Err(place) => place,
        };
        let gathered = gathered::gather(&self.content, site, &key.3).await?;
        // An import may have come in between: then the page is right for now, and another is made for the next.
        let is_whole = gathered.generation.is_none_or(|of| of == generation);
        let page = self.render(Arc::clone(site), key.2, key.3.clone(), gathered).await?;
        // What there is not is not kept: anybody can ask for any number of such things.
        if page.status == 200 && is_whole {
            let _ = place.insert(Arc::clone(&page));
        }
        Ok(page)
    }

    /// What stands under an address of the old site whose article was withdrawn; `category` is where one can go on.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub async fn gone(
        &self,
        site: Arc<SiteContent>,
        language: Language,
        category: Option<String>,
    ) -> Result<Arc<Page>, StoreError> {
        self.render(site, language, Route::NotFound, Gathered::gone(None, category)).await
    }

    async fn render(
        &self,
        site: Arc<SiteContent>,
        language: Language,
        route: Route,
        gathered: Gathered,
    ) -> Result<Arc<Page>, StoreError> {
        let shell = Arc::clone(&self.shell);
        let render = move || page::render(&shell, &site, language, &route, gathered);
        let page = tokio::task::spawn_blocking(render).await.map_err(|error| StoreError::Other(error.to_string()))?;
        Ok(Arc::new(page))
    }
}
