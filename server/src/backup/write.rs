//! Making a backup.

use std::fs;
use std::path::Path;

use super::files::{copy, into_place};
use super::{BackupError, Copied, DATABASE, MARK, MEDIA, Mark, at};
use crate::store::Store;

/// Copies the database as it is at one moment, and the files of a data folder, into a folder that is new, empty or an earlier
/// backup. Files that are there already are left.
///
/// # Errors
/// When it was not made; an earlier backup in the folder is whole then.
pub fn write(store: &dyn Store, data: &Path, folder: &Path, now: i64) -> Result<Copied, BackupError> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    let mark = folder.join(MARK);
    let is_empty = fs::read_dir(folder).map_err(at(folder))?.next().is_none();
    if !is_empty && !mark.is_file() {
        return Err(BackupError::NotOurs(folder.to_path_buf()));
    }
    let text = serde_json::to_vec(&Mark { bantin_backup: 1, at: now }).unwrap_or_default();
    fs::write(&mark, text).map_err(at(&mark))?;
    let part = folder.join("database.part");
    match fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(at(&part)(error)),
        _ => store.copy_to(&part)?,
    }
    // After it: an import stores files before the articles that name them.
    let copied = copy(&data.join(MEDIA), &folder.join(MEDIA))?;
    into_place(&part, &folder.join(DATABASE))?;
    Ok(copied)
}
