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
mod session;
mod shards;
mod sites;
mod snapshot;
mod staff;
mod statistics;
mod threads;
mod totals;
mod visitors;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use self::faults::Fault;
use self::session::{Connector, How, Work};
use self::snapshot::{Moment, Snapshot};
use self::threads::{Health, Threads, Worker};
use super::{
    ArticleRow, Carried, Days, Difference, ImportBatch, ImportTotals, Imported, ListTaken, ListedRow, Listing,
    MediaFile, Neighbours, Newest, NewsRow, Outcome, Report, Salts, SessionRow, SiteNumbers, SiteOnline, SiteRow,
    StartRow, StartSet, StartWanted, Statistics, Store, StoreError, Taken, UserRow, Which,
};

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

impl Store for Postgres {
    fn ensure_site(&self, id: &str, name: Option<&str>) -> Result<(), StoreError> {
        let (id, name) = (id.to_owned(), name.map(str::to_owned));
        let uid: String = [random()?, random()?].iter().map(|half| format!("{half:016x}")).collect();
        let changed = self.run(How::Whole, move |work| {
            if sites::is_as_wanted(work, &id, name.as_deref())? {
                return Ok(false);
            }
            sites::ensure(work, &id, name.as_deref(), &uid)?;
            Ok(true)
        })?;
        if changed {
            self.look_now();
        }
        Ok(())
    }

