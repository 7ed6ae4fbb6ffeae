//! All that a page shows, asked for as the client would ask.

use std::sync::Arc;

use bantin::components::front;
use bantin::data::{self, GONE_PATH, IN_SEARCH, Listing, Query, RENDERED_PATH, Search, Whole, article_path, day_of};
use bantin::error::LoadError;
use bantin::route::Route;
use bantin_feed::{Feed, read_written};
use serde_json::Value;

use super::answers::{Answer, Answers};
use super::shown::Shown;
use crate::content::{Content, Found, Ready, SearchWanted, SiteContent, Wanted};
use crate::store::StoreError;

/// What a page shows, and the answers from which the client shows the same.
pub(super) struct Gathered {
    pub(super) shown: Shown,
    pub(super) answers: Answers,
    /// The generation of what was asked for; `None` where that is not one, or nothing was found.
    pub(super) generation: Option<u64>,
    /// As [`Ready`] has it.
    pub(super) missed: Option<String>,
}

/// Asks for what a route needs.
pub(super) async fn gather(content: &Arc<Content>, site: &SiteContent, route: &Route) -> Result<Gathered, StoreError> {
    let asking = Asking { content, site: &site.site.id, exported: site.settings.exported };
    match route {
        Route::Home => asking.home(site).await,
        Route::Category { slug, page } => asking.category(site, slug, *page).await,
        Route::Article { id, .. } => asking.article(id).await,
        Route::Search { query } => asking.search(Search::read(query)).await,
        Route::HowCounted => {
            Ok(Gathered { shown: Shown::HowCounted, answers: as_rendered(), generation: None, missed: None })
        }
        Route::NotFound => Ok(Gathered::not_found(None)),
    }
}

/// The page itself is the answer.
fn as_rendered() -> Answers {
    vec![(RENDERED_PATH.to_owned(), Answer::Status(200))]
}

impl Gathered {
    /// Nothing to show; `path` is where the client would learn it.
    fn not_found(path: Option<String>) -> Self {
        let answers = path.map(|path| (path, Answer::Status(404))).into_iter().collect();
        Self { shown: Shown::DeadEnd(LoadError::NotFound, None), answers, generation: None, missed: None }
    }

    /// Withdrawn, and from which category one can go on; `path` is where the client would learn the former.
    pub(super) fn gone(path: Option<String>, category: Option<String>) -> Self {
        let mut answers: Answers = path.map(|path| (path, Answer::Status(410))).into_iter().collect();
        answers.push((GONE_PATH.to_owned(), Answer::Slug(category.clone())));
        Self { shown: Shown::DeadEnd(LoadError::Withdrawn, category), answers, generation: None, missed: None }
    }
}

struct Asking<'a> {
    content: &'a Arc<Content>,
    site: &'a str,
    exported: bool,
}

