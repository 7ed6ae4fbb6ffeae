//! A running server: its parts, its routes, and the connections it listens to.
//!
//! The room exists so that the program and the tests start the very same server. It may import every room but
//! `commands` and `cli`.

mod base;
mod guard;
mod inside;
mod listener;
mod patient;
mod router;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

pub use inside::Inside;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::content::Content;
use crate::handed_on::Handing;
use crate::handlers::App;
use crate::handlers::client_files::ClientFiles;
use crate::handlers::copies::Copies;
use crate::handlers::metrics::Metrics;
use crate::handlers::staff::Door;
use crate::machines::Documents;
use crate::pictures::Sizes;
use crate::releases::Releases;
use crate::render::Pages;
use crate::searching::missed::Missed;
use crate::settings::Settings;
use crate::sources::{Runner, RunnerError};
use crate::staff::session;
use crate::store::{Store, StoreError};
use crate::visits::Counter;

/// How often what is no longer needed about visitors is destroyed.
const PURGE: Duration = Duration::from_secs(60);

/// How often what is served is marked as such: a server may run for longer than a former release is kept.
const MARK: i64 = 86_400;

/// How long open requests may take to end when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("{addr} cannot be listened to: {error}")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// What the system said.
        error: std::io::Error,
    },
    /// The system gives no thread.
    #[error("no thread to count with: {0}")]
    Thread(std::io::Error),
    /// The database does not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Sources cannot be fetched.
    #[error(transparent)]
    Sources(#[from] RunnerError),
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Its parts.
    pub app: Arc<App>,
    end: watch::Sender<bool>,
    listening: JoinHandle<()>,
    pushing: JoinHandle<()>,
    sharing: JoinHandle<()>,
    purging: JoinHandle<()>,
    sources: Runner,
}

impl Server {
    /// Starts a server.
    ///
    /// # Errors
    /// When it cannot listen, or the database does not let it.
    pub async fn start(
        settings: Settings,
        store: Arc<dyn Store>,
        client: ClientFiles,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let addr = settings.server.addr;
        let listener = TcpListener::bind(addr).await.map_err(|error| StartError::Listen { addr, error })?;
        let addr = listener.local_addr().map_err(|error| StartError::Listen { addr, error })?;
        let (end, ending) = watch::channel(false);
        // Before anybody is answered: another server that counts here is told at once.
        store.begin_counting()?;
        let releases = Releases::of(&settings.server.data);
        keep(&releases, &client, clock.now());
        let app = parts(settings, store, client, clock, ending.clone())?;
        let counter = Arc::clone(&app.counter);
        let sources = Runner::start(Arc::clone(&app.store), Arc::clone(&app.settings), app.clock.clone())?;
        let listening =
            tokio::spawn(listener::listen(listener, router::service(Arc::clone(&app)), Arc::clone(&app), ending));
        let pushing = tokio::spawn(Arc::clone(&counter).push_forever());
        let sharing = tokio::spawn(Arc::clone(&counter).share_forever());
        let purging = tokio::spawn(purge(Arc::clone(&app)));
        Ok(Self { addr, app, end, listening, pushing, sharing, purging, sources })
    }

    /// Stops: no new connections, open requests are answered, streams end, every visit taken is on disk.
    pub async fn stop(self) {
        self.end.send_replace(true);
        if tokio::time::timeout(LAST_WORDS, self.listening).await.is_err() {
            tracing::warn!("some requests were cut off");
        }
        self.pushing.abort();
        self.sharing.abort();
        self.purging.abort();
        let sources = self.sources;
        if tokio::task::spawn_blocking(move || sources.stop()).await.is_err() {
            tracing::error!("the threads that fetch sources could not be waited for");
        }
        stopped(Arc::clone(&self.app.counter)).await;
        self.app.store.end_counting();
    }
}

/// Puts a server together; what it needs of the store is there then.
fn parts(
    settings: Settings,
    store: Arc<dyn Store>,
    client: ClientFiles,
    clock: Clock,
    ending: watch::Receiver<bool>,
) -> Result<Arc<App>, StartError> {
    for site in &settings.sites {
        store.ensure_site(&site.id, site.name.as_deref())?;
    }
    let settings = Arc::new(settings);
    let counter =
        Counter::start(Arc::clone(&store), Arc::clone(&settings), clock.clone()).map_err(StartError::Thread)?;
    let content = Arc::new(Content::new(Arc::clone(&store), Arc::clone(&settings)));
    Ok(Arc::new(App {
        pages: Pages::new(Arc::clone(&content), client.shell.clone()),
        page_copies: Copies::default(),
        documents: Documents::new(Arc::clone(&content)),
        document_copies: Copies::default(),
        content,
        copies: Copies::default(),
        sizes: Sizes::new(&settings.server.data),
        handing: Handing::new(&settings.server.data, &settings.server.allow_private),
        releases: Releases::of(&settings.server.data),
        missed: Missed::default(),
        counter: Arc::new(counter),
        settings,
        store,
        client,
        clock,
        staff: Door::default(),
        metrics: Metrics::default(),
        ending,
    }))
}

/// Waits until every visit taken is on disk.
async fn stopped(counter: Arc<Counter>) {
    if tokio::task::spawn_blocking(move || counter.stop()).await.is_err() {
        tracing::error!("the counting thread could not be waited for");
    }
}

/// Keeps the client's files for those who will still ask for them after an upgrade.
fn keep(releases: &Releases, client: &ClientFiles, now: i64) {
    if let Err(error) = releases.keep(client.files(), now) {
        // All is served without it; only the next upgrade will miss it.
        tracing::warn!(%error, "the client's files cannot be kept for later releases");
    }
}

async fn purge(app: Arc<App>) {
    let mut ticks = tokio::time::interval(PURGE);
    let mut marked = app.clock.now();
    loop {
        ticks.tick().await;
        let app = Arc::clone(&app);
        let now = app.clock.now();
        let is_due = now - marked >= MARK;
        if is_due {
            marked = now;
        }
        let purged = move || {
            if is_due {
                keep(&app.releases, &app.client, now);
            }
            app.store.forget_sessions(now - session::WHOLE, now - session::IDLE)?;
            app.counter.purge()
        };
        match tokio::task::spawn_blocking(purged).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "what is no longer needed could not be destroyed"),
            Err(error) => tracing::error!(%error, "purging failed"),
        }
    }
}
