//! Telling those who watch: one value a site, the newest, at most once a second.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::watch;

use super::Numbers;
use super::counter::{CountError, Counter, Onlooker};
use super::network::network;
use super::places::{Place, Places};
use crate::settings::Settings;

/// The least time between two pushes to a site's watchers.
const PAUSE: Duration = Duration::from_secs(1);

/// How often it is looked whether there is something to push.
const LOOK: Duration = Duration::from_millis(50);

/// How often it is looked whether another process has changed something.
const LOOK_OUTSIDE: u32 = 10;

/// What is pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Push {
    /// The site's counts as JSON: the same bytes for every viewer.
    pub counts: Bytes,
    /// How often anything of the site has changed: a view changes this and not the counts.
    pub change: u64,
    /// Another for every push of this program's run.
    pub number: u64,
}

struct Channel {
    push: watch::Sender<Push>,
    last: Instant,
    woken: u64,
}

/// The sites that are being watched.
pub(super) struct Watching {
    sites: Mutex<HashMap<String, Channel>>,
    run: u64,
    open: Arc<AtomicUsize>,
    most: usize,
    of_address: Places<IpAddr>,
    of_site: Places<String>,
}

impl Watching {
    pub(super) fn new(settings: &Settings) -> Self {
        let most = settings.server.max_streams;
        // Where there are several sites, none can take all.
        let of_site = if settings.sites.len() > 1 { most.div_ceil(2) } else { most };
        Self {
            sites: Mutex::default(),
            run: RandomState::new().hash_one(most),
            open: Arc::default(),
            most,
            of_address: Places::new(settings.server.max_streams_per_address),
            of_site: Places::new(of_site),
        }
    }

    /// Something of the site has changed.
    pub(super) fn wake(&self, site: &str) {
        if let Some(channel) = self.sites.lock().unwrap_or_else(PoisonError::into_inner).get_mut(site) {
            channel.woken += 1;
        }
    }
}

/// Why there is no stream.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StreamError {
    /// As many are open as the settings let.
    #[error("too many streams are open")]
    Full,
    /// As many are open from one address as the settings let.
    #[error("too many streams are open from this address")]
    Address,
    /// The numbers cannot be read, or the site is not known.
    #[error(transparent)]
    Count(#[from] CountError),
}

/// One open stream. Dropping it ends it.
pub struct Stream {
    counter: Arc<Counter>,
    site: String,
    onlooker: Onlooker,
    pushed: watch::Receiver<Push>,
    number: usize,
    open: Arc<AtomicUsize>,
    _places: (Option<Place<IpAddr>>, Place<String>),
}

impl Stream {
    /// The newest there is to tell.
    pub fn newest(&mut self) -> Push {
        self.pushed.borrow_and_update().clone()
    }

    /// Waits until there is something newer. `false` when there never will be.
    pub async fn changed(&mut self) -> bool {
        self.pushed.changed().await.is_ok()
    }

    /// What a push is known by after the stream has broken: `Last-Event-ID`. Another run of the server never says the same.
    #[must_use]
    pub fn id_of(&self, push: &Push) -> String {
        format!("{:x}-{:x}", self.counter.watching.run, push.number)
    }

    /// How many were open before it.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Says that the viewer is still there.
    pub fn mark(&self) {
        if let Onlooker::Visitor(visitor) = &self.onlooker {
            self.counter.mark(&self.site, visitor);
        }
    }

    /// The numbers of an article as of now.
    #[must_use]
    pub fn views(&self, article: u64) -> bantin_api::ArticleViews {
        let views = self.counter.views_now(&self.site, article);
        bantin_api::ArticleViews { article: Some(article), ..views.unwrap_or_default() }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
        if matches!(self.onlooker, Onlooker::Nameless) {
            self.counter.leave(&self.site);
        }
    }
}

