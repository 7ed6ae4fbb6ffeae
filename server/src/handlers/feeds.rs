//! Feeds, beside the pages whose news they hold.

use axum::extract::{Request, State};
use bantin::route::{FeedAddress, FeedFormat};

use super::params::Query;
use super::{Answer, Shared, documents, problem::HttpProblem};
use crate::machines::Wanted;

/// Answers a page of a feed.
///
/// # Errors
/// When there is no such feed or page.
pub async fn get(State(app): Shared, query: Query, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let site = documents::site_of(&app, &parts).await?;
    let address = FeedAddress::parse(parts.uri.path(), &site.site.languages);
    let address = address.ok_or_else(|| HttpProblem::missing("there is no feed at this address"))?;
    let page = query.number("page", u64::MAX, 1)?;
    let kind = kind(address.format);
    documents::send(&app, &parts, &site, Wanted::Feed(address, page), kind).await
}

fn kind(format: FeedFormat) -> &'static str {
    match format {
        // JSON is UTF-8.
        FeedFormat::Json => "application/feed+json",
        FeedFormat::Rss => "application/rss+xml; charset=utf-8",
        FeedFormat::Atom => "application/atom+xml; charset=utf-8",
    }
}
