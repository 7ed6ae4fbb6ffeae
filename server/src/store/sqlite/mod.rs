//! The store in SQLite: one file, one writer, and a few readers that never wait for it (WAL).
//!
//! A statement is prepared once for each connection. `synchronous=FULL`: what was committed survives a
//! loss of power. `secure_delete`: what is deleted is overwritten.

mod articles;
mod carrying;
mod copying;
mod counting;
mod importing;
mod known;
mod listed;
mod migrations;
mod old_addresses;
mod one_counter;
mod sites;
mod staff;
mod statistics;
mod totals;
mod visitors;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior};

use self::one_counter::Counting;
use super::{
    ArticleRow, Carried, Days, Difference, ImportBatch, ImportTotals, Imported, ListTaken, ListedRow, Listing, Measure,
    MediaFile, Neighbours, Newest, NewsRow, Outcome, Report, Salts, SessionRow, SiteNumbers, SiteOnline, SiteRow,
    StartRow, StartSet, StartWanted, Statistics, Store, StoreError, Taken, UserRow, Which,
};

/// Idle readers kept open for each processor; more are opened when all are at work. One for what is made, one for what
/// is looked up meanwhile.
const READERS_EACH: usize = 2;

/// How a database is opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// How long to wait for another process before saying that the database is locked.
    pub patience: Duration,
    /// The most pages of 4 KB the file may have; `None` for as many as the disk holds.
    pub max_pages: Option<u32>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { patience: Duration::from_secs(10), max_pages: None }
    }
}

/// A SQLite database.
pub struct Sqlite {
    path: std::path::PathBuf,
    options: OpenOptions,
    writer: Mutex<Connection>,
    counting: Counting,
    /// Whether something that was destroyed may still stand in the log; at first nobody knows.
    log_to_empty: AtomicBool,
    readers: Mutex<Vec<Connection>>,
    idle: usize,
}

impl Sqlite {
    /// Opens the database, makes it where there is none, and brings it to this program's version.
    ///
    /// # Errors
    /// When it cannot be opened or written, or is newer than this program.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, OpenOptions::default())
    }

    /// As [`open`](Self::open), otherwise than by default.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(path: &Path, options: OpenOptions) -> Result<Self, StoreError> {
        let fail = |reason: String| StoreError::Open { path: path.to_path_buf(), reason };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| fail(error.to_string()))?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut writer = connect(path, flags, options).map_err(|error| match error {
            StoreError::Other(reason) => fail(reason),
            known => known,
        })?;
        migrations::check(&writer)?;
        use_write_ahead_log(&writer, options.patience)?;
        migrations::run(&mut writer)?;
        let (path, readers) = (path.to_path_buf(), Mutex::default());
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            path,
            options,
            writer: Mutex::new(writer),
            counting: Counting::default(),
            log_to_empty: AtomicBool::new(true),
            readers,
            idle: READERS_EACH * processors + 1,
        })
    }

    /// Moves what stands in the log into the database, and leaves nothing in it.
    fn empty_log(&self) -> Result<(), StoreError> {
        let mut is_empty = false;
        self.writer().pragma_update_and_check(None, "wal_checkpoint", "truncate", |row| {
            is_empty = row.get::<_, i64>(0)? == 0;
            Ok(())
        })?;
        // Else somebody reads in it for longer than we wait.
        if is_empty { Ok(()) } else { Err(StoreError::Locked) }
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction; an error undoes all of it.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Runs `work` on a reader.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                connect(&self.path, flags, self.options)?
            }
        };
        let done = work(&reader);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < self.idle {
            readers.push(reader);
        }
        done
    }

    /// Runs `work` on a reader that sees one moment throughout.
    fn read_at_once<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.read(|reader| {
            let moment = reader.unchecked_transaction()?;
            let done = work(&moment)?;
            moment.rollback()?;
            Ok(done)
        })
    }
}

fn connect(path: &Path, flags: OpenFlags, options: OpenOptions) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(options.patience)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Otherwise SQLite plans a query anew for every value of a range, which takes longer than the query.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
        connection.pragma_update(None, "foreign_keys", true)?;
        if let Some(pages) = options.max_pages {
            connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        }
    }
    Ok(connection)
}

