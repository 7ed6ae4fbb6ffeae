//! Pictures on the web that articles show: fetched once by the guarded fetcher and kept like those beside a feed, so that a
//! page has them in sizes, and no visitor's browser asks another server for them. One that cannot be had stays where it is.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::RefusedItem;
use super::media::keep;
use crate::fetch::{FetchError, Fetcher};
use crate::pictures::{Looked, look};
use crate::store::MediaFile;

/// The most pictures that one import fetches; the next one goes on.
const MOST: usize = 1_000;

/// The most bytes of all pictures that one import fetches.
const MOST_BYTES: usize = 1 << 30;

/// How long one import fetches pictures.
const TIME: Duration = Duration::from_secs(300);

/// How many are fetched at once.
const AT_ONCE: usize = 4;

/// After so many failures to reach a host it is left alone: a dead one would use up the time of all others.
const DEAD_AFTER: u32 = 3;

/// Fetches pictures into a folder: those taken, with their addresses.
///
/// # Errors
/// When the folder cannot be written to.
pub(super) async fn fetch(
    wanted: impl Iterator<Item = String>,
    into: &Path,
    fetcher: &Fetcher,
    notes: &mut Vec<RefusedItem>,
) -> std::io::Result<Vec<(String, MediaFile)>> {
    let mut once = HashSet::new();
    let mut wanted: Vec<String> = wanted.filter(|address| once.insert(address.clone())).collect();
    let all = wanted.len();
    wanted.truncate(MOST);
    let fetcher = fetcher.for_pictures();
    let unreached = Mutex::default();
    let tries = wanted.into_iter().map(|address| async {
        let fetched = get(&address, &fetcher, &unreached).await;
        (address, fetched)
    });
    let mut tries = stream::iter(tries).buffer_unordered(AT_ONCE);
    let until = Instant::now() + TIME;
    let (mut taken, mut done, mut bytes) = (Vec::new(), 0_usize, 0_usize);
    while let Ok(Some((address, fetched))) = timeout_at(until, tries.next()).await {
        done += 1;
        match fetched {
            Ok((picture, looked)) => {
                bytes = bytes.saturating_add(picture.len());
                taken.push((address, keep(into, &picture, looked)?));
            }
            Err(reason) => notes.push(RefusedItem { item: address, reason: format!("{reason}; left where it is") }),
        }
        if bytes > MOST_BYTES {
            break;
        }
    }
    if done < all {
        let reason =
            format!("{} pictures on the web are left for the next import: this one has had its share", all - done);
        notes.push(RefusedItem { item: "pictures".to_owned(), reason });
    }
    Ok(taken)
}

/// How often each host was not reached.
type Unreached = Mutex<HashMap<String, u32>>;

async fn get(address: &str, fetcher: &Fetcher, unreached: &Unreached) -> Result<(Vec<u8>, Looked), String> {
    let url = Url::parse(address).map_err(|error| format!("is no address: {error}"))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    if times(unreached).get(&host).is_some_and(|times| *times >= DEAD_AFTER) {
        return Err(format!("{host} was not reached {DEAD_AFTER} times, and not asked again"));
    }
    let fetched = fetcher.get(url).await.map_err(|error| {
        if matches!(error, FetchError::Failed(..) | FetchError::Slow(..)) {
            *times(unreached).entry(host).or_default() += 1;
        }
        error.to_string()
    })?;
    let looked = look(&fetched.bytes).map_err(|reason| reason.to_string())?;
    if looked.extension == "svg" {
        return Err("is an SVG; none is taken from the web".to_owned());
    }
    Ok((fetched.bytes, looked))
}

fn times(unreached: &Unreached) -> MutexGuard<'_, HashMap<String, u32>> {
    unreached.lock().unwrap_or_else(PoisonError::into_inner)
}
