//! What was handed on, kept for a day and within a bound: below `DIR/handed-on/{site}`, each file in a folder of its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use super::HandedOn;
use crate::importing::media_type_of;

/// How long a file is sent without asking its source again.
const FRESH: Duration = Duration::from_secs(86_400);

/// The most bytes that are kept; what goes beyond lets the oldest go.
const MOST: u64 = 1 << 30;

/// So much is left when the oldest have gone, in parts of a hundred.
const LEFT: u64 = 80;

pub(super) struct Kept {
    folder: PathBuf,
    most: u64,
    /// Bytes that were written since the folder was last looked through.
    written: AtomicU64,
}

impl Kept {
    pub(super) fn below(data: &Path) -> Self {
        // The folder is looked through with the first file: what is there was kept by an earlier server.
        Self { folder: data.join("handed-on"), most: MOST, written: AtomicU64::new(MOST) }
    }

    /// The file, and whether it is fresh.
    pub(super) async fn find(&self, site: &str, file: &str) -> Option<(HandedOn, bool)> {
        let mut entries = tokio::fs::read_dir(self.folder.join(site).join(file)).await.ok()?;
        while let Ok(Some(entry)) = entries.next_entry().await {
            let path = entry.path();
            let Some(kind) = path.to_str().and_then(media_type_of) else { continue };
            let written = entry.metadata().await.and_then(|about| about.modified()).ok()?;
            // One from the future was written before the clock was put back.
            let fresh = SystemTime::now().duration_since(written).is_ok_and(|age| age < FRESH);
            return Some((HandedOn { path, kind }, fresh));
        }
        None
    }

    /// Keeps a file under the ending of what it is.
    pub(super) async fn put(
        self: Arc<Self>,
        site: &str,
        file: &str,
        bytes: Vec<u8>,
        extension: &'static str,
    ) -> std::io::Result<HandedOn> {
        let folder = self.folder.join(site).join(file);
        let putting = tokio::task::spawn_blocking(move || {
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if self.written.fetch_add(size, Ordering::Relaxed).saturating_add(size) > self.most {
                let left = thin_out(&self.folder, self.most)?;
                self.written.store(left.saturating_add(size), Ordering::Relaxed);
            }
            std::fs::create_dir_all(&folder)?;
            let name = format!("file.{extension}");
            let path = folder.join(&name);
            // Under its name only when it is whole: somebody may be sending the old one.
            let part = folder.join(format!("part-{}", std::process::id()));
            std::fs::write(&part, bytes)?;
            std::fs::rename(&part, &path)?;
            for entry in std::fs::read_dir(&folder)?.flatten().filter(|entry| entry.path() != path) {
                std::fs::remove_file(entry.path())?;
            }
            Ok(HandedOn { path, kind: media_type_of(&name).unwrap_or_default() })
        });
        putting.await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }
}

/// Lets the oldest files go where there are more bytes than `most`; how many are left.
fn thin_out(folder: &Path, most: u64) -> std::io::Result<u64> {
    let mut files = Vec::new();
    let sites = match std::fs::read_dir(folder) {
        Ok(sites) => sites,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    for site in sites.flatten() {
        for one in std::fs::read_dir(site.path())?.flatten() {
            for file in std::fs::read_dir(one.path())?.flatten() {
                let about = file.metadata()?;
                files.push((about.modified()?, about.len(), one.path()));
            }
        }
    }
    let mut all: u64 = files.iter().map(|(_, size, _)| size).sum();
    if all > most {
        files.sort();
        for (_, size, folder) in files {
            if all <= most / 100 * LEFT {
                break;
            }
            std::fs::remove_dir_all(folder)?;
            all = all.saturating_sub(size);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_found_until_it_is_too_much() {
        let data = tempfile::tempdir().unwrap();
        let kept = Arc::new(Kept { most: 1_000, ..Kept::below(data.path()) });
        assert_eq!(kept.find("demo", "p1").await, None);
        let put = Arc::clone(&kept).put("demo", "p1", vec![1; 300], "jpg").await.unwrap();
        assert_eq!((kept.find("demo", "p1").await, put.kind), (Some((put, true)), "image/jpeg"));
        // What has become of another kind stands there once.
        Arc::clone(&kept).put("demo", "p1", vec![2; 300], "png").await.unwrap();
        assert_eq!(kept.find("demo", "p1").await.unwrap().0.kind, "image/png");
        assert_eq!(std::fs::read_dir(data.path().join("handed-on/demo/p1")).unwrap().count(), 1);
        let long_ago = SystemTime::now() - 2 * FRESH;
        let old = std::fs::File::open(data.path().join("handed-on/demo/p1/file.png")).unwrap();
        old.set_modified(long_ago).unwrap();
        assert!(!kept.find("demo", "p1").await.unwrap().1, "it is not fresh any more");
        for number in 2..5 {
            Arc::clone(&kept).put("demo", &format!("p{number}"), vec![0; 400], "pdf").await.unwrap();
        }
        assert_eq!(kept.find("demo", "p1").await, None, "the oldest goes first");
        assert!(kept.find("demo", "p4").await.is_some());
    }
}
