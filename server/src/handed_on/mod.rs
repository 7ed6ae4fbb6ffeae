//! Files that stay at their source and are handed on (`pictures = "proxy"`): a browser asks this server, and this server the source.
//!
//! The room exists so that no visitor's browser asks another host, and nothing is kept for ever that is somebody else's: what was
//! fetched is kept for a day, in a folder that is bounded. Only addresses are asked that an article of ours names. It may import
//! `fetch` and `importing` (what may be taken, and how it is called).

mod kept;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, OnceCell, Semaphore};
use url::Url;

use crate::fetch::{FetchError, Fetcher, Limits};
use crate::importing::taken_as;
use kept::Kept;

/// How many are fetched at once, for all who wait.
const AT_ONCE: usize = 8;

/// How long an address that failed is not asked again.
const AGAIN: Duration = Duration::from_secs(60);

/// The most addresses that are remembered to have failed.
const MOST_FAILED: usize = 10_000;

/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site, and the name of a file.
type Key = (String, String);

/// Who fetches what.
type Fetching = HashMap<Key, Arc<Mutex<()>>>;

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// Where it is.
    pub path: PathBuf,
    /// What it is sent as.
    pub kind: &'static str,
}

/// Why a file cannot be handed on.
#[derive(Debug, thiserror::Error)]
pub enum HandingError {
    /// The source does not give it, or not what may be taken.
    #[error("its source does not give it: {0}")]
    Source(String),
    /// So many are being fetched that this one had no turn.
    #[error("too many files are being fetched")]
    Busy,
    /// Nothing can be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The disk does not take it.
    #[error("it cannot be kept: {0}")]
    Disk(#[from] std::io::Error),
}

/// All files that are handed on.
pub struct Handing {
    kept: Arc<Kept>,
    allow_private: Vec<String>,
    /// Made when the first file is asked for: most servers hand nothing on.
    fetcher: OnceCell<Fetcher>,
    turns: Semaphore,
    /// Whoever asks for the same waits for them.
    fetching: Mutex<Fetching>,
    failed: Mutex<HashMap<Key, (Instant, String)>>,
}

impl Handing {
    /// Below `data`, the folder of everything that is stored; private addresses are refused but for those named.
    #[must_use]
    pub fn new(data: &Path, allow_private: &[String]) -> Self {
        Self {
            kept: Arc::new(Kept::below(data)),
            allow_private: allow_private.to_vec(),
            fetcher: OnceCell::new(),
            turns: Semaphore::new(AT_ONCE),
            fetching: Mutex::default(),
            failed: Mutex::default(),
        }
    }

    /// The file of a site under a name that [`name_of`](crate::importing::name_of) has made, which is at `address`.
    ///
    /// # Errors
    /// When it is not kept and cannot be fetched. One that is older than a day is sent all the same then.
    pub async fn get(&self, site: &str, file: &str, address: &str) -> Result<HandedOn, HandingError> {
        if let Some((found, true)) = self.kept.find(site, file).await {
            return Ok(found);
        }
        let key = (site.to_owned(), file.to_owned());
        let turn = Arc::clone(self.fetching.lock().await.entry(key.clone()).or_default());
        let done = {
            let _turn = turn.lock().await;
            self.fetch(&key, address).await
        };
        let mut fetching = self.fetching.lock().await;
        // Nobody else waits for it: one is the map's, one this one's.
        if Arc::strong_count(&turn) <= 2 {
            fetching.remove(&key);
        }
        done
    }

    async fn fetch(&self, key: &Key, address: &str) -> Result<HandedOn, HandingError> {
        let (site, file) = key;
        // Somebody else may have fetched it while this one waited.
        let old = match self.kept.find(site, file).await {
            Some((found, true)) => return Ok(found),
            old => old.map(|(found, _)| found),
        };
        match self.fetched(key, address).await {
            Ok((bytes, extension)) => Ok(Arc::clone(&self.kept).put(site, file, bytes, extension).await?),
            Err(error) => old.ok_or(error),
        }
    }

    async fn fetched(&self, key: &Key, address: &str) -> Result<(Vec<u8>, &'static str), HandingError> {
        if let Some((at, reason)) = self.failed.lock().await.get(key)
            && at.elapsed() < AGAIN
        {
            return Err(HandingError::Source(reason.clone()));
        }
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(HandingError::Busy) };
        let make = async || Ok(Fetcher::new(Limits::default().allowing(&self.allow_private))?.for_pictures());
        let fetcher = self.fetcher.get_or_try_init(make).await.map_err(HandingError::Fetch)?;
        let done = match Url::parse(address) {
            Ok(url) => fetcher.get(url).await.map_err(|error| error.to_string()),
            Err(error) => Err(format!("{address}: {error}")),
        };
        let done = done.and_then(|fetched| Ok((taken_as(&fetched)?, fetched.bytes)));
        let mut failed = self.failed.lock().await;
        match done {
            Ok((extension, bytes)) => {
                failed.remove(key);
                Ok((bytes, extension))
            }
            Err(reason) => {
                if failed.len() >= MOST_FAILED {
                    failed.clear();
                }
                failed.insert(key.clone(), (Instant::now(), reason.clone()));
                Err(HandingError::Source(reason))
            }
        }
    }
}
