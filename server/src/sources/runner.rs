//! Keeps the schedule, on threads of its own: whatever a source sends, no visitor waits for it.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::{Fetching, Robots, lease};
use crate::clock::Clock;
use crate::fetch::{FetchError, Fetcher, Limits};
use crate::settings::{Settings, SiteSettings, SourceSettings};
use crate::store::{Imported, Leased, SourceState, Store, StoreError};

/// How often is looked whether a source is due. The database is asked only when it is.
const LOOK: Duration = Duration::from_millis(500);

/// How long it is left alone when the database is away, in seconds.
const AWAY: i64 = 30;

/// One reads what a source has sent, and stores it; meanwhile another hears what the others send.
const THREADS: usize = 2;

/// How long what is being stored may take when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// The threads on which the sources of all sites are fetched.
pub struct Runner {
    running: Option<(Runtime, Arc<Parts>)>,
}

/// What every source's task needs.
struct Parts {
    store: Arc<dyn Store>,
    settings: Arc<Settings>,
    fetcher: Fetcher,
    robots: Robots,
    clock: Clock,
    /// Random, and no other server's.
    by: String,
}

/// Why sources are not fetched.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The system gives no thread, or nothing to wait with.
    #[error("no thread to fetch sources with: {0}")]
    Thread(std::io::Error),
    /// Nothing can be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The system gives no randomness.
    #[error("no randomness: {0}")]
    Random(String),
}

/// A name that no other program has.
///
/// # Errors
/// When the system gives no randomness.
pub fn by() -> Result<String, RunnerError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| RunnerError::Random(error.to_string()))?;
    Ok(format!("{:016x}", u64::from_le_bytes(bytes)))
}

impl Runner {
    /// Begins to fetch the sources that are set. Without any there is no thread.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn start(store: Arc<dyn Store>, settings: Arc<Settings>, clock: Clock) -> Result<Self, RunnerError> {
        if settings.sites.iter().all(|site| site.sources.is_empty()) {
            return Ok(Self { running: None });
        }
        let limits = Limits::for_sources().allowing(&settings.server.allow_private);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(THREADS).thread_name("sources").enable_all().build();
        let runtime = runtime.map_err(RunnerError::Thread)?;
        let parts =
            Parts { store, settings, fetcher: Fetcher::new(limits)?, robots: Robots::default(), clock, by: by()? };
        let parts = Arc::new(parts);
        for site in &parts.settings.sites {
            for source in &site.sources {
                let (parts, site, source) = (Arc::clone(&parts), site.clone(), source.clone());
                runtime.spawn(async move { parts.follow(&site, &source).await });
            }
        }
        Ok(Self { running: Some((runtime, parts)) })
    }

    /// Ends all tasks where they wait, after what is being stored is stored. Blocks. A source that was being fetched is given back,
    /// to be fetched anew by whoever is next.
    pub fn stop(mut self) {
        if let Some((runtime, parts)) = self.running.take() {
            runtime.shutdown_timeout(LAST_WORDS);
            parts.give_back();
        }
    }
}

impl Drop for Runner {
    /// A server that is not stopped waits for nothing.
    fn drop(&mut self) {
        if let Some((runtime, _)) = self.running.take() {
            runtime.shutdown_background();
        }
    }
}

impl Parts {
    /// Gives back what is leased to this server.
    fn give_back(&self) {
        for site in &self.settings.sites {
            for source in &site.sources {
                // What cannot be given back now ends by itself.
                if let Err(error) = self.store.hold_source(&site.id, &source.name, &self.by, 0) {
                    tracing::warn!(site = site.id, source = source.name, %error, "a source stays leased for a while");
                }
            }
        }
    }

    /// Fetches one source whenever it is due.
    async fn follow(&self, site: &SiteSettings, source: &SourceSettings) {
        let mut next = 0;
        let mut looks = tokio::time::interval(LOOK);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            let now = self.clock.now();
            if now < next {
                continue;
            }
            next = match lease(&*self.store, (&site.id, &source.name), &self.by, now, false) {
                Ok(Leased::NotBefore(due)) => due.max(now.saturating_add(1)),
                Ok(Leased::Yes(known)) => self.fetch(site, source, *known).await,
                Err(error) => {
                    // That the database is away is told by the store.
                    if !matches!(error, StoreError::Away(_)) {
                        tracing::warn!(site = site.id, source = source.name, %error, "a source cannot be leased");
                    }
                    now.saturating_add(AWAY)
                }
            };
        }
    }

    async fn fetch(&self, site: &SiteSettings, source: &SourceSettings, known: SourceState) -> i64 {
        let fetching = Fetching {
            site,
            source,
            store: &*self.store,
            fetcher: &self.fetcher,
            robots: &self.robots,
            data: &self.settings.server.data,
            clock: &self.clock,
            by: &self.by,
        };
        let failures = known.failures;
        let (done, next) = fetching.run(known).await;
        let pause = next.saturating_sub(self.clock.now());
        match done {
            Ok(brought) => {
                let Imported { new, changed, withdrawn, .. } = brought.imported;
                if new + changed + withdrawn + brought.refused > 0 {
                    let refused = brought.refused;
                    tracing::info!(site = site.id, source = source.name, new, changed, withdrawn, refused, "fetched");
                } else {
                    tracing::debug!(site = site.id, source = source.name, "nothing new");
                }
            }
            Err(error) => {
                tracing::warn!(site = site.id, source = source.name, failures = failures.saturating_add(1), again_in = pause,
                    %error, "a source could not be fetched");
            }
        }
        next
    }
}
