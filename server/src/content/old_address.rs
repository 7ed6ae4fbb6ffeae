//! Where an address of the old site leads now: to a page that is there, or nowhere.

use std::sync::Arc;

use bantin::data::Query;
use bantin::route::{Addresses, Location, Route};
use bantin_api::Language;
use bantin_feed::{Article, Format, Given, read};

use super::{Content, SiteContent, on_a_thread};
use crate::redirects::{OldAddress, Target};
use crate::store::{ArticleRow, Store, StoreError, Which};

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To this address of a page that is there.
    To(String),
    /// To something that was withdrawn; its main category, where there is one.
    Gone(Option<String>),
}

/// Who says where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// It is an address of ours.
    Page,
    /// The operator's list.
    List,
    /// An article that came with this address.
    Article,
    /// The pattern that is written so.
    Pattern(String),
}

impl Content {
    /// Where an old address leads, in the first of the forms in which it may have come.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn leads(
        self: &Arc<Self>,
        site: Arc<SiteContent>,
        forms: Vec<OldAddress>,
    ) -> Result<Option<Leads>, StoreError> {
        let this = Arc::clone(self);
        let find = move || {
            for address in &forms {
                if let Some((leads, _)) = leads(&*this.store, &site, address)? {
                    return Ok(Some(leads));
                }
            }
            Ok(None)
        };
        on_a_thread(find).await
    }
}

/// Where an old address leads, and who says so: the list, then the article that came with it, then the first pattern.
///
/// # Errors
/// When the database cannot be read.
pub fn leads(store: &dyn Store, site: &SiteContent, address: &OldAddress) -> Result<Option<(Leads, By)>, StoreError> {
    let id = &site.site.id;
    if let Some(written) = store.listed_target(id, address.as_str())?
        && let Ok(target) = Target::parse(&written, &site.settings.ours().at_root())
        && let Some(leads) = follow(store, site, &target)?
    {
        return Ok(Some((leads, By::List)));
    }
    // Another server's addresses of the form of ours are those of other articles than ours.
    if !has_our_form(site, address)
        && let Some(row) = store.article_at(id, address.as_str())?
    {
        return Ok(Some((to_article(site, &row, None), By::Article)));
    }
    for pattern in &site.settings.redirects {
        if let Some(target) = pattern.target(address)
            && let Some(leads) = follow(store, site, &target)?
        {
            return Ok(Some((leads, By::Pattern(pattern.as_written().to_owned()))));
        }
    }
    Ok(None)
}

/// Where a target leads; `None` where that is not there.
///
/// # Errors
/// When the database cannot be read.
pub fn follow(store: &dyn Store, site: &SiteContent, target: &Target) -> Result<Option<Leads>, StoreError> {
    let id = &site.site.id;
    let (language, row) = match target {
        Target::Gone => return Ok(Some(Leads::Gone(None))),
        Target::OfSource { language, source, id: source_id } => {
            (*language, store.article_of_any_case(id, source, source_id)?)
        }
        Target::Page { language, route } => match route {
            Route::Article { id: number, .. } => {
                (*language, number.parse().map_or(Ok(None), |n| store.article(id, n))?)
            }
            Route::Category { slug, .. } if site.category(slug).is_none() => return Ok(None),
            Route::NotFound => return Ok(None),
            Route::Category { .. } | Route::Home | Route::Search { .. } | Route::HowCounted => {
                return Ok(Some(Leads::To(href(site, *language, route))));
            }
        },
    };
    Ok(row.map(|row| to_article(site, &row, language)))
}

/// What a visitor is answered to an address: one of our own pages where there is one; on the front page what its query says
/// comes first.
///
/// # Errors
/// When the database cannot be read.
pub fn answer(store: &dyn Store, site: &SiteContent, address: &OldAddress) -> Result<Option<(Leads, By)>, StoreError> {
    let location = Location { path: address.path().to_owned(), ..Location::default() };
    let page = match addresses(site).parse(&location) {
        Some((language, Route::Home)) => Some(Leads::To(href(site, Some(language), &Route::Home))),
        Some((language, route)) => match page_at(store, site, language, route)? {
            Some(page) => return Ok(Some((page, By::Page))),
            None => None,
        },
        None => None,
    };
    Ok(leads(store, site, address)?.or(page.map(|page| (page, By::Page))))
}

/// The page of ours that stands at a path, whatever was there before.
fn page_at(
    store: &dyn Store,
    site: &SiteContent,
    language: Language,
    route: Route,
) -> Result<Option<Leads>, StoreError> {
    let is_there = match &route {
        Route::Home | Route::Search { .. } | Route::HowCounted => true,
        Route::Category { slug, page } => {
            let of_page = u64::from(Query::category(slug.clone(), *page).per_page);
            let which = Which { category: Some(slug.clone()), ..Which::default() };
            let pages = || Ok::<_, StoreError>(store.listing(&site.site.id, &which)?.total.div_ceil(of_page).max(1));
            site.category(slug).is_some() && u64::from(*page) <= pages()?
        }
        Route::Article { id, .. } if id.bytes().all(|byte| byte.is_ascii_digit()) => {
            let target = Target::Page { language: Some(language), route };
            return follow(store, site, &target);
        }
        Route::Article { .. } | Route::NotFound => false,
    };
    Ok(is_there.then(|| Leads::To(href(site, Some(language), &route))))
}

fn addresses(site: &SiteContent) -> Addresses {
    site.settings.ours().addresses
}

fn href(site: &SiteContent, language: Option<Language>, route: &Route) -> String {
    let first = site.site.languages.first().copied().unwrap_or_default();
    addresses(site).href(language.unwrap_or(first), route)
}

/// An article's address, in its own language where none is asked for.
fn to_article(site: &SiteContent, row: &ArticleRow, language: Option<Language>) -> Leads {
    let article = stored(row);
    if row.withdrawn {
        return Leads::Gone(main_category(site, article.as_ref()));
    }
    let own = article.and_then(|article| article.language).and_then(|tag| Language::of_tag(&tag));
    let own = own.filter(|language| site.site.languages.contains(language));
    let route = Route::Article { id: row.id.to_string(), slug: row.slug.clone() };
    Leads::To(href(site, language.or(own), &route))
}

/// Whether an address is one that a page of ours can have: then it says which article of ours is meant.
fn has_our_form(site: &SiteContent, address: &OldAddress) -> bool {
    let location = Location { path: address.path().to_owned(), ..Location::default() };
    match addresses(site).parse(&location) {
        Some((_, Route::Article { id, .. })) => id.bytes().all(|byte| byte.is_ascii_digit()),
        Some((_, Route::Category { .. } | Route::Search { .. } | Route::HowCounted)) => true,
        Some((_, Route::Home | Route::NotFound)) | None => false,
    }
}

fn stored(row: &ArticleRow) -> Option<Article> {
    read(row.article.as_bytes(), Format::JsonFeed, &Given::default()).ok()?.feed.items.into_iter().next()
}

/// The category from which somebody who looks for a withdrawn article can go on.
pub(super) fn main_category(site: &SiteContent, article: Option<&Article>) -> Option<String> {
    let main = article?.categories.first()?;
    site.category(&main.slug).map(|category| category.slug.clone())
}
