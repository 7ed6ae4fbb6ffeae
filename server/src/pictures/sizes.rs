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
    /// when they leave, and whoever only waits for it leaves nothing behind.
    pub async fn get(&self, site: &str, name: Name<'_>) -> Found {
        let workshop = Arc::clone(&self.0);
        let folder = workshop.kept.join(site);
        let kept = folder.join(name.to_string());
        if exists(&kept).await {
            return Found::Size(kept);
        }
        let Some(original) = workshop.original(site, name.hash).await else { return Found::Nothing };
        let turn = workshop.turn(site, name.hash).lock_owned().await;
        // Somebody else may have made it, or found that it cannot be, while this one waited.
        if exists(&kept).await {
            return Found::Size(kept);
        }
        let refused = folder.join(format!("{}.refused", name.hash));
        let maker = Arc::clone(&workshop.makers).acquire_owned().await;
        let (Ok(maker), false) = (maker, exists(&refused).await) else { return Found::Original(original) };
        let order = Order { file: workshop.media.join(site).join(&original), size: name.size, kept, refused };
        let making = tokio::spawn(async move {
            let found = workshop.make(order, original).await;
            drop((turn, maker));
            found
        });
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

    async fn make(&self, order: Order, original: String) -> Found {
        let file = order.file.clone();
        let read = tokio::task::spawn_blocking(move || {
            let bytes = std::fs::read(file)?;
            let megabytes = u32::try_from(memory(&bytes) >> 20).unwrap_or(MEMORY).clamp(1, MEMORY);
            Ok::<_, std::io::Error>((bytes, megabytes))
        });
        let Ok(Ok((bytes, megabytes))) = read.await else { return Found::Nothing };
        let Ok(_memory) = self.memory.acquire_many(megabytes).await else { return Found::Original(original) };
        let kept = order.kept.clone();
        let making = tokio::task::spawn_blocking(move || order.carry_out(&bytes));
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
        tracing::warn!(picture = original, reason = failure, "no size could be made; the picture is sent as it is");
        Found::Original(original)
    }

    fn turn(&self, site: &str, hash: &str) -> Arc<Mutex<()>> {
        let mut hasher = DefaultHasher::new();
        (site, hash).hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or(0);
        self.turns.get(place).map(Arc::clone).unwrap_or_default()
    }
}

/// One size that is to be made.
struct Order {
    /// The picture.
    file: PathBuf,
    size: Size,
    /// Where the size is kept.
    kept: PathBuf,
    /// Where it is kept that none can be made, and why.
    refused: PathBuf,
}

impl Order {
    fn carry_out(&self, bytes: &[u8]) -> Result<(), Failure> {
        match attempt(bytes, self.size) {
            Ok(made) => keep(&self.kept, &made).map_err(Failure::Disk),
            Err(Refusal::AsItIs) => Err(Failure::NoSuchSize),
            Err(reason) => {
                keep(&self.refused, reason.to_string().as_bytes()).map_err(Failure::Disk)?;
                Err(Failure::Refused(reason))
            }
        }
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
