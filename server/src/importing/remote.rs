//! Files on the web that articles name: fetched once by the guarded fetcher and kept like those beside a feed, so that a
//! page has pictures in sizes, and no visitor's browser asks another server. One that cannot be had stays where it is.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::RefusedItem;
use super::media::{TYPES, keep, save, type_of};
use crate::fetch::{FetchError, Fetched, Fetcher};
use crate::pictures::{Looked, look};
use crate::settings::Copying;
use crate::store::MediaFile;

/// A file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Its whole address.
    pub(super) address: String,
    /// Whether it has to be a picture.
    pub(super) is_picture: bool,
    /// What is done with it.
    pub(super) copying: Copying,
}

/// The most files that one import fetches; the next one goes on.
const MOST: usize = 1_000;

/// The most bytes of all files that one import fetches.
const MOST_BYTES: usize = 1 << 30;

/// How long one import fetches files.
const TIME: Duration = Duration::from_secs(300);

/// How many are fetched at once.
const AT_ONCE: usize = 4;

/// After so many failures to reach a host it is left alone: a dead one would use up the time of all others.
const DEAD_AFTER: u32 = 3;

/// Fetches files into a folder: those taken, with their addresses.
///
/// # Errors
/// When the folder cannot be written to.
pub(super) async fn fetch(
    mut wanted: Vec<Wanted>,
    into: &Path,
    fetcher: &Fetcher,
    notes: &mut Vec<RefusedItem>,
) -> std::io::Result<Vec<(String, MediaFile)>> {
    let mut once = HashSet::new();
    wanted.retain(|wanted| once.insert(wanted.address.clone()));
    let all = wanted.len();
    wanted.truncate(MOST);
    let fetcher = fetcher.for_pictures();
    let unreached = Mutex::default();
    let tries = wanted.into_iter().map(|wanted| async {
        let fetched = get(&wanted.address, &fetcher, &unreached).await;
        (wanted, fetched)
    });
    let mut tries = stream::iter(tries).buffer_unordered(AT_ONCE);
    let until = Instant::now() + TIME;
    let (mut taken, mut done, mut bytes) = (Vec::new(), 0_usize, 0_usize);
    while let Ok(Some((wanted, fetched))) = timeout_at(until, tries.next()).await {
        done += 1;
        bytes = bytes.saturating_add(fetched.as_ref().map_or(0, |fetched| fetched.bytes.len()));
        let kind = fetched.and_then(|fetched| Ok((kind(&fetched, wanted.is_picture)?, fetched.bytes)));
        match kind {
            Ok((Kind::Picture(looked), bytes)) => taken.push((wanted.address, keep(into, &bytes, looked)?)),
            Ok((Kind::Other(extension), bytes)) => taken.push((wanted.address, save(into, &bytes, extension)?)),
            Err(reason) => {
                notes.push(RefusedItem { item: wanted.address, reason: format!("{reason}; left where it is") });
            }
        }
        if bytes > MOST_BYTES {
            break;
        }
    }
    if done < all {
        let reason =
            format!("{} files on the web are left for the next import: this one has had its share", all - done);
        notes.push(RefusedItem { item: "files".to_owned(), reason });
    }
    Ok(taken)
}

/// What a file is that came.
enum Kind {
    Picture(Looked),
    /// Another, by its ending.
    Other(&'static str),
}

/// What a file is, or why it is not taken.
fn kind(fetched: &Fetched, is_picture: bool) -> Result<Kind, String> {
    if is_picture {
        return match look(&fetched.bytes) {
            Ok(looked) if looked.extension == "svg" => Err("is an SVG; none is taken from the web".to_owned()),
            Ok(looked) => Ok(Kind::Picture(looked)),
            Err(reason) => Err(reason.to_string()),
        };
    }
    // By the ending that its name has, or else as what it came.
    let sent_as = fetched.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let by_name = type_of(fetched.address.path());
    // A page that says that nothing is there any more comes under the file's name.
    let is_page = essence(sent_as) == "text/html";
    let wanted = by_name.map(essence).unwrap_or_else(|| essence(sent_as));
    match TYPES.iter().find(|(_, known)| essence(known) == wanted).filter(|_| !is_page) {
        Some((_, known)) if known.starts_with("image/") => kind(fetched, true),
        Some((extension, _)) => Ok(Kind::Other(extension)),
        None => Err("is of no kind that is taken over".to_owned()),
    }
}

/// The ending of what a file on the web is, by its bytes where it is a picture.
///
/// # Errors
/// Why such a file is not taken.
pub fn taken_as(fetched: &Fetched) -> Result<&'static str, String> {
    match kind(fetched, false)? {
        Kind::Picture(looked) => Ok(looked.extension),
        Kind::Other(extension) => Ok(extension),
    }
}

/// How often each host was not reached.
type Unreached = Mutex<HashMap<String, u32>>;

async fn get(address: &str, fetcher: &Fetcher, unreached: &Unreached) -> Result<Fetched, String> {
    let url = Url::parse(address).map_err(|error| format!("is no address: {error}"))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    if times(unreached).get(&host).is_some_and(|times| *times >= DEAD_AFTER) {
        return Err(format!("{host} was not reached {DEAD_AFTER} times, and not asked again"));
    }
    fetcher.get(url).await.map_err(|error| {
        if matches!(error, FetchError::Failed(..) | FetchError::Slow(..)) {
            *times(unreached).entry(host).or_default() += 1;
        }
        // Whoever tells it has the address beside it.
        let said = error.to_string();
        said.strip_prefix(&format!("{address}: ")).map_or(said.clone(), str::to_owned)
    })
}

fn times(unreached: &Unreached) -> MutexGuard<'_, HashMap<String, u32>> {
    unreached.lock().unwrap_or_else(PoisonError::into_inner)
}
