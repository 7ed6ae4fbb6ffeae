//! A copy of everything that is kept, made while the server runs, and put back.
//!
//! The room exists so that what must be in no backup (what is known of visitors, who is signed in) is left out in one place,
//! and so that putting one back cannot damage what is there. It may import `store`; it does its own work on files.

mod files;
mod put_back;
mod write;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::StoreError;

pub use put_back::put_back;
pub use write::write;

/// The database's name in a backup.
const DATABASE: &str = "bantin.sqlite3";

/// The file that says what the folder is.
const MARK: &str = "bantin-backup.json";

/// The folder of files taken over.
const MEDIA: &str = "media";

/// What [`MARK`] holds.
#[derive(Serialize, Deserialize)]
struct Mark {
    bantin_backup: u32,
    /// When it was made, in seconds.
    at: i64,
}

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Files that were not there yet.
    pub new: u64,
    /// Files that were there already.
    pub same: u64,
}

/// Why a backup was not made, or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder holds something else.
    #[error("{} is neither empty nor a backup; nothing was written. Name another folder", .0.display())]
    NotOurs(PathBuf),
    /// There is no backup.
    #[error("{} holds no backup of `bantin-server backup`; nothing was changed", .0.display())]
    NoBackup(PathBuf),
    /// The data folder has a database already.
    #[error(
        "{} is there already; nothing was changed. With --replace it is kept beside the one that is put back, under another name",
        .0.display()
    )]
    Occupied(PathBuf),
    /// The database in the backup is damaged.
    #[error("the database in the backup is damaged ({0}); nothing was changed. Take another backup")]
    Damaged(String),
    /// The database did not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

/// Names the file in what the system says.
fn at(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError + '_ {
    move |error| BackupError::File { path: path.to_path_buf(), error }
}
