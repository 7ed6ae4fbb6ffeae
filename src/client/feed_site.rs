//! A site that is one JSON Feed: its listings, articles and neighbours are worked out here.

use super::{Listing, Query, reading};
use crate::config::DEFAULT_LANGUAGES;
use crate::error::LoadError;
use crate::platform::fetch::get;
use bantin_api::{Category, Site};
use bantin_feed::{Article, Feed, Neighbour};
use std::cell::RefCell;
use std::rc::Rc;

/// How many neighbours an article has on each side.
const NEIGHBOURS: usize = 5;

thread_local! {
    static LOADED: RefCell<Option<Rc<Feed>>> = const { RefCell::new(None) };
}

/// The feed, sorted as listings show it; fetched once while the page is open.
pub(super) async fn load(address: &str) -> Result<Rc<Feed>, LoadError> {
    if let Some(feed) = LOADED.with_borrow(Clone::clone) {
        return Ok(feed);
    }
    let mut feed = reading(&get(address).await?, address)?.feed;
    // Articles without a date come last, in the feed's own order.
    feed.items.sort_by_key(|article| std::cmp::Reverse((article.pinned, article.date_published)));
    let feed = Rc::new(feed);
    LOADED.with_borrow_mut(|slot| *slot = Some(feed.clone()));
    Ok(feed)
}

/// What the feed tells of its site.
pub(super) fn site(feed: &Feed) -> Site {
    let mut categories: Vec<Category> = Vec::new();
    for category in feed.items.iter().flat_map(|article| &article.categories) {
        if categories.iter().all(|known| known.slug != category.slug) {
            categories.push(Category { slug: category.slug.clone(), name: category.name.clone(), name_en: None });
        }
    }
    Site { id: String::new(), name: feed.title.clone(), languages: DEFAULT_LANGUAGES.to_vec(), categories }
}

/// One page of the feed's articles.
pub(super) fn listing(feed: &Feed, query: &Query) -> Result<Listing, LoadError> {
    let within = |article: &&Article| match &query.category {
        Some(slug) => article.categories.iter().any(|category| category.slug == *slug),
        None => true,
    };
    let articles: Vec<&Article> = feed.items.iter().filter(within).collect();
    let per_page = usize::try_from(query.per_page.max(1)).unwrap_or(usize::MAX);
    let pages = u32::try_from(articles.len().div_ceil(per_page)).unwrap_or(u32::MAX).max(1);
    if query.page == 0 || query.page > pages || (query.category.is_some() && articles.is_empty()) {
        return Err(LoadError::NotFound);
    }
    let skipped = usize::try_from(query.page - 1).unwrap_or(usize::MAX).saturating_mul(per_page);
    let articles = articles.into_iter().skip(skipped).take(per_page).cloned().collect();
    Ok(Listing { articles, page: query.page, pages })
}

/// One article, with its neighbours in time.
pub(super) fn article(feed: &Feed, id: &str) -> Result<Article, LoadError> {
    // Listings show the pinned first; in time they stand where their date puts them.
    let (pinned, mut in_time): (Vec<&Article>, Vec<&Article>) = feed.items.iter().partition(|article| article.pinned);
    for article in pinned {
        let at = in_time.partition_point(|other| other.date_published > article.date_published);
        in_time.insert(at, article);
    }
    let at = in_time.iter().position(|article| article.id == id).ok_or(LoadError::NotFound)?;
    let (newer, rest) = in_time.split_at(at);
    let (article, older) = rest.split_first().ok_or(LoadError::NotFound)?;
    let mut article = (*article).clone();
    article.newer = newer.iter().rev().take(NEIGHBOURS).map(|article| neighbour(article)).collect();
    article.older = older.iter().take(NEIGHBOURS).map(|article| neighbour(article)).collect();
    for translation in &mut article.translations {
        let other = feed.items.iter().find(|other| other.id == translation.id);
        translation.slug = other.map(|other| other.slug.clone());
    }
    Ok(article)
}

fn neighbour(article: &Article) -> Neighbour {
    Neighbour {
        id: article.id.clone(),
        title: article.title.clone().unwrap_or_default(),
        slug: article.slug.clone(),
        date_published: article.date_published,
    }
}