impl Counter {
    /// How many streams are open.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.watching.open.load(Ordering::Relaxed)
    }

    /// Opens a stream of a known site; the viewer is online from now on.
    ///
    /// # Errors
    /// When there are too many, or the numbers cannot be read.
    pub async fn watch(
        self: &Arc<Self>,
        site: &str,
        address: Option<IpAddr>,
        onlooker: Onlooker,
    ) -> Result<Stream, StreamError> {
        let of_address = match address {
            Some(address) => Some(self.watching.of_address.take(&network(address)).ok_or(StreamError::Address)?),
            None => None,
        };
        let places = (of_address, self.watching.of_site.take(site).ok_or(StreamError::Full)?);
        let open = &self.watching.open;
        let number = open.fetch_add(1, Ordering::Relaxed);
        if number >= self.watching.most {
            open.fetch_sub(1, Ordering::Relaxed);
            return Err(StreamError::Full);
        }
        match onlooker {
            Onlooker::Visitor(visitor) => self.mark(site, &visitor),
            Onlooker::Nameless => self.enter(site),
            Onlooker::LeftOut => {}
        }
        let (first, pushed) = watch::channel(Push::default());
        drop(first);
        // From here on the stream's end undoes what was counted for it.
        let open = Arc::clone(open);
        let mut stream = Stream {
            counter: Arc::clone(self),
            site: site.to_owned(),
            onlooker,
            pushed,
            number,
            open,
            _places: places,
        };
        let numbers = self.numbers(site).await?;
        let counts = numbers.map(|numbers| self.counts_of(site, &numbers)).unwrap_or_default();
        let counts = Bytes::from(serde_json::to_vec(&counts).unwrap_or_default());
        let mut sites = self.watching.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = sites.entry(site.to_owned()).or_insert_with(|| {
            let push = watch::Sender::new(Push { counts: counts.clone(), change: 0, number: 0 });
            Channel { push, last: Instant::now(), woken: 0 }
        });
        if channel.push.receiver_count() == 0 {
            channel.push.send_modify(|push| *push = Push { counts, number: push.number + 1, ..*push });
        }
        stream.pushed = channel.push.subscribe();
        Ok(stream)
    }

    /// Pushes what has changed, for as long as the program runs.
    pub async fn push_forever(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(LOOK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        let mut tick: u32 = 0;
        loop {
            ticks.tick().await;
            tick = tick.wrapping_add(1);
            for site in self.watched() {
                if tick.is_multiple_of(LOOK_OUTSIDE) {
                    self.look_outside(&site).await;
                }
                if let Some(numbers) = self.remembered(&site) {
                    let counts = self.counts_of(&site, &numbers);
                    self.push(&site, serde_json::to_vec(&counts).unwrap_or_default());
                }
            }
        }
    }

    /// Another server, an import or a command in another process may have changed the numbers.
    async fn look_outside(&self, site: &str) {
        let before = self.remembered(site).map(|numbers| stamp(&numbers));
        match self.numbers(site).await {
            Ok(Some(numbers)) if Some(stamp(&numbers)) != before => self.watching.wake(site),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the numbers could not be read again"),
        }
    }

    fn watched(&self) -> Vec<String> {
        let sites = self.watching.sites.lock().unwrap_or_else(PoisonError::into_inner);
        sites.iter().filter(|(_, channel)| channel.push.receiver_count() > 0).map(|(site, _)| site.clone()).collect()
    }

    fn push(&self, site: &str, counts: Vec<u8>) {
        let mut sites = self.watching.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(channel) = sites.get_mut(site).filter(|channel| channel.last.elapsed() >= PAUSE) else { return };
        let woken = channel.woken;
        let pushed = channel.push.send_if_modified(|push| {
            let changed = push.change != woken || *push.counts != *counts;
            if changed {
                *push = Push { counts: counts.into(), change: woken, number: push.number + 1 };
            }
            changed
        });
        if pushed {
            channel.last = Instant::now();
        }
    }
}

fn stamp(numbers: &std::sync::RwLock<Numbers>) -> (u64, u64) {
    numbers.read().unwrap_or_else(PoisonError::into_inner).stamp()
}
