//! The client's files of releases that were served before, below the data folder.
//!
//! The room exists so that a page that stays open, or a host's line with a hash in it, does not meet 404 after an upgrade: what
//! a release named by its contents is kept for a year after a server last started with it. It imports no other.

mod name;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use name::{is_hashed, version, versioned};

/// Files that hosts name without a hash; each is kept under a name with its version.
pub const STABLE: [&str; 2] = ["embed.js", "khung.js"];

/// How long a file is kept after a server last served the release that it belongs to.
const KEPT: Duration = Duration::from_secs(366 * 86_400);

/// The folder that they are kept in.
#[derive(Clone, Debug)]
pub struct Releases {
    folder: PathBuf,
}

impl Releases {
    /// Those of a data folder.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join("client") }
    }

    /// Keeps the files of the release that is served from now on (second `now`), and lets go of those that nobody has served
    /// for a year.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn keep<'f>(&self, files: impl Iterator<Item = (&'f str, &'f [u8])> + Clone, now: i64) -> std::io::Result<()> {
        let now = UNIX_EPOCH + Duration::from_secs(u64::try_from(now).unwrap_or(0));
        for (path, bytes) in files.clone() {
            let stable = STABLE.iter().find(|stable| path.strip_prefix(*stable).is_some_and(is_ending));
            let name = match stable {
                // An encoding is kept beside what it encodes, under that one's version.
                Some(stable) => files.clone().find(|(name, _)| name == stable).map(|(_, plain)| {
                    format!("{}{}", versioned(stable, &version(plain)), path.trim_start_matches(stable))
                }),
                None => Some(path.to_owned()).filter(|path| is_hashed(path)),
            };
            if let Some(path) = name.and_then(|name| self.path(&name)) {
                put(&path, bytes, now)?;
            }
        }
        if self.folder.is_dir() {
            forget(&self.folder, now)?;
        }
        Ok(())
    }

    /// The bytes of a file that has its hash in its name; `None` where it is not kept.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.path(name).filter(|_| is_hashed(name))?;
        std::fs::read(path).ok()
    }

    /// Where a file is kept; `None` for a name that could lead out of the folder.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let inside = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
        name.split('/').all(inside).then(|| self.folder.join(name))
    }
}

/// What may follow a file's name: nothing, or how it is encoded.
fn is_ending(rest: &str) -> bool {
    matches!(rest, "" | ".br" | ".gz")
}

/// Writes a file whole or not at all; one that is there is only marked as served.
fn put(path: &Path, bytes: &[u8], now: SystemTime) -> std::io::Result<()> {
    let is_there = std::fs::metadata(path).is_ok_and(|there| usize::try_from(there.len()) == Ok(bytes.len()));
    if !is_there {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        std::fs::write(&name, bytes)?;
        std::fs::rename(&name, path)?;
    }
    std::fs::File::options().append(true).open(path)?.set_modified(now)
}

fn forget(folder: &Path, now: SystemTime) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let told = entry.metadata()?;
        if told.is_dir() {
            forget(&entry.path(), now)?;
        } else if now.duration_since(told.modified()?).is_ok_and(|age| age > KEPT) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let releases = Releases::of(Path::new("/data"));
        for name in
            ["../a-01234567.js", "/etc/a-01234567", "a//b-01234567.js", ".a-01234567.js", "a/%2e-01234567.js", ""]
        {
            assert_eq!(releases.path(name), None, "{name}");
        }
        assert_eq!(releases.path("fonts/a-01234567.woff2"), Some("/data/client/fonts/a-01234567.woff2".into()));
    }
}
