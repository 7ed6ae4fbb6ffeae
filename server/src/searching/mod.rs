//! Searching a site's articles.
//!
//! The room exists so that one place says what is found and in which order, whichever database keeps the words: a store only tells which
//! articles have which words. It may import `store` and `bantin-search`, which answers; it knows no HTTP.

pub mod missed;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bantin_feed::Timestamp;
use bantin_search::{Asking, Catalogue, Finding, Index, Shown, Sought, find, suggest};
use quick_cache::sync::Cache;

use crate::store::{ArticleRow, Store, StoreError};

/// Whose articles are searched.
#[derive(Clone, Copy, Debug)]
pub struct Searched<'s> {
    /// The site.
    pub site: &'s str,
    /// Its generation, which was just looked up.
    pub generation: u64,
    /// The tag of its first language: that of articles that name none.
    pub language: &'s str,
    /// Minutes that its zone is ahead of UTC.
    pub zone: i16,
}

/// Searches all sites of a store.
pub struct Searcher {
    store: Arc<dyn Store>,
    catalogues: Cache<(String, u64), Arc<Catalogue>>,
}

impl Searcher {
    /// Searches in `store`.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, catalogues: Cache::new(32) }
    }

    /// Answers a question. Blocks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find(&self, of: Searched<'_>, asking: &Asking) -> Result<Finding, StoreError> {
        let catalogue = self.catalogue(of)?;
        let year = |second: i64| Some(i64::from(Timestamp::new(second, of.zone).civil().year));
        find(&self.index(of.site), &catalogue, asking, &year)
    }

    /// Articles whose titles go on from what was typed, the newest first. Blocks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn suggest(&self, site: &str, typed: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let ids = suggest(&self.index(site), typed)?;
        let rows = ids.into_iter().filter_map(|id| self.store.article(site, id).transpose());
        rows.collect()
    }

    fn index<'s>(&'s self, site: &'s str) -> SiteIndex<'s> {
        SiteIndex { store: &*self.store, site }
    }

    fn catalogue(&self, of: Searched<'_>) -> Result<Arc<Catalogue>, StoreError> {
        let key = (of.site.to_owned(), of.generation);
        let read = || Ok(Arc::new(Catalogue::read(&self.index(of.site), of.language)?));
        self.catalogues.get_or_insert_with(&key, read)
    }
}

/// One site of a store, as an index.
struct SiteIndex<'s> {
    store: &'s dyn Store,
    site: &'s str,
}

impl Index for SiteIndex<'_> {
    type Error = StoreError;

    fn sought(&self, sought: &Sought) -> Result<Vec<u64>, StoreError> {
        self.store.sought(self.site, sought)
    }

    fn words_known(&self, words: &[String], most: u64) -> Result<Vec<u64>, StoreError> {
        self.store.words_known(self.site, words, most)
    }

    fn shown(&self) -> Result<Vec<Shown>, StoreError> {
        self.store.shown(self.site)
    }
}
