//! Telling other servers who is online here, and learning who is there: once a second, not with every report.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::counter::Counter;
use crate::store::{SiteOnline, StoreError};

/// How often.
const PAUSE: Duration = Duration::from_secs(1);

impl Counter {
    /// Shares who is online, for as long as the program runs, or until the store says that nobody else counts in it.
    pub async fn share_forever(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(PAUSE);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        loop {
            ticks.tick().await;
            let counter = Arc::clone(&self);
            match tokio::task::spawn_blocking(move || counter.share()).await {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) => return,
                // That the database is away is told by the store.
                Ok(Err(StoreError::Away(_))) => {}
                Ok(Err(error)) => tracing::warn!(%error, "who is online could not be shared"),
                Err(error) => tracing::error!(%error, "sharing who is online failed"),
            }
        }
    }

    /// Whether there may be other servers.
    ///
    /// # Errors
    /// When the database does not let it; everything is told the next time then.
    pub fn share(&self) -> Result<bool, StoreError> {
        let mut here = Vec::new();
        for (site, online) in self.online.lock().unwrap_or_else(PoisonError::into_inner).iter_mut() {
            here.push(SiteOnline { site: site.clone(), marks: online.news(), streams: online.nameless() });
        }
        match self.store.share_online(&here) {
            Ok(Some(elsewhere)) => {
                self.learn(elsewhere);
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(error) => {
                let mut all = self.online.lock().unwrap_or_else(PoisonError::into_inner);
                for site in here {
                    all.entry(site.site).or_default().not_told(&site.marks);
                }
                Err(error)
            }
        }
    }

    fn learn(&self, elsewhere: Vec<SiteOnline>) {
        let mut all = self.online.lock().unwrap_or_else(PoisonError::into_inner);
        for online in all.values_mut() {
            online.set_nameless_elsewhere(0);
        }
        for site in elsewhere {
            let online = all.entry(site.site).or_default();
            online.set_nameless_elsewhere(site.streams);
            for (visitor, at) in &site.marks {
                online.mark_elsewhere(visitor, *at);
            }
        }
    }
}
