//! Files that never change under one name: what is there already is not copied again.

use std::fs::{self, File};
use std::path::Path;

use super::{BackupError, Copied, at};

/// Copies every file below a folder that is not there yet; one that is not whole is.
pub(super) fn copy(from: &Path, to: &Path) -> Result<Copied, BackupError> {
    let mut copied = Copied::default();
    if !from.exists() {
        return Ok(copied);
    }
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(at(&source))?;
        if kind.is_dir() {
            let Copied { new, same } = copy(&source, &target)?;
            copied = Copied { new: copied.new + new, same: copied.same + same };
        } else if kind.is_file() {
            let size = entry.metadata().map_err(at(&source))?.len();
            if fs::metadata(&target).is_ok_and(|there| there.len() == size) {
                copied.same += 1;
            } else {
                whole(&source, &target)?;
                copied.new += 1;
            }
        }
    }
    Ok(copied)
}

/// Copies a file so that under its name it is whole or not there.
pub(super) fn whole(from: &Path, to: &Path) -> Result<(), BackupError> {
    let part = to.with_extension("part");
    fs::copy(from, &part).map_err(at(from))?;
    into_place(&part, to)
}

/// Gives a file its name once it is on disk.
pub(super) fn into_place(part: &Path, to: &Path) -> Result<(), BackupError> {
    File::open(part).and_then(|file| file.sync_all()).map_err(at(part))?;
    fs::rename(part, to).map_err(at(to))
}
