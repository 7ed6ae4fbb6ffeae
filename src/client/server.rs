//! The companion server.

use super::{Listing, Query, Whole, reading};
use crate::clean_html::CleanHtml;
use crate::config;
use crate::error::LoadError;
use crate::platform::fetch::get;
use crate::route::encode;
use bantin_api::Site;

pub(super) async fn site(api: &str) -> Result<Site, LoadError> {
    let answer = get(&format!("{api}/")).await?;
    let value = serde_json::from_str(&answer).map_err(|_| LoadError::Answer)?;
    let site = config::site(&value);
    if site.id.is_empty() { Err(LoadError::Answer) } else { Ok(site) }
}

pub(super) async fn listing(api: &str, query: &Query) -> Result<Listing, LoadError> {
    // A slug from an address may hold anything.
    let category = query.category.as_deref().map(|slug| format!("category={}&", encode(slug)));
    let (page, per_page) = (query.page, query.per_page);
    let address = format!("{api}/articles?{}page={page}&per_page={per_page}", category.unwrap_or_default());
    let feed = reading(&get(&address).await?, &address)?.feed;
    let pages = feed.pages.and_then(|pages| u32::try_from(pages).ok()).unwrap_or(1).max(1);
    Ok(Listing { articles: feed.items, page, pages })
}

pub(super) async fn article(api: &str, id: &str) -> Result<Whole, LoadError> {
    // The server's ids are numbers; any other would be another address.
    let id: u64 = id.parse().map_err(|_| LoadError::NotFound)?;
    let address = format!("{api}/articles/{id}");
    let mut article =
        reading(&get(&address).await?, &address)?.feed.items.into_iter().next().ok_or(LoadError::Answer)?;
    // Our own server cleaned it.
    let body = CleanHtml::from_cleaner(article.content_html.take().unwrap_or_default());
    Ok(Whole { article, body })
}
