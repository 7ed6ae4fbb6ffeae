//! Searching a site's articles.
//!
//! The room exists so that one place says what is found and in which order, whichever database keeps the words: a store only tells which
//! articles have which words. It may import `store` and `bantin-search`; it knows no HTTP.

mod catalogue;
mod finding;
mod looking;
mod offering;
mod suggesting;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use bantin_feed::Timestamp;
use quick_cache::sync::Cache;

pub use catalogue::Filter;
pub use finding::{Asking, Finding};
pub use offering::Offer;
pub use words::{text_of, words_of};

use self::catalogue::Catalogue;
use self::looking::Shelf;
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
        let year = |second: i64| i64::from(Timestamp::new(second, of.zone).civil().year);
        finding::find(Shelf { store: &*self.store, site: of.site }, &catalogue, asking, year)
    }

    /// Articles whose titles go on from what was typed, the newest first. Blocks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn suggest(&self, site: &str, typed: &str) -> Result<Vec<ArticleRow>, StoreError> {
        Shelf { store: &*self.store, site }.suggest(typed)
    }

    fn catalogue(&self, of: Searched<'_>) -> Result<Arc<Catalogue>, StoreError> {
        let key = (of.site.to_owned(), of.generation);
        self.catalogues.get_or_insert_with(&key, || Ok(Arc::new(Catalogue::read(&*self.store, of.site, of.language)?)))
    }
}
