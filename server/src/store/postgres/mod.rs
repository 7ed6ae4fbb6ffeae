//! The store in PostgreSQL, or what speaks its language: several servers share it, and each counts.
//!
//! Plain SQL only, without LISTEN, advisory locks, extensions and procedures. Nobody's thread but the store's own waits for a
//! connection (`threads`); what every request asks for is answered from a snapshot (`snapshot`), which goes on while the
//! database is away. `synchronous_commit` is on: what was committed survives a loss of power.

mod articles;
mod carrying;
mod counting;
mod faults;
mod importing;
mod listed;
mod migrations;
mod old_addresses;
mod online;
mod recalled;
mod searching;
mod session;
mod shards;
mod sites;
mod snapshot;
mod sources;
mod staff;
mod statistics;
mod store;
mod threads;
mod totals;
mod visitors;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use self::faults::Fault;
use self::session::{Connector, How, Work};
use self::snapshot::Snapshot;
use self::threads::{Health, Threads, Worker};
use super::StoreError;

/// Connections for everything but counting and looking: those that stand there cost the database memory.
const CONNECTIONS: usize = 4;

/// How often it is looked whether something has changed.
const LOOK: Duration = Duration::from_millis(200);

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long an import or a list may take.
const LONG_PATIENCE: Duration = Duration::from_secs(60 * 60);

/// A PostgreSQL database.
pub struct Postgres {
    general: Threads,
    /// One thread, so that nothing else keeps reports waiting.
    counting: Threads,
    snapshot: Arc<Snapshot>,
    /// This server among others, while it runs.
    server: i64,
    /// Where this server's sums stand. Another one once it is not known whether a batch is in it, so that the former one is
    /// read like any other server's.
    shard: Arc<AtomicI64>,
    /// When the newest of what was read of others was written.
    newest: Mutex<Option<SystemTime>>,
    /// Its end ends the thread that looks.
    _looking: Sender<()>,
}

impl Postgres {
    /// Opens the database at an address like `postgres://user:password@host:5432/name`, and brings it to this program's
    /// version.
    ///
    /// # Errors
    /// When it does not answer, may not be written to, or is newer than this program. None names the password.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let (connector, health) = (Arc::new(Connector::new(address)?), Arc::<Health>::default());
        let workers = (0..CONNECTIONS).map(|_| Worker::new(&connector, &health, false));
        let general = Threads::start(workers, "database")?;
        let counting = Threads::start([Worker::new(&connector, &health, true)], "database counts")?;
        migrate(&general)?;
        let (snapshot, shard) = (Arc::<Snapshot>::default(), Arc::new(AtomicI64::new(random()?)));
        let own = shard.load(Ordering::SeqCst);
        let version = snapshot.version();
        snapshot.replace(general.run(How::Plainly, PATIENCE, move |work| snapshot::read(work, own))?, version);
        let (looking, ended) = channel();
        let looker = Worker::new(&connector, &health, false);
        let (seen, of) = (Arc::clone(&snapshot), Arc::clone(&shard));
        threads::named("database looks", move || {
            let mut looker = looker;
            while matches!(ended.recv_timeout(LOOK), Err(RecvTimeoutError::Timeout)) {
                look(&mut looker, &seen, &of);
            }
        })?;
        let newest = Mutex::default();
        Ok(Self { general, counting, snapshot, server: random()?, shard, newest, _looking: looking })
    }

    fn run<T: Send + 'static>(
        &self,
        how: How,
        work: impl FnMut(&mut Work<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.general.run(how, PATIENCE, work)
    }

    /// Does something for a known site.
    fn of_site<T: Send + 'static>(
        &self,
        how: How,
        site: &str,
        mut work: impl FnMut(&mut Work<'_>, i64) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let site = site.to_owned();
        self.run(how, move |within| {
            let key = sites::known(within, &site)?;
            work(within, key)
        })
    }

    /// Changes a known site, which nobody else changes meanwhile, and looks at what it is then.
    fn change<T: Send + 'static>(
        &self,
        site: &str,
        mut work: impl FnMut(&mut Work<'_>, i64) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let site = site.to_owned();
        let done = self.general.run(How::Whole, LONG_PATIENCE, move |within| {
            let key = sites::held(within, &site)?;
            work(within, key)
        })?;
        self.look_now();
        Ok(done)
    }

    /// Looks at all sites after something was changed. Where that fails, it is looked at a moment later.
    fn look_now(&self) {
        let (version, shard) = (self.snapshot.version(), self.shard());
        if let Ok(sites) = self.run(How::Plainly, move |work| snapshot::read(work, shard)) {
            self.snapshot.replace(sites, version);
        }
    }

    fn shard(&self) -> i64 {
        self.shard.load(Ordering::SeqCst)
    }
}

fn look(looker: &mut Worker, seen: &Snapshot, shard: &AtomicI64) {
    let (version, shard) = (seen.version(), shard.load(Ordering::SeqCst));
    match looker.run(How::Plainly, &mut |work| snapshot::read(work, shard)) {
        Ok(sites) => seen.replace(sites, version),
        // That it is away is told once, by whoever has found out.
        Err(fault) => match StoreError::from(fault) {
            StoreError::Away(_) => {}
            error => tracing::warn!(%error, "it could not be looked whether something has changed"),
        },
    }
}

fn migrate(threads: &Threads) -> Result<(), StoreError> {
    let mut tried = 0;
    loop {
        tried += 1;
        let run = move |work: &mut Work<'_>| match migrations::run(work) {
            Err(fault) if migrations::met_another(&fault, tried) => Ok(false),
            done => done.map(|()| true),
        };
        if threads.run(How::Whole, LONG_PATIENCE, run)? {
            return Ok(());
        }
        std::thread::sleep(LOOK / 4);
    }
}

fn random() -> Result<i64, StoreError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Other(format!("no randomness: {error}")))?;
    // Shard 0 is everybody's who is gone.
    Ok(i64::from_le_bytes(bytes).unsigned_abs().max(1).try_into().unwrap_or(i64::MAX))
}

/// PostgreSQL's integers are signed; ours never are below zero.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Numbers beyond PostgreSQL's own are held at its largest.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether PostgreSQL can hold a text, and so may have it.
fn can_be_there(text: &str) -> bool {
    !text.contains('\0')
}
