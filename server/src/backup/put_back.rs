//! Putting a backup back.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::files::{copy, into_place};
use super::{BackupError, Copied, DATABASE, MARK, MEDIA, Mark, at};
use crate::store::{OpenOptions, Sqlite};

/// Puts the backup in `folder` into a data folder whose database is `database`. One that is there is kept beside it, under a
/// name with the time, where `replace` says so.
///
/// # Errors
/// When it was not put back; what was there is there then. So it is while a server counts in it.
pub fn put_back(
    folder: &Path,
    data: &Path,
    database: &Path,
    (replace, now): (bool, i64),
) -> Result<Copied, BackupError> {
    let no_backup = || BackupError::NoBackup(folder.to_path_buf());
    let mark = fs::read(folder.join(MARK)).map_err(|_| no_backup())?;
    let mark: Mark = serde_json::from_slice(&mark).map_err(|_| no_backup())?;
    let backup = folder.join(DATABASE);
    if mark.bantin_backup != 1 || !backup.is_file() {
        return Err(no_backup());
    }
    let is_there = database.exists();
    if is_there && !replace {
        return Err(BackupError::Occupied(database.to_path_buf()));
    }
    if let Some(parent) = database.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    let part = beside(database, ".part");
    for former in ["", "-wal", "-shm", "-counting"] {
        let former = beside(&part, former);
        if former.exists() {
            fs::remove_file(&former).map_err(at(&former))?;
        }
    }
    fs::copy(&backup, &part).map_err(at(&backup))?;
    // Brings it to this program's version, and looks at every page.
    Sqlite::open(&part)?.check_whole().map_err(BackupError::Damaged)?;
    // No server counts in it meanwhile.
    let alone = Sqlite::alone(database, OpenOptions::default())?;
    let copied = copy(&folder.join(MEDIA), &data.join(MEDIA))?;
    if is_there {
        let kept = beside(database, &format!(".before-{now}"));
        for part in ["", "-wal", "-shm"] {
            let (from, to) = (beside(database, part), beside(&kept, part));
            if from.exists() {
                fs::rename(&from, &to).map_err(at(&from))?;
            }
        }
    }
    into_place(&part, database)?;
    drop(alone);
    Ok(copied)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