/// Where two programs switch at once, SQLite says at once to one of them that the file is locked: it does not wait, as it
/// does elsewhere, so the waiting is done here.
fn use_write_ahead_log(connection: &Connection, patience: Duration) -> Result<(), StoreError> {
    let start = Instant::now();
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        match switched.map_err(StoreError::from) {
            Err(StoreError::Locked) if start.elapsed() < patience => std::thread::sleep(Duration::from_millis(5)),
            done => return done,
        }
    }
}

/// The key of a site in all other tables.
fn site_key(connection: &Connection, site: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT key FROM site WHERE id = ?1")?;
    Ok(statement.query_row([site], |row| row.get(0)).optional()?)
}

fn known_site(connection: &Connection, site: &str) -> Result<i64, StoreError> {
    site_key(connection, site)?.ok_or_else(|| StoreError::NoSite(site.to_owned()))
}

/// SQLite's integers are signed; ours never are below zero.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Numbers beyond SQLite's own are held at its largest.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Store for Sqlite {
    fn ensure_site(&self, id: &str, name: Option<&str>) -> Result<(), StoreError> {
        if self.read(|reader| sites::is_as_wanted(reader, id, name))? {
            return Ok(());
        }
        self.write(|transaction| sites::ensure(transaction, id, name))
    }

    fn site_ids(&self) -> Result<Vec<String>, StoreError> {
        self.read(sites::ids)
    }

    fn generation(&self, site: &str) -> Result<Option<u64>, StoreError> {
        self.read(|reader| sites::generation(reader, site))
    }

    fn site(&self, site: &str) -> Result<Option<SiteRow>, StoreError> {
        self.read_at_once(|reader| sites::site(reader, site))
    }

    fn listing(&self, site: &str, which: &Which) -> Result<Listing, StoreError> {
        self.read_at_once(|reader| articles::listing(reader, known_site(reader, site)?, which))
    }

    fn newest(&self, site: &str, which: &Newest) -> Result<Listing, StoreError> {
        self.read_at_once(|reader| listed::newest(reader, known_site(reader, site)?, which))
    }

    fn listed(&self, site: &str) -> Result<Vec<ListedRow>, StoreError> {
        self.read(|reader| listed::all(reader, known_site(reader, site)?))
    }

    fn translations(&self, site: &str) -> Result<Vec<(u64, u64)>, StoreError> {
        self.read(|reader| listed::translations(reader, known_site(reader, site)?))
    }

    fn news(&self, site: &str, since: i64, until: i64, limit: u64) -> Result<Vec<NewsRow>, StoreError> {
        self.read(|reader| listed::news(reader, known_site(reader, site)?, [since, until, signed(limit)]))
    }

    fn article(&self, site: &str, id: u64) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| articles::article(reader, known_site(reader, site)?, signed(id)))
    }

    fn article_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| articles::of_source(reader, known_site(reader, site)?, source, source_id))
    }

    fn article_of_any_case(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| old_addresses::article_of(reader, known_site(reader, site)?, source, source_id))
    }

    fn article_at(&self, site: &str, address: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| old_addresses::article_at(reader, known_site(reader, site)?, address))
    }

    fn listed_target(&self, site: &str, address: &str) -> Result<Option<String>, StoreError> {
        self.read(|reader| old_addresses::target(reader, known_site(reader, site)?, address))
    }

    fn old_addresses(&self, site: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|reader| old_addresses::listed(reader, known_site(reader, site)?))
    }

    fn article_addresses(&self, site: &str) -> Result<u64, StoreError> {
        self.read(|reader| old_addresses::count(reader, known_site(reader, site)?))
    }

    fn take_list(&self, site: &str, list: &[(String, String)], complete: bool) -> Result<ListTaken, StoreError> {
        self.write(|transaction| old_addresses::take_list(transaction, known_site(transaction, site)?, list, complete))
    }

    fn neighbours(&self, site: &str, id: u64, limit: usize) -> Result<Neighbours, StoreError> {
        self.read_at_once(|reader| articles::neighbours(reader, known_site(reader, site)?, signed(id), limit))
    }

    fn media(&self, site: &str) -> Result<Vec<(String, String, MediaFile)>, StoreError> {
        self.read(|reader| sites::media(reader, known_site(reader, site)?))
    }

    fn import(&self, site: &str, batch: &ImportBatch) -> Result<Imported, StoreError> {
        self.write(|transaction| importing::import(transaction, known_site(transaction, site)?, batch))
    }

    fn withdraw(&self, site: &str, id: u64, now: i64) -> Result<bool, StoreError> {
        self.write(|transaction| importing::withdraw_one(transaction, known_site(transaction, site)?, signed(id), now))
    }

    fn set_visits(&self, site: &str, wanted: &StartWanted<'_>, now: i64) -> Result<StartSet, StoreError> {
        self.write(|transaction| totals::set_visits(transaction, known_site(transaction, site)?, wanted, now))
    }

    fn carried(&self, site: &str) -> Result<Carried, StoreError> {
        self.read_at_once(|reader| carrying::carried(reader, known_site(reader, site)?))
    }

    fn take_carried(
        &self,
        site: &str,
        carried: &Carried,
        by: &str,
        reason: &str,
        now: i64,
    ) -> Result<Taken, StoreError> {
        self.write(|transaction| {
            carrying::take(transaction, known_site(transaction, site)?, carried, (by, reason, now))
        })
    }

    fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copying::copy(self, path)
    }

    fn begin_counting(&self) -> Result<(), StoreError> {
        self.counting.begin(self)
    }

    fn end_counting(&self) {
        self.counting.end();
    }

    fn count(&self, reports: &[Report]) -> Result<Vec<Outcome>, StoreError> {
        self.counting.count(self, reports)
    }

    fn numbers(&self, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
        self.read_at_once(|reader| totals::numbers(reader, site, day))
    }

    fn counted_elsewhere(&self, _: &str) -> u64 {
        0
    }

    fn share_online(&self, _: &[SiteOnline]) -> Result<Option<Vec<SiteOnline>>, StoreError> {
        Ok(None)
    }

    fn statistics(&self, site: &str, days: &Days) -> Result<Statistics, StoreError> {
        self.read_at_once(|reader| statistics::of(reader, known_site(reader, site)?, days))
    }

    fn starts(&self, site: &str) -> Result<Vec<StartRow>, StoreError> {
        self.read(|reader| statistics::starts(reader, known_site(reader, site)?))
    }

    fn differences(&self, site: &str) -> Result<Vec<Difference>, StoreError> {
        self.read_at_once(|reader| statistics::differences(reader, known_site(reader, site)?))
    }

    fn salts(&self, site: &str, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError> {
        self.write(|transaction| visitors::salts(transaction, known_site(transaction, site)?, day, fresh))
    }

    fn destroy_salts(&self, days: &[(String, i64)]) -> Result<(), StoreError> {
        let gone = self.write(|transaction| {
            days.iter().try_fold(0, |gone, (site, day)| {
                Ok(gone + visitors::destroy_salts(transaction, known_site(transaction, site)?, *day)?)
            })
        })?;
        if gone > 0 {
            self.log_to_empty.store(true, Ordering::Relaxed);
        }
        // What was deleted may still stand in the log beside the database.
        if self.log_to_empty.load(Ordering::Relaxed) {
            self.empty_log()?;
            self.log_to_empty.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    fn forget(&self, now: i64) -> Result<bool, StoreError> {
        let more = self.write(|transaction| visitors::forget(transaction, now))?;
        self.counting.forget(now);
        Ok(more)
    }

    fn import_totals(&self) -> Result<Vec<ImportTotals>, StoreError> {
        self.read(sites::import_totals)
    }

    fn put_user(&self, user: &UserRow) -> Result<bool, StoreError> {
        self.write(|transaction| staff::put_user(transaction, user))
    }

    fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError> {
        self.read(|reader| staff::user(reader, name))
    }

    fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.read(staff::users)
    }

    fn remove_user(&self, name: &str) -> Result<bool, StoreError> {
        self.write(|transaction| staff::remove_user(transaction, name))
    }

    fn put_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        self.write(|transaction| staff::put_session(transaction, session))
    }

    fn touch_session(&self, token: &[u8; 32], seen: i64) -> Result<(), StoreError> {
        self.write(|transaction| staff::touch_session(transaction, token, seen))
    }

    fn session(&self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        self.read(|reader| staff::session(reader, token))
    }

    fn remove_session(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        self.write(|transaction| staff::remove_session(transaction, token))
    }

    fn forget_sessions(&self, begun: i64, seen: i64) -> Result<(), StoreError> {
        self.write(|transaction| staff::forget_sessions(transaction, begun, seen))
    }
}
