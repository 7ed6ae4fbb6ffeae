//! An import: gathers, prepares each article for the store, and hands all of them over at once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use bantin_api::Category;
use bantin_feed::{Article, Feed, Format, write_json_feed};
use serde::Serialize;

use super::gather::{GatherError, Gathered, Origin};
use super::media::Taker;
use super::named::Named;
use super::{DocumentError, Place, gather, remote};
use crate::fetch::Fetcher;
use crate::redirects::addresses_of;
use crate::settings::Settings;
use crate::store::{ImportBatch, Imported, Incoming, Store, StoreError};

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
    let configured = settings.site(&order.site).name.clone();
    let title = (!all.feed.title.is_empty()).then(|| all.feed.title.replace('\0', ""));
    // The first feed's title names a site that nobody has named; a later one does not rename it.
    let named = store.site(&order.site)?.is_some_and(|site| site.name != order.site);
    let name = configured.or_else(|| title.filter(|_| !named));
    store.ensure_site(&order.site, name.as_deref())?;

    let into = order.data.join("media").join(&order.site);
    let mut taker = Taker::new(into.clone());
    let mut batch =
        ImportBatch { source: order.source.clone(), take_views: order.views, now: order.now, ..ImportBatch::default() };
    let no_media = |error| ImportError::Media { folder: into.clone(), error };
    let known = known_pictures(store, order, &into)?;
    let mut wanted = Vec::new();
    for (article, origin) in all.feed.items.into_iter().zip(all.origins) {
        let (mut named, folder) = (Named::by(&article, &origin), origin.folder.clone());
        let taken = incoming(article, origin, order.format);
        if let Some(what) = unstorable(&taken) {
            let place = format!("item (id {:?})", taken.source_id);
            all.refused.push(bantin_feed::Refused { place, reason: format!("its {what} has a NUL character") });
            all.whole = false;
            continue;
        }
        let files = match &folder {
            Some(folder) => taker.take(std::mem::take(&mut named.files), folder).map_err(no_media)?,
            None => Vec::new(),
        };
        let is_file = |name: &str| files.iter().any(|(file, _)| file == name);
        wanted.extend(named.on_the_web(is_file).filter(|address| !known.contains(address)));
        batch.media.extend(files);
        batch.articles.push(taken);
    }
    let fetched = remote::fetch(wanted.into_iter(), &into, fetcher, &mut taker.notes).await;
    batch.media.extend(fetched.map_err(no_media)?);
    batch.refused = u64::try_from(all.refused.len()).unwrap_or(u64::MAX);
    let not_complete = order.complete.then(|| why_not_complete(all.whole, batch.articles.len())).flatten();
    batch.complete = order.complete && not_complete.is_none();
    let done: Imported = store.import(&order.site, &batch)?;
    let told = |items: Vec<bantin_feed::Refused>| {
        items.into_iter().map(|item| RefusedItem { item: item.place, reason: item.reason }).collect()
    };
    let mut notes: Vec<RefusedItem> = told(all.notes);
    notes.extend(taker.notes);
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

/// The addresses of pictures that were fetched before and are still there: they are not fetched again.
fn known_pictures(store: &dyn Store, order: &Order, into: &Path) -> Result<HashSet<String>, StoreError> {
    let files = store.media(&order.site)?.into_iter();
    let known = files.filter(|(source, _, file)| *source == order.source && into.join(&file.file).exists());
    Ok(known.map(|(_, address, _)| address).collect())
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

/// What of an article has a character that not every database can hold, and that no page can show.
fn unstorable(article: &Incoming) -> Option<&'static str> {
    let has = |text: &str| text.contains('\0');
    let Incoming { source_id, base, raw, article: read, title, slug, language, translations, old_addresses, .. } =
        article;
    let texts = [("id", source_id), ("address", base), ("text", raw), ("text", read), ("title", title), ("slug", slug)];
    let found = texts.into_iter().find(|(_, text)| has(text)).map(|(what, _)| what);
    found
        .or_else(|| has(language).then_some("language"))
        .or_else(|| article.categories.iter().any(|one| has(&one.slug) || has(&one.name)).then_some("category"))
        .or_else(|| translations.iter().any(|id| has(id)).then_some("translation"))
        .or_else(|| old_addresses.iter().any(|address| has(address)).then_some("old address"))
}

fn incoming(article: Article, origin: Origin, format: Format) -> Incoming {
    let views = article.views;
    let old_addresses = addresses_of(&article, &origin.base).iter().map(ToString::to_string).collect();
    // What changes without the article being another one is not part of what is compared.
    let article = Article { views: None, newer: Vec::new(), older: Vec::new(), ..article };
    let (title, slug) = (article.title.clone().unwrap_or_default(), article.slug.clone());
    let (date, pinned, source_id) = (article.date_published, article.pinned, article.id.clone());
    let categories = article
        .categories
        .iter()
        .map(|category| Category { slug: category.slug.clone(), name: category.name.clone(), name_en: None })
        .collect();
    let language = article.language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    let language = language.to_ascii_lowercase();
    let modified = article.date_modified.map(|date| date.unix());
    let translations = article.translations.iter().map(|other| other.id.clone()).collect();
    let feed = Feed { title: "bantin".to_owned(), items: vec![article], ..Feed::default() };
    Incoming {
        source_id,
        format: format.to_string(),
        base: origin.base,
        raw: origin.raw,
        article: write_json_feed(&feed),
        title,
        slug,
        date_published: date.map(|date| date.to_rfc3339()),
        published: date.map(|date| date.unix()),
        language,
        modified,
        translations,
        pinned,
        categories,
        views,
        old_addresses,
    }
}
