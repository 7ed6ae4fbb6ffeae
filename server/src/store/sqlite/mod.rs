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
mod searching;
mod sites;
mod sources;
mod staff;
mod statistics;
mod store;
mod totals;
mod visitors;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior};

use self::one_counter::Counting;
use super::{
    ArticleRow, ImportBatch, ImportTotals, Imported, ListTaken, ListedRow, Listing, Measure, MediaFile, Neighbours,
    Newest, NewsRow, Outcome, Report, Salts, SiteNumbers, SiteRow, StartSet, StoreError, Which,
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
