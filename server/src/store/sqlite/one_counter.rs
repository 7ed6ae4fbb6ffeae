//! That only one program counts in a database, and what it keeps in memory for it.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::known::Known;
use super::{OpenOptions, Outcome, Report, Sqlite, StoreError, counting};

/// Pauses while another program that counts is ending.
const PAUSE: Duration = Duration::from_millis(20);

/// Whether this program counts.
#[derive(Default)]
pub(super) struct Counting(Mutex<Held>);

#[derive(Default)]
struct Held {
    /// Locked for as long as it is open.
    lock: Option<File>,
    /// `None` until it is needed, and after a commit of which it is not known whether it is on disk.
    known: Option<Known>,
}

impl Counting {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, database: &Sqlite) -> Result<(), StoreError> {
        self.held().begin(database)
    }

    pub(super) fn end(&self) {
        *self.held() = Held::default();
    }

    pub(super) fn count(&self, database: &Sqlite, reports: &[Report]) -> Result<Vec<Outcome>, StoreError> {
        let mut held = self.held();
        held.begin(database)?;
        // Until the commit is known to be on disk, the database knows better than memory.
        let mut known = held.known.take().unwrap_or_default();
        let counted = database.write(|transaction| counting::count(transaction, &known, reports));
        match counted {
            Ok((outcomes, learnt)) => {
                known.learn(learnt);
                held.known = Some(known);
                Ok(outcomes)
            }
            Err(error) => {
                // Locked or full, nothing has been written. Of other failures it is not known.
                held.known = error.passes().then_some(known);
                Err(error)
            }
        }
    }

    pub(super) fn forget(&self, now: i64) {
        if let Some(known) = &mut self.held().known {
            known.forget(now);
        }
    }
}

impl Held {
    fn begin(&mut self, database: &Sqlite) -> Result<(), StoreError> {
        if self.lock.is_none() {
            self.lock = Some(lock(&database.path, database.options)?);
        }
        if self.known.is_none() {
            self.known = Some(database.read(Known::read)?);
        }
        Ok(())
    }
}

/// That no server counts in a database, for as long as this lives.
#[derive(Debug)]
pub struct Alone(#[expect(dead_code, reason = "held, not read")] File);

impl Sqlite {
    /// Waits until no server counts in the database of this path, and lets none begin. It is not opened.
    ///
    /// # Errors
    /// When one counts for longer than we wait, or the system does not let us look.
    pub fn alone(path: &Path, options: OpenOptions) -> Result<Alone, StoreError> {
        lock(path, options).map(Alone)
    }
}

/// A file beside the database: SQLite's own locks do not outlast a transaction.
fn lock(database: &Path, options: OpenOptions) -> Result<File, StoreError> {
    let mut path = OsString::from(database);
    path.push("-counting");
    let path = PathBuf::from(path);
    let fail = |error: std::io::Error| StoreError::Open { path: path.clone(), reason: error.to_string() };
    let file = File::create(&path).map_err(fail)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(fail(error)),
            Err(TryLockError::WouldBlock) if start.elapsed() >= options.patience => {
                return Err(StoreError::Counted);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}
