//! PostgreSQL: tests start one of their own, in a scratch folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::package_manager::{self, Wanted};
use crate::lane::Lane;
use crate::workspace::Workspace;

/// What tests learn the folder by.
pub(crate) const VARIABLE: &str = "BANTIN_POSTGRES";

/// Debian keeps each version in a folder of its own, and none of them on the PATH.
const DEBIAN: &str = "/usr/lib/postgresql";

const POSTGRES: Wanted = Wanted {
    programs: &["initdb"],
    files: &[
        "/usr/lib/postgresql/13/bin/initdb",
        "/usr/lib/postgresql/14/bin/initdb",
        "/usr/lib/postgresql/15/bin/initdb",
        "/usr/lib/postgresql/16/bin/initdb",
        "/usr/lib/postgresql/17/bin/initdb",
        "/usr/lib/postgresql/18/bin/initdb",
        "/usr/lib/postgresql/19/bin/initdb",
    ],
    why: "the tests of several servers that share a database run in it",
    apt: "postgresql",
    dnf: "postgresql-server",
    pacman: "postgresql",
    zypper: "postgresql-server",
    apk: "postgresql",
    brew: "postgresql",
};

/// Stops at once if it is missing and we may not install it.
pub(crate) fn refuse_early(workspace: &Workspace) -> Result<()> {
    package_manager::refuse_early(workspace, &[POSTGRES])
}

/// Installs it if it is missing.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    package_manager::ensure(workspace, lane, &[POSTGRES])
}

/// The folder of its programs: the newest there is.
pub(crate) fn folder(workspace: &Workspace) -> Result<PathBuf> {
    let on_path = || Some(workspace.program("initdb")?.parent()?.to_path_buf());
    newest(Path::new(DEBIAN)).or_else(on_path).context("`initdb` is nowhere: install PostgreSQL by hand")
}

/// The folder of programs of the highest version below this one.
fn newest(versions: &Path) -> Option<PathBuf> {
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let entries = fs::read_dir(versions).ok()?;
    let there = entries.flatten().map(|entry| entry.path()).filter(|path| path.join("bin/initdb").is_file());
    let newest = there.filter_map(|path| Some((version(&path)?, path))).max();
    newest.map(|(_, path)| path.join("bin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_the_highest_number_that_has_a_server() {
        let folder = std::env::temp_dir().join(format!("bantin-postgres-{}", std::process::id()));
        for (version, program) in [("9", "initdb"), ("15", "initdb"), ("17", "psql"), ("common", "initdb")] {
            fs::create_dir_all(folder.join(version).join("bin")).unwrap();
            fs::write(folder.join(version).join("bin").join(program), "").unwrap();
        }
        assert_eq!(newest(&folder), Some(folder.join("15/bin")));
        assert_eq!(newest(&folder.join("none")), None);
        fs::remove_dir_all(&folder).unwrap();
    }
}
