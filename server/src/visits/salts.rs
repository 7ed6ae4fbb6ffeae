//! The salts of the running day, so that a visitor is known without asking the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::{Salts, Store, StoreError};

/// The newest salts of each site.
#[derive(Default)]
pub(super) struct SaltCache(Mutex<HashMap<String, (i64, Salts)>>);

impl SaltCache {
    /// The salts of a site's day. Asks the database once a day, on a thread of its own.
    pub(super) async fn of(&self, store: &Arc<dyn Store>, site: &str, day: i64) -> Result<Salts, StoreError> {
        if let Some((of, salts)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(site)
            && *of == day
        {
            return Ok(*salts);
        }
        let mut fresh = [0; 32];
        getrandom::fill(&mut fresh).map_err(|error| StoreError::Other(format!("no randomness: {error}")))?;
        let (store, owned) = (Arc::clone(store), site.to_owned());
        let salts = tokio::task::spawn_blocking(move || store.salts(&owned, day, fresh))
            .await
            .map_err(|error| StoreError::Other(error.to_string()))??;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(site.to_owned(), (day, salts));
        Ok(salts)
    }
}