    fn site_ids(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.snapshot.ids())
    }

    fn generation(&self, site: &str) -> Result<Option<u64>, StoreError> {
        Ok(self.snapshot.of(site).map(|moment| moment.generation))
    }

    fn site(&self, site: &str) -> Result<Option<SiteRow>, StoreError> {
        let site = site.to_owned();
        self.run(How::AtOnce, move |work| sites::site(work, &site))
    }

    fn listing(&self, site: &str, which: &Which) -> Result<Listing, StoreError> {
        if !which.category.as_deref().is_none_or(can_be_there) {
            return Ok(Listing::default());
        }
        let which = which.clone();
        self.of_site(How::AtOnce, site, move |work, site| articles::listing(work, site, &which))
    }

    fn newest(&self, site: &str, which: &Newest) -> Result<Listing, StoreError> {
        if !which.category.as_deref().is_none_or(can_be_there) {
            return Ok(Listing::default());
        }
        let which = which.clone();
        self.of_site(How::AtOnce, site, move |work, site| listed::newest(work, site, &which))
    }

    fn listed(&self, site: &str) -> Result<Vec<ListedRow>, StoreError> {
        self.of_site(How::Plainly, site, listed::all)
    }

    fn translations(&self, site: &str) -> Result<Vec<(u64, u64)>, StoreError> {
        self.of_site(How::Plainly, site, listed::translations)
    }

    fn news(&self, site: &str, since: i64, until: i64, limit: u64) -> Result<Vec<NewsRow>, StoreError> {
        let of = [since, until, signed(limit)];
        self.of_site(How::Plainly, site, move |work, site| listed::news(work, site, of))
    }

    fn article(&self, site: &str, id: u64) -> Result<Option<ArticleRow>, StoreError> {
        self.of_site(How::Plainly, site, move |work, site| articles::article(work, site, signed(id)))
    }

    fn article_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(source) || !can_be_there(source_id) {
            return Ok(None);
        }
        let (source, source_id) = (source.to_owned(), source_id.to_owned());
        self.of_site(How::Plainly, site, move |work, site| articles::of_source(work, site, &source, &source_id))
    }

    fn article_of_any_case(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(source) || !can_be_there(source_id) {
            return Ok(None);
        }
        let (source, source_id) = (source.to_owned(), source_id.to_owned());
        self.of_site(How::Plainly, site, move |work, site| old_addresses::article_of(work, site, &source, &source_id))
    }

    fn article_at(&self, site: &str, address: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(address) {
            return Ok(None);
        }
        let address = address.to_owned();
        self.of_site(How::Plainly, site, move |work, site| old_addresses::article_at(work, site, &address))
    }

    fn listed_target(&self, site: &str, address: &str) -> Result<Option<String>, StoreError> {
        if !can_be_there(address) {
            return Ok(None);
        }
        let address = address.to_owned();
        self.of_site(How::Plainly, site, move |work, site| old_addresses::target(work, site, &address))
    }

    fn old_addresses(&self, site: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.of_site(How::Plainly, site, old_addresses::listed)
    }

    fn article_addresses(&self, site: &str) -> Result<u64, StoreError> {
        self.of_site(How::Plainly, site, old_addresses::count)
    }

    fn take_list(&self, site: &str, list: &[(String, String)], complete: bool) -> Result<ListTaken, StoreError> {
        let list = list.to_vec();
        self.change(site, move |work, site| old_addresses::take_list(work, site, &list, complete))
    }

    fn neighbours(&self, site: &str, id: u64, limit: usize) -> Result<Neighbours, StoreError> {
        self.of_site(How::AtOnce, site, move |work, site| articles::neighbours(work, site, signed(id), limit))
    }

    fn media(&self, site: &str) -> Result<Vec<(String, String, MediaFile)>, StoreError> {
        self.of_site(How::Plainly, site, sites::media)
    }

    fn import(&self, site: &str, batch: &ImportBatch) -> Result<Imported, StoreError> {
        let batch = batch.clone();
        self.change(site, move |work, site| importing::import(work, site, &batch))
    }

    fn withdraw(&self, site: &str, id: u64, now: i64) -> Result<bool, StoreError> {
        self.change(site, move |work, site| importing::withdraw_one(work, site, signed(id), now))
    }

    fn set_visits(&self, site: &str, wanted: &StartWanted<'_>, now: i64) -> Result<StartSet, StoreError> {
        let (total, by, reason) = (wanted.total, wanted.by.to_owned(), wanted.reason.to_owned());
        self.change(site, move |work, site| {
            totals::set_visits(work, site, &StartWanted { total, by: &by, reason: &reason }, now)
        })
    }

    fn carried(&self, site: &str) -> Result<Carried, StoreError> {
        let site = site.to_owned();
        self.run(How::AtOnce, move |work| {
            let site = sites::known(work, &site)?;
            carrying::carried(work, site)
        })
    }

    fn take_carried(
        &self,
        site: &str,
        carried: &Carried,
        by: &str,
        reason: &str,
        now: i64,
    ) -> Result<Taken, StoreError> {
        let (carried, by, reason) = (carried.clone(), by.to_owned(), reason.to_owned());
        self.change(site, move |work, site| carrying::take(work, site, &carried, (&by, &reason, now)))
    }

    fn copy_to(&self, _: &std::path::Path) -> Result<(), StoreError> {
        Err(StoreError::OwnBackup)
    }

    fn begin_counting(&self) -> Result<(), StoreError> {
        let shard = self.shard();
        self.counting.run(How::Plainly, PATIENCE, move |work| shards::seen(work, shard))
    }

    fn end_counting(&self) {
        let server = self.server;
        // Otherwise they vanish in a moment.
        if let Err(error) = self.run(How::Plainly, move |work| online::end(work, server)) {
            tracing::debug!(%error, "other servers are not told that this one ends");
        }
    }

    fn count(&self, reports: &[Report]) -> Result<Vec<Outcome>, StoreError> {
        let (shard, reports) = (self.shard(), reports.to_vec());
        let counted = self.counting.run(How::Whole, PATIENCE, move |work| counting::count(work, shard, &reports));
        // An error does not say whether it was committed; without randomness the next one is taken.
        if counted.is_err() {
            self.shard.store(random().unwrap_or_else(|_| shard.wrapping_add(1).max(1)), Ordering::SeqCst);
        }
        counted
    }

    fn numbers(&self, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
        let (shard, owned) = (self.shard(), site.to_owned());
        let numbers = self.run(How::AtOnce, move |work| totals::numbers(work, &owned, day, shard))?;
        if let Some(SiteNumbers { generation, counted_elsewhere, .. }) = numbers {
            self.snapshot.publish(site, Moment { generation, counted_elsewhere });
        }
        Ok(numbers)
    }

    fn counted_elsewhere(&self, site: &str) -> u64 {
        self.snapshot.of(site).map_or(0, |moment| moment.counted_elsewhere)
    }

    fn share_online(&self, here: &[SiteOnline]) -> Result<Option<Vec<SiteOnline>>, StoreError> {
        let (server, here) = (self.server, here.to_vec());
        let newest = *self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let elsewhere = self.run(How::Whole, move |work| online::share(work, server, &here, newest))?;
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = elsewhere.newest;
        Ok(Some(elsewhere.sites))
    }

    fn statistics(&self, site: &str, days: &Days) -> Result<Statistics, StoreError> {
        let days = days.clone();
        self.of_site(How::AtOnce, site, move |work, site| statistics::of(work, site, &days))
    }

    fn starts(&self, site: &str) -> Result<Vec<StartRow>, StoreError> {
        self.of_site(How::Plainly, site, statistics::starts)
    }

    fn differences(&self, site: &str) -> Result<Vec<Difference>, StoreError> {
        self.of_site(How::AtOnce, site, statistics::differences)
    }

    fn salts(&self, site: &str, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError> {
        self.of_site(How::Whole, site, move |work, site| visitors::salts(work, site, day, fresh))
    }

    fn destroy_salts(&self, days: &[(String, i64)]) -> Result<(), StoreError> {
        let days = days.to_vec();
        self.run(How::Whole, move |work| {
            let mut of = HashMap::new();
            for (site, day) in &days {
                of.insert(sites::known(work, site)?, *day);
            }
            visitors::destroy_salts(work, &of)
        })
    }

    fn forget(&self, now: i64) -> Result<bool, StoreError> {
        let shard = self.shard();
        let more = self.run(How::Whole, move |work| visitors::forget(work, now))?;
        self.run(How::Plainly, move |work| shards::seen(work, shard))?;
        let folded = self.run(How::Whole, shards::fold)?;
        Ok(more || folded)
    }

    fn import_totals(&self) -> Result<Vec<ImportTotals>, StoreError> {
        self.run(How::Plainly, sites::import_totals)
    }

    fn put_user(&self, user: &UserRow) -> Result<bool, StoreError> {
        let user = user.clone();
        self.run(How::Whole, move |work| staff::put_user(work, &user))
    }

    fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError> {
        if !can_be_there(name) {
            return Ok(None);
        }
        let name = name.to_owned();
        self.run(How::Plainly, move |work| staff::user(work, &name))
    }

    fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.run(How::Plainly, staff::users)
    }

    fn remove_user(&self, name: &str) -> Result<bool, StoreError> {
        let name = name.to_owned();
        self.run(How::Whole, move |work| staff::remove_user(work, &name))
    }

    fn put_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        let session = session.clone();
        self.run(How::Whole, move |work| staff::put_session(work, &session))
    }

    fn touch_session(&self, token: &[u8; 32], seen: i64) -> Result<(), StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::touch_session(work, &token, seen))
    }

    fn session(&self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::session(work, &token))
    }

    fn remove_session(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::remove_session(work, &token))
    }

    fn forget_sessions(&self, begun: i64, seen: i64) -> Result<(), StoreError> {
        self.run(How::Plainly, move |work| staff::forget_sessions(work, begun, seen))
    }
}
