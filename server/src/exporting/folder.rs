//! The folder that a site is exported into: made beside it, and put in its place when it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use super::Exported;

/// The file that tells which of a folder's files are ours.
const NAMES: &str = "bantin-export.json";

/// Why the folder does not let it.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds what no export has put there.
    #[error("{0} is not empty and no earlier export: give an empty or a new folder")]
    NotOurs(PathBuf),
    /// It is no folder, or has no name.
    #[error("{0} is no folder that can be exported to: give the path of a folder inside another")]
    NoFolder(PathBuf),
    /// Another export is at work on it.
    #[error("another export to {0} is at work")]
    AtWork(PathBuf),
    /// A name that leads out of it.
    #[error("`{0}` is no name of a file below the folder")]
    Name(String),
    /// The system does not let it.
    #[error("{path} cannot be written: {error}")]
    System {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

fn at<T>(path: &Path, done: std::io::Result<T>) -> Result<T, FolderError> {
    done.map_err(|error| FolderError::System { path: path.to_owned(), error })
}

/// A folder that is being made.
pub(super) struct Folder {
    /// Where it will stand.
    dir: PathBuf,
    /// Where it is made.
    fresh: PathBuf,
    lock: PathBuf,
    /// Held as long as it is made.
    _locked: File,
    /// What the earlier export put there.
    before: BTreeSet<String>,
    now: BTreeSet<String>,
    done: Exported,
}

impl Folder {
    /// Begins beside `dir`. What an interrupted export has left there is thrown away.
    pub(super) fn open(dir: &Path) -> Result<Self, FolderError> {
        let dir = at(dir, std::path::absolute(dir))?;
        let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else {
            return Err(FolderError::NoFolder(dir));
        };
        at(parent, fs::create_dir_all(parent))?;
        let beside = |what: &str| parent.join(format!(".{}.bantin-{what}", name.to_string_lossy()));
        let (fresh, lock) = (beside("new"), beside("lock"));
        let locked = at(&lock, File::create(&lock))?;
        match locked.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::AtWork(dir)),
            Err(TryLockError::Error(error)) => return Err(FolderError::System { path: lock, error }),
        }
        if fresh.exists() {
            at(&fresh, fs::remove_dir_all(&fresh))?;
        }
        let before = names_in(&dir)?;
        at(&fresh, fs::create_dir(&fresh))?;
        Ok(Self { dir, fresh, lock, _locked: locked, before, now: BTreeSet::new(), done: Exported::default() })
    }

    /// Adds a file. One that is the same as before stays the very same file.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || name.is_empty() || name == NAMES {
            return Err(FolderError::Name(name.to_owned()));
        }
        if !self.now.insert(name.to_owned()) {
            return Ok(());
        }
        let (old, new) = (self.dir.join(name), self.fresh.join(name));
        if let Some(parent) = new.parent() {
            at(parent, fs::create_dir_all(parent))?;
        }
        let was = fs::read(&old).ok();
        if was.as_deref() == Some(bytes) && fs::hard_link(&old, &new).is_ok() {
            self.done.unchanged += 1;
            return Ok(());
        }
        at(&new, fs::write(&new, bytes))?;
        match was {
            None => self.done.new += 1,
            Some(was) if was == bytes => self.done.unchanged += 1,
            Some(_) => self.done.changed += 1,
        }
        Ok(())
    }

    /// Puts it in its place, in one step where the system can.
    pub(super) fn finish(mut self) -> Result<Exported, FolderError> {
        self.done.removed = self.before.difference(&self.now).count().try_into().unwrap_or(u64::MAX);
        let Exported { new, changed, removed, .. } = self.done;
        if new + changed + removed > 0 || !self.dir.exists() {
            self.write_names()?;
            if self.dir.exists() {
                self.keep_foreign("")?;
            }
            sync(&self.fresh)?;
            put_in_place(&self.fresh, &self.dir)?;
        }
        Ok(self.done)
    }

    fn write_names(&self) -> Result<(), FolderError> {
        let path = self.fresh.join(NAMES);
        let names =
            serde_json::json!({ "about": "The files that `bantin-server export` has put here.", "files": self.now });
        let mut file = at(&path, File::create(&path))?;
        at(&path, file.write_all(names.to_string().as_bytes()))
    }

    /// What somebody else has put there goes along.
    fn keep_foreign(&self, below: &str) -> Result<(), FolderError> {
        let folder = self.dir.join(below);
        for entry in at(&folder, fs::read_dir(&folder))? {
            let entry = at(&folder, entry)?;
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            let (old, new) = (entry.path(), self.fresh.join(&name));
            let kind = at(&old, entry.file_type())?;
            if kind.is_dir() {
                self.keep_foreign(&format!("{name}/"))?;
            } else if name != NAMES && !self.before.contains(&name) && !new.exists() {
                if let Some(parent) = new.parent() {
                    at(parent, fs::create_dir_all(parent))?;
                }
                let linked = fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(drop));
                at(&new, linked)?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it is thrown away by the next export at the latest.
        let _ = fs::remove_dir_all(&self.fresh);
        let _ = fs::remove_file(&self.lock);
    }
}

/// What an earlier export has put into a folder; nothing where there is none yet.
fn names_in(dir: &Path) -> Result<BTreeSet<String>, FolderError> {
    if !dir.exists() {
        return Ok(BTreeSet::new());
    }
    if !dir.is_dir() {
        return Err(FolderError::NoFolder(dir.to_owned()));
    }
    let written = fs::read(dir.join(NAMES)).ok();
    let names = written.and_then(|written| serde_json::from_slice::<serde_json::Value>(&written).ok());
    let names = names.and_then(|names| serde_json::from_value(names.get("files")?.clone()).ok());
    match names {
        Some(names) => Ok(names),
        None if at(dir, fs::read_dir(dir))?.next().is_none() => Ok(BTreeSet::new()),
        None => Err(FolderError::NotOurs(dir.to_owned())),
    }
}

/// Everything is on disk before it is shown.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> Result<(), FolderError> {
    let file = at(folder, File::open(folder))?;
    at(folder, rustix::fs::syncfs(&file).map_err(Into::into))
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> Result<(), FolderError> {
    Ok(())
}

fn put_in_place(fresh: &Path, dir: &Path) -> Result<(), FolderError> {
    if !dir.exists() {
        return at(dir, fs::rename(fresh, dir));
    }
    if exchanged(fresh, dir) {
        return Ok(());
    }
    // A file system that cannot exchange two: for a moment there is none.
    let aside = fresh.with_extension("bantin-old");
    at(dir, fs::rename(dir, &aside))?;
    if let Err(error) = fs::rename(fresh, dir) {
        // Back to what was there.
        at(dir, fs::rename(&aside, dir))?;
        return Err(FolderError::System { path: dir.to_owned(), error });
    }
    at(&aside, fs::remove_dir_all(&aside))
}

#[cfg(target_os = "linux")]
fn exchanged(fresh: &Path, dir: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, fresh, CWD, dir, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchanged(_: &Path, _: &Path) -> bool {
    false
}
