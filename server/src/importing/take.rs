//! An import: gathers, prepares each article for the store, and hands all of them over at once.

use std::collections::HashSet;
use std::path::PathBuf;

use bantin_feed::Format;
use serde::Serialize;

use super::gather::{GatherError, Gathered};
use super::{DocumentError, Intake, Place, gather};
use crate::fetch::Fetcher;
use crate::settings::Settings;
use crate::store::{ImportBatch, Imported, Store, StoreError};

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct Order {
    /// Into which site.
    pub site: String,
    /// Under which source.
    pub source: String,
    /// How the documents are written.
    pub format: Format,
    /// Whether views are taken over.
    pub views: bool,
    /// Whether what the source no longer has is withdrawn.
    pub complete: bool,
    /// The documents.
    pub places: Vec<Place>,
    /// The folder of everything that is stored.
    pub data: PathBuf,
    /// The time.
    pub now: i64,
}

/// An item that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedItem {
    /// Which.
    pub item: String,
    /// Why.
    pub reason: String,
}

/// What an import has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Articles that were not there before.
    pub new: u64,
    /// Articles that are another text now.
    pub changed: u64,
    /// Articles that were there already.
    pub unchanged: u64,
    /// Articles the source no longer has.
    pub withdrawn: u64,
    /// Items that were not taken.
    pub refused: Vec<RefusedItem>,
    /// What was left out or put right in items that were taken.
    #[serde(skip)]
    pub notes: Vec<RefusedItem>,
    /// Why nothing was withdrawn although `--complete` was asked for.
    #[serde(skip)]
    pub not_complete: Option<String>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A place cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document cannot be read as a feed.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The site is not one of those configured.
    #[error("there is no site `{0}` in the settings; configured are: {1}")]
    Site(String, String),
    /// A file beside the feed cannot be taken over.
    #[error("a file beside the feed cannot be taken over into {}: {error}", folder.display())]
    Media {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

/// Imports as `order` says: all of it, or nothing.
///
/// # Errors
/// When a document cannot be read at all, or the store takes nothing.
pub async fn import(
    order: &Order,
    settings: &Settings,
    store: &dyn Store,
    fetcher: &Fetcher,
) -> Result<ImportReport, ImportError> {
    if !settings.knows_site(&order.site) {
        let known: Vec<&str> = settings.sites.iter().map(|site| site.id.as_str()).collect();
        return Err(ImportError::Site(order.site.clone(), known.join(", ")));
    }
    let mut all = Gathered { whole: true, ..Gathered::default() };
    for place in &order.places {
        join(&mut all, gather(place, order.format, fetcher).await?, place, order.places.len() > 1);
    }
    name_site(store, &order.site, settings.site(&order.site).name.as_deref(), &all.feed.title)?;
    let mut intake = Intake::open(store, &order.site, &order.source, &order.data)?;
    let prepared = intake.prepare(all.feed.items, all.origins, fetcher).await?;
    all.whole &= prepared.refused.is_empty();
    all.refused.extend(prepared.refused);
    let mut batch = ImportBatch {
        source: order.source.clone(),
        articles: prepared.articles,
        media: prepared.media,
        take_views: order.views,
        refused: u64::try_from(all.refused.len()).unwrap_or(u64::MAX),
        now: order.now,
        ..ImportBatch::default()
    };
    let not_complete = order.complete.then(|| why_not_complete(all.whole, batch.articles.len())).flatten();
    batch.complete = order.complete && not_complete.is_none();
    let done: Imported = store.import(&order.site, &batch)?;
    let told = |items: Vec<bantin_feed::Refused>| {
        items.into_iter().map(|item| RefusedItem { item: item.place, reason: item.reason }).collect()
    };
    let mut notes: Vec<RefusedItem> = told(all.notes);
    notes.extend(prepared.notes);
    Ok(ImportReport {
        new: done.new,
        changed: done.changed,
        unchanged: done.unchanged,
        withdrawn: done.withdrawn,
        refused: told(all.refused),
        notes,
        not_complete,
    })
}

/// Makes sure that there is the site, under the name that is configured. One that nobody has named is named by the title of the first
/// feed; a later one does not rename it.
///
/// # Errors
/// When the database does not let it.
pub fn name_site(store: &dyn Store, site: &str, configured: Option<&str>, title: &str) -> Result<(), StoreError> {
    let title = (!title.is_empty()).then(|| title.replace('\0', ""));
    let named = store.site(site)?.is_some_and(|row| row.name != site);
    let name = configured.map(str::to_owned).or_else(|| title.filter(|_| !named));
    store.ensure_site(site, name.as_deref())
}

/// An article must not be withdrawn because a document was cut off or an item had a slip.
fn why_not_complete(whole: bool, articles: usize) -> Option<String> {
    if articles == 0 {
        Some("there was no article in it".to_owned())
    } else if !whole {
        Some("not everything in it could be read".to_owned())
    } else {
        None
    }
}

/// Puts the articles of one more place behind those there are; an id counts where it came first.
fn join(all: &mut Gathered, mut more: Gathered, place: &Place, tell_place: bool) {
    let told = |item: bantin_feed::Refused| bantin_feed::Refused {
        place: if tell_place { format!("{place}: {}", item.place) } else { item.place },
        reason: item.reason,
    };
    all.whole &= more.whole;
    all.refused.extend(more.refused.into_iter().map(told));
    all.notes.extend(more.notes.into_iter().map(told));
    let known: HashSet<String> = all.feed.items.iter().map(|item| item.id.clone()).collect();
    let items = std::mem::take(&mut more.feed.items);
    for (item, origin) in items.into_iter().zip(more.origins) {
        if known.contains(&item.id) {
            let place = format!("{place}: item (id {:?})", item.id);
            all.refused.push(bantin_feed::Refused { place, reason: "the id of an item in an earlier file".to_owned() });
            all.whole = false;
            continue;
        }
        all.feed.items.push(item);
        all.origins.push(origin);
    }
    if all.feed.title.is_empty() {
        all.feed.title = more.feed.title;
    }
}
