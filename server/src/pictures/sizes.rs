//! The sizes that were asked for: each is made once, by one at a time, and kept below `DIR/sizes`.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, Semaphore};

use super::look::Refusal;
use super::make::{make, memory};
use super::name::{Name, Size};

/// The endings of files that sizes are made of.
const ORIGINALS: [&str; 5] = ["jpg", "png", "webp", "gif", "jpeg"];

/// Megabytes that are decoded at once, all in all. The largest picture that is taken needs all of them.
const MEMORY: u32 = 384;

/// Turns in which sizes are made: two of the same turn wait for each other.
const TURNS: usize = 64;

/// What is sent where a size is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The size, in this file.
    Size(PathBuf),
    /// No size can be made: the picture as it came, under this name beside it.
    Original(String),
    /// There is no such picture, or it is not that wide.
    Nothing,
}

/// How many sizes were made since the start, and how many could not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Made and kept.
    pub made: u64,
    /// Not made: the picture is damaged, or the disk does not take it.
    pub failed: u64,
}

/// All sizes of all pictures.
pub struct Sizes(Arc<Workshop>);

struct Workshop {
    media: PathBuf,
    kept: PathBuf,
    turns: [Arc<Mutex<()>>; TURNS],
    /// Making is work for a processor: more at once than there are would only make all of them later.
    makers: Arc<Semaphore>,
    memory: Semaphore,
    made: AtomicU64,
    failed: AtomicU64,
}

impl Sizes {
    /// The sizes of the pictures below `data`, the folder of everything that is stored.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self(Arc::new(Workshop {
            media: data.join("media"),
            kept: data.join("sizes"),
            turns: std::array::from_fn(|_| Arc::default()),
            makers: Arc::new(Semaphore::new(processors)),
            memory: Semaphore::new(usize::try_from(MEMORY).unwrap_or(1)),
            made: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }))
    }

    /// What is there under a name of a site, whose id must be one. Whoever asks first waits until it is made; that goes on
    /// when they leave.
    pub async fn get(&self, site: &str, name: Name<'_>) -> Found {
        let kept = self.0.kept.join(site).join(name.to_string());
        if exists(&kept).await {
            return Found::Size(kept);
        }
        let Some(original) = self.0.original(site, name.hash).await else { return Found::Nothing };
        let (workshop, site, hash, size) = (Arc::clone(&self.0), site.to_owned(), name.hash.to_owned(), name.size);
        let making = tokio::spawn(async move { workshop.make(&site, Name { hash: &hash, size }, &original).await });
        making.await.unwrap_or(Found::Nothing)
    }

    /// What was made since the start.
    #[must_use]
    pub fn made(&self) -> Made {
        Made { made: self.0.made.load(Ordering::Relaxed), failed: self.0.failed.load(Ordering::Relaxed) }
    }
}

impl Workshop {
    /// The name of the picture itself.
    async fn original(&self, site: &str, hash: &str) -> Option<String> {
        let folder = self.media.join(site);
        for extension in ORIGINALS {
            let file = format!("{hash}.{extension}");
            if exists(&folder.join(&file)).await {
                return Some(file);
            }
        }
        None
    }

    async fn make(self: Arc<Self>, site: &str, name: Name<'_>, original: &str) -> Found {
        let folder = self.kept.join(site);
        let (kept, refused) = (folder.join(name.to_string()), folder.join(format!("{}.refused", name.hash)));
        let turn = self.turn(site, name.hash);
        let _turn = turn.lock().await;
        // Somebody else may have made it, or found that it cannot be, while this one waited.
        if exists(&kept).await {
            return Found::Size(kept);
        }
        let as_it_is = Found::Original(original.to_owned());
        if exists(&refused).await {
            return as_it_is;
        }
        let Ok(_maker) = self.makers.acquire().await else { return as_it_is };
        let file = self.media.join(site).join(original);
        let read = tokio::task::spawn_blocking(move || {
            let bytes = std::fs::read(file)?;
            let megabytes = u32::try_from(memory(&bytes) >> 20).unwrap_or(MEMORY).clamp(1, MEMORY);
            Ok::<_, std::io::Error>((bytes, megabytes))
        });
        let Ok(Ok((bytes, megabytes))) = read.await else { return Found::Nothing };
        let Ok(_memory) = self.memory.acquire_many(megabytes).await else { return as_it_is };
        let (size, to) = (name.size, kept.clone());
        let making = tokio::task::spawn_blocking(move || match attempt(&bytes, size) {
            Ok(made) => keep(&to, &made).map_err(Failure::Disk),
            Err(Refusal::AsItIs) => Err(Failure::NoSuchSize),
            Err(reason) => {
                let told = keep(&refused, reason.to_string().as_bytes());
                Err(told.map_or_else(Failure::Disk, |()| Failure::Refused(reason)))
            }
        });
        let failure = match making.await {
            Ok(Ok(())) => {
                self.made.fetch_add(1, Ordering::Relaxed);
                return Found::Size(kept);
            }
            Ok(Err(Failure::NoSuchSize)) => return Found::Nothing,
            Ok(Err(failure)) => failure.to_string(),
            Err(error) => error.to_string(),
        };
        self.failed.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(
            site,
            picture = original,
            reason = failure,
            "no size could be made; the picture is sent as it is"
        );
        as_it_is
    }

    fn turn(&self, site: &str, hash: &str) -> Arc<Mutex<()>> {
        let mut hasher = DefaultHasher::new();
        (site, hash).hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or(0);
        self.turns.get(place).map(Arc::clone).unwrap_or_default()
    }
}

/// Why a size was not made.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the size cannot be kept: {0}")]
    Disk(std::io::Error),
    #[error("it {0}")]
    Refused(Refusal),
    #[error("it has no such size")]
    NoSuchSize,
}

/// A decoder that panics is one that refuses.
fn attempt(bytes: &[u8], size: Size) -> Result<Vec<u8>, Refusal> {
    let made = catch_unwind(AssertUnwindSafe(|| make(bytes, size)));
    made.unwrap_or_else(|_| Err(Refusal::Broken("its decoder gave up".to_owned())))
}

/// Under its name only when it is whole: it may be asked for at any time.
fn keep(to: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let part = to.with_extension(format!("{}.part", std::process::id()));
    std::fs::write(&part, bytes)?;
    std::fs::rename(&part, to).inspect_err(|_| drop(std::fs::remove_file(&part)))
}

async fn exists(path: &Path) -> bool {
    tokio::fs::try_exists(path).await.unwrap_or(false)
}
