//! The pages that people and machines read before the wasm is there: the front end's own components, printed, with the
//! answers that the client would ask for first.
//!
//! The room exists so that a page is rendered once for all who ask, by the same code that the browser runs. It may import
//! `content`, `pictures` and `store` (what is known of a picture), `settings`, the front end's components and the crates `bantin-api` and `bantin-feed`; it knows no HTTP.

mod answers;
pub mod frame;
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

pub use frame::numbers;
use frame::{Frame, Refused};
pub use hole::Hole;
pub use page::{ANSWERS, Numbers, Page};
pub use shell::{Shell, no_database};
pub use shown::{edition, views};

/// How many bytes of rendered pages are kept.
const KEPT_BYTES: u64 = 64 << 20;

/// How many bytes of frames are kept.
const KEPT_FRAMES: u64 = 8 << 20;

type Key = (String, u64, Language, Route);

type FrameKey = (String, u64, Frame);

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Page>> for Weight {
    fn weight(&self, _: &Key, page: &Arc<Page>) -> u64 {
        u64::try_from(page.pieces.len()).unwrap_or(u64::MAX).saturating_add(1_024)
    }
}

impl Weighter<FrameKey, Arc<Page>> for Weight {
    fn weight(&self, _: &FrameKey, page: &Arc<Page>) -> u64 {
        u64::try_from(page.pieces.len()).unwrap_or(u64::MAX).saturating_add(1_024)
    }
}

/// All pages of all sites.
pub struct Pages {
    content: Arc<Content>,
    shell: Arc<Shell>,
    ready: Cache<Key, Arc<Page>, Weight>,
    frames: Cache<FrameKey, Arc<Page>, Weight>,
}

impl Pages {
    /// Pages of this content, around this client.
    #[must_use]
    pub fn new(content: Arc<Content>, shell: Shell) -> Self {
        let ready = Cache::with_weighter(2_048, KEPT_BYTES, Weight);
        let frames = Cache::with_weighter(512, KEPT_FRAMES, Weight);
        Self { content, shell: Arc::new(shell), ready, frames }
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
        if page.status == 200 && is_whole && page.pieces.is_kept() {
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

    /// A frame of a site as it is at this generation; `script` is the name of the frame's script.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn frame(
        &self,
        generation: u64,
        site: &SiteContent,
        frame: Frame,
        script: Option<&str>,
    ) -> Result<Result<Arc<Page>, Refused>, StoreError> {
        let key = (site.site.id.clone(), generation, frame);
        if let Some(page) = self.frames.get(&key) {
            return Ok(Ok(page));
        }
        let page = match frame::render(&self.content, site, &key.2, script).await? {
            Ok(page) => Arc::new(page),
            Err(refused) => return Ok(Err(refused)),
        };
        // An import may have come in between: then the page is right for now, and another is made for the next.
        if self.content.site_now(&site.site.id).await?.is_some_and(|(now, _)| now == generation) {
            self.frames.insert(key, Arc::clone(&page));
        }
        Ok(Ok(page))
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
