//! Documents as a site is now: gathered, written, and kept until it changes.

use std::sync::Arc;

use bantin::route::FeedAddress;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::feeds::{self, ORIGIN, PER_FEED};
use super::hole::Hole;
use super::news;
use super::sitemap::{self, Part};
use crate::content::{Content, Marks, NewestOf, Pieces, SiteContent, on_a_thread};
use crate::render::edition;
use crate::store::{Newest, Store, StoreError, Tongue};

/// How many bytes of documents are kept.
const KEPT_BYTES: u64 = 64 << 20;

/// What a hole takes in memory, about.
const HOLE: usize = 48;

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A page of a feed, from 1.
    Feed(FeedAddress, u64),
    /// A file of the sitemap.
    Sitemap(Part),
    /// The news sitemap in this minute since 1970.
    News(i64),
}

/// A document, ready to be sent.
#[derive(Debug)]
pub struct Document {
    /// The generation of the site that it shows.
    pub generation: u64,
    /// What is in it was last another than before then, in seconds; `None` where nothing tells.
    pub changed: Option<i64>,
    /// All of it.
    pub pieces: Pieces<Hole>,
}

type Key = (String, u64, Wanted);

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Document>> for Weight {
    fn weight(&self, _: &Key, document: &Arc<Document>) -> u64 {
        let holes = document.pieces.holes().count().saturating_mul(HOLE);
        u64::try_from(document.pieces.len().saturating_add(holes)).unwrap_or(u64::MAX).saturating_add(512)
    }
}

/// All documents of all sites.
pub struct Documents {
    content: Arc<Content>,
    ready: Cache<Key, Arc<Document>, Weight>,
}

impl Documents {
    /// Documents of this content.
    #[must_use]
    pub fn new(content: Arc<Content>) -> Self {
        Self { content, ready: Cache::with_weighter(1_024, KEPT_BYTES, Weight) }
    }

    /// A document as the site is now. `None` where there is no such site or document.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn get(&self, site: &str, wanted: Wanted) -> Result<Option<Arc<Document>>, StoreError> {
        let Some((generation, content)) = self.content.site_now(site).await? else { return Ok(None) };
        let key = (site.to_owned(), generation, wanted);
        // Many ask for the same at once: one makes it, the others wait for that.
        let place = match self.ready.get_value_or_guard_async(&key).await {
            Ok(document) => return Ok(Some(document)),
            Err(place) => place,
        };
        let made = match &key.2 {
            Wanted::Feed(address, page) => self.feed(&key.0, generation, content, address.clone(), *page).await?,
            Wanted::Sitemap(part) => self.sitemap(content, *part).await?,
            Wanted::News(minute) => self.news(content, *minute).await?,
        };
        let Some((pieces, changed)) = made else { return Ok(None) };
        let document = Arc::new(Document { generation, changed, pieces });
        let _ = place.insert(Arc::clone(&document));
        Ok(Some(document))
    }

    async fn feed(
        &self,
        site: &str,
        generation: u64,
        content: Arc<SiteContent>,
        address: FeedAddress,
        page: u64,
    ) -> Result<Option<Made>, StoreError> {
        let marks = Marks::fresh();
        let of = NewestOf { language: address.language, category: address.category.clone(), page, per_page: PER_FEED };
        let newest = self.content.newest((site, generation), of, marks.at(ORIGIN)).await?;
        let Some(newest) = newest else { return Ok(None) };
        on_a_thread(move || Ok(feeds::feed(&content, &address, page, newest, &marks))).await
    }

    async fn sitemap(&self, site: Arc<SiteContent>, part: Part) -> Result<Option<Made>, StoreError> {
        let store = Arc::clone(self.content.store());
        on_a_thread(move || {
            if !may_be_there(&*store, &site, part)? {
                return Ok(None);
            }
            let rows = store.listed(&site.site.id)?;
            let translations = store.translations(&site.site.id)?;
            let marks = Marks::fresh();
            let origin = marks.at(ORIGIN);
            let addresses = edition(&site, site.language_of("")).addresses;
            let pages = sitemap::pages(&site, &addresses, &rows, &translations, &origin);
            let root = format!("{origin}{}", addresses.base);
            let text = sitemap::write(&pages, part, sitemap::MOST, &root);
            let changed = rows.iter().map(|row| row.changed).max();
            Ok(text.map(|text| (Pieces::cut_at(text, &marks, &[Hole::Origin]), changed)))
        })
        .await
    }

    async fn news(&self, site: Arc<SiteContent>, minute: i64) -> Result<Option<Made>, StoreError> {
        let store = Arc::clone(self.content.store());
        on_a_thread(move || {
            let now = minute.saturating_mul(60);
            // Until the end of the minute: what was imported in it is news already.
            let rows = store.news(&site.site.id, now.saturating_sub(news::LONG), now.saturating_add(59), news::MOST)?;
            let marks = Marks::fresh();
            let addresses = edition(&site, site.language_of("")).addresses;
            let text = news::write(&site, &addresses, &rows, &marks.at(ORIGIN));
            let changed = rows.first().map(|row| row.published);
            Ok(Some((Pieces::cut_at(text, &marks, &[Hole::Origin]), changed)))
        })
        .await
    }
}

/// Whether the sitemap may have such a file. Anybody can ask for any number of those that it has not: that must cost little.
fn may_be_there(store: &dyn Store, site: &SiteContent, part: Part) -> Result<bool, StoreError> {
    let Part::File(number) = part else { return Ok(true) };
    let all = Newest { category: None, tongue: Tongue::NotIn(Vec::new()), offset: 0, limit: 0 };
    let articles = usize::try_from(store.newest(&site.site.id, &all)?.total).unwrap_or(usize::MAX);
    let others = (site.site.categories.len() + 2).saturating_mul(site.site.languages.len());
    Ok(number <= articles.saturating_add(others).div_ceil(sitemap::MOST))
}

/// A document, and when what is in it was last another than before.
type Made = (Pieces<Hole>, Option<i64>);
