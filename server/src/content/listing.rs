//! A page of a listing as JSON Feed 1.1: without bodies and attachments.

use std::sync::Arc;

use bantin_feed::{Article, Feed, write_json_feed};

use super::article::prepared;
use super::excerpt;
use super::pieces::{Holes, Pieces};
use super::{Context, Found, Missing, PER_PAGE, Ready};
use crate::store::{Store, StoreError, Which};

pub(super) fn make(
    store: &Arc<dyn Store>,
    context: &Context,
    category: Option<&str>,
    page: u64,
    per_page: u64,
) -> Result<Found, StoreError> {
    let site = &context.site;
    let title = match category.map(|slug| site.category(slug)) {
        None => String::new(),
        Some(Some(category)) => category.name.clone(),
        Some(None) => return Ok(Found::Nothing(Missing::Category)),
    };
    let which = Which {
        category: category.map(str::to_owned),
        offset: page.saturating_sub(1).saturating_mul(per_page),
        limit: per_page,
    };
    let listing = store.listing(&site.site.id, &which)?;
    let pages = listing.total.div_ceil(per_page).max(1);
    if page > pages {
        return Ok(Found::Nothing(Missing::Page(pages)));
    }
    let holes = Holes::fresh();
    let mut ids = Vec::new();
    let mut items = Vec::new();
    for row in &listing.articles {
        let Some((article, _)) = prepared(store, context, row) else { continue };
        let summary = article.summary.clone().or_else(|| excerpt::of(&article));
        items.push(for_a_listing(Article { summary, ..article }, holes.number(ids.len())));
        ids.push(row.id);
    }
    let address = |page: u64| address(&site.api(), &[("category", category.map(str::to_owned))], (page, per_page));
    let feed = Feed { items, ..page_of(context, address, (listing.total, page, pages)) };
    let pieces = Pieces::cut(write_json_feed(&feed), holes, &ids);
    Ok(Found::Ready(Arc::new(Ready {
        generation: context.generation,
        pieces,
        title,
        slug: String::new(),
        missed: None,
    })))
}

/// An article without what a listing does not show of it; `views` stands for how often it was read.
pub(super) fn for_a_listing(article: Article, views: u64) -> Article {
    Article {
        views: Some(views),
        content_html: None,
        content_text: None,
        attachments: Vec::new(),
        translations: Vec::new(),
        newer: Vec::new(),
        older: Vec::new(),
        ..article
    }
}

/// What is said of one page of a listing, the page's number being one of so many; the total comes first.
pub(super) fn page_of(
    context: &Context,
    address: impl Fn(u64) -> String,
    (total, page, pages): (u64, u64, u64),
) -> Feed {
    let site = &context.site;
    Feed {
        title: site.site.name.clone(),
        home_page_url: Some(site.settings.root()),
        feed_url: Some(address(page)),
        next_url: (page < pages).then(|| address(page + 1)),
        language: site.site.languages.first().map(|language| language.tag().to_owned()),
        total: Some(total),
        page: Some(page),
        pages: Some(pages),
        ..Feed::default()
    }
}

/// Where a page of a listing is answered: of what is asked, that which is given; and of page and articles on a page what is not usual.
pub(super) fn address(api: &str, asked: &[(&str, Option<String>)], (page, per_page): (u64, u64)) -> String {
    let page = ("page", (page != 1).then(|| page.to_string()));
    let per_page = ("per_page", (per_page != PER_PAGE).then(|| per_page.to_string()));
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in asked.iter().chain([&page, &per_page]) {
        if let Some(value) = value {
            query.append_pair(key, value);
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{api}/articles{mark}{query}")
}