impl Asking<'_> {
    async fn home(&self, site: &SiteContent) -> Result<Gathered, StoreError> {
        let query = Query::opening();
        let Some((opening, generation)) = self.listing(&query).await? else {
            return Ok(Gathered::not_found(None));
        };
        let mut answers = vec![(query.path(), Answer::listing(&opening))];
        let (mut blocks, mut same) = (Vec::new(), true);
        for category in &site.site.categories {
            let query = Query::block(category.slug.clone());
            let Some((listing, of)) = self.listing(&query).await? else { continue };
            same &= of == generation;
            let shown = front::for_block(&category.slug, &listing.articles, &opening.articles);
            let listing = Listing { articles: shown.into_iter().cloned().collect(), ..listing };
            answers.push((query.path(), Answer::block(&listing)));
            blocks.push((category.clone(), listing));
        }
        Ok(Gathered {
            shown: Shown::Home { opening, blocks },
            answers,
            generation: same.then_some(generation),
            missed: None,
        })
    }

    async fn category(&self, site: &SiteContent, slug: &str, page: u32) -> Result<Gathered, StoreError> {
        let query = Query::category(slug.to_owned(), page);
        let listing = match site.category(slug) {
            Some(_) => self.listing(&query).await?,
            None => None,
        };
        let Some((listing, generation)) = listing else {
            return Ok(Gathered::not_found(Some(query.path())));
        };
        let answers = vec![(query.path(), Answer::listing(&listing))];
        let shown = Shown::Category { slug: slug.to_owned(), listing };
        Ok(Gathered { shown, answers, generation: Some(generation), missed: None })
    }

    async fn article(&self, id: &str) -> Result<Gathered, StoreError> {
        let path = article_path(id);
        let digits = id.bytes().all(|byte| byte.is_ascii_digit());
        let Some(number) = id.parse().ok().filter(|_| digits) else {
            return Ok(Gathered::not_found(Some(path)));
        };
        match self.content.get(self.site, Wanted::Article(number)).await? {
            Found::Ready(ready) => match feed(&ready).and_then(Whole::of) {
                Some(whole) => {
                    let answers = vec![(path, Answer::article(&whole))];
                    let shown = Shown::Article(number, Box::new(whole));
                    Ok(Gathered { shown, answers, generation: Some(ready.generation), missed: None })
                }
                None => Err(StoreError::Other(format!("article {id} cannot be read back"))),
            },
            Found::Withdrawn(category) => Ok(Gathered::gone(Some(path), category)),
            Found::Nothing(_) => Ok(Gathered::not_found(Some(path))),
        }
    }

    /// What nothing was asked of is the field alone. The page itself is the answer: the client takes it as it is.
    async fn search(&self, search: Search) -> Result<Gathered, StoreError> {
        let of = |search, found, missed| {
            // A plain file is one for all questions.
            let answers = if self.exported { Answers::new() } else { as_rendered() };
            Gathered { shown: Shown::Search(search, found), answers, generation: None, missed }
        };
        if !search.asks() {
            return Ok(of(search, None, None));
        }
        let wanted = SearchWanted {
            typed: search.q.clone(),
            category: search.category.clone(),
            language: search.lang.clone(),
            from: search.from.as_deref().and_then(day_of),
            to: search.to.as_deref().and_then(day_of),
            page: u64::from(search.page.max(1)),
            per_page: u64::from(IN_SEARCH),
        };
        let Found::Ready(ready) = self.content.search(self.site, wanted).await? else {
            return Ok(Gathered::not_found(None));
        };
        let found = document(&ready).and_then(|document| data::Found::read(&&document));
        let found = found.ok_or_else(|| StoreError::Other("what was found cannot be read back".to_owned()))?;
        Ok(of(search, Some(Box::new(found)), ready.missed.clone()))
    }

    async fn listing(&self, query: &Query) -> Result<Option<(Listing, u64)>, StoreError> {
        listing(self.content, self.site, query).await
    }
}

/// A listing of a site and its generation; `None` where there is no such page.
pub(super) async fn listing(
    content: &Arc<Content>,
    site: &str,
    query: &Query,
) -> Result<Option<(Listing, u64)>, StoreError> {
    let wanted = Wanted::Listing {
        category: query.category.clone(),
        page: u64::from(query.page),
        per_page: u64::from(query.per_page),
    };
    let Found::Ready(ready) = content.get(site, wanted).await? else { return Ok(None) };
    let feed = feed(&ready).ok_or_else(|| StoreError::Other("a listing cannot be read back".to_owned()))?;
    Ok(Some((Listing::of(feed, query.page), ready.generation)))
}

/// The feed that is answered, as the client reads it.
fn feed(ready: &Ready) -> Option<Feed> {
    read_written(&&document(ready)?)
}

fn document(ready: &Ready) -> Option<Value> {
    serde_json::from_slice(&ready.pieces.fill(ready.pieces.articles().map(|_| 0))).ok()
}
