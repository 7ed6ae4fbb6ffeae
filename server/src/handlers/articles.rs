//! Listings and single articles, as JSON Feed 1.1.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use bantin::data::day_of;
use bantin_api::{Suggestion, Suggestions};

use super::params::{Params, Query};
use super::{Answer, Shared, missed, problem::HttpProblem, reply};
use crate::content::{Found, PER_PAGE, Ready, SearchWanted, Wanted};
use crate::handlers::App;
use crate::store::ArticleRow;

/// What JSON Feed is sent as.
const KIND: &str = "application/feed+json";

/// Articles on a page, at most.
const MOST_PER_PAGE: u64 = 100;

/// Answers a page of a listing.
///
/// # Errors
/// When there is no such page, or it is asked for wrongly.
pub async fn list(State(app): Shared, Params(site): Params<String>, query: Query, parts: Parts) -> Answer {
    if ["q", "from", "to", "lang"].iter().any(|key| query.all(key).next().is_some()) {
        return search(&app, &site, &query, &parts).await;
    }
    let wanted = Wanted::Listing {
        category: query.one("category")?.filter(|slug| !slug.is_empty()).map(str::to_owned),
        page: query.number("page", u64::MAX, 1)?,
        per_page: query.number("per_page", MOST_PER_PAGE, PER_PAGE)?,
    };
    send(&app, &site, wanted, &parts.headers).await
}

async fn search(app: &Arc<App>, site: &str, query: &Query, parts: &Parts) -> Answer {
    let given =
        |key: &str| -> Result<Option<&str>, HttpProblem> { Ok(query.one(key)?.filter(|text| !text.is_empty())) };
    let day = |key: &str| -> Result<Option<i64>, HttpProblem> {
        let Some(text) = given(key)? else { return Ok(None) };
        let shown: String = text.chars().take(40).collect();
        let wrong = || HttpProblem::bad(format!("`{key}` is `{shown}`; allowed: a day, such as 2026-01-31"));
        day_of(text).ok_or_else(wrong).map(Some)
    };
    let wanted = SearchWanted {
        typed: query.one("q")?.unwrap_or_default().to_owned(),
        category: given("category")?.map(str::to_owned),
        language: given("lang")?.map(str::to_owned),
        from: day("from")?,
        to: day("to")?,
        page: query.number("page", u64::MAX, 1)?,
        per_page: query.number("per_page", MOST_PER_PAGE, PER_PAGE)?,
    };
    let ready = there(app.content.search(site, wanted).await?, site)?;
    if let Some(words) = &ready.missed {
        missed::note(app, parts, site, words).await;
    }
    filled(app, site, &ready, &parts.headers).await
}

/// Answers titles that go on from what somebody is typing.
///
/// # Errors
/// When there is no such site.
pub async fn suggestions(State(app): Shared, Params(site): Params<String>, query: Query) -> Answer {
    let typed = query.one("q")?.unwrap_or_default().to_owned();
    let found = app.content.suggest(&site, typed).await?;
    let one = |row: ArticleRow| Suggestion { id: row.id.to_string(), slug: row.slug, title: row.title };
    Ok(reply::now(Suggestions { suggestions: found.into_iter().map(one).collect() }))
}

/// Answers one article.
///
/// # Errors
/// When there is none, or it was withdrawn.
pub async fn get(State(app): Shared, Params((site, id)): Params<(String, String)>, headers: HeaderMap) -> Answer {
    send(&app, &site, Wanted::Article(number(&id)?), &headers).await
}

/// Answers an article's numbers.
///
/// # Errors
/// When there is no such article.
pub async fn views(State(app): Shared, Params((site, id)): Params<(String, String)>) -> Answer {
    let id = number(&id)?;
    let ready = ready(&app, &site, Wanted::Article(id)).await?;
    let views = app.counter.views(&site, ready.generation, &[id]).await?.and_then(|views| views.into_iter().next());
    Ok(reply::now(views.ok_or_else(|| HttpProblem::no_site(&site))?))
}

async fn ready(app: &Arc<App>, site: &str, wanted: Wanted) -> Result<Arc<Ready>, HttpProblem> {
    there(app.content.get(site, wanted).await?, site)
}

fn there(found: Found, site: &str) -> Result<Arc<Ready>, HttpProblem> {
    match found {
        Found::Ready(ready) => Ok(ready),
        Found::Withdrawn(_) => Err(HttpProblem::withdrawn()),
        Found::Nothing(missing) => Err(HttpProblem::nothing(missing, site)),
    }
}

async fn send(app: &Arc<App>, site: &str, wanted: Wanted, headers: &HeaderMap) -> Answer {
    filled(app, site, &*ready(app, site, wanted).await?, headers).await
}

async fn filled(app: &Arc<App>, site: &str, ready: &Ready, headers: &HeaderMap) -> Answer {
    let pieces = &ready.pieces;
    if reply::is_known(headers, pieces.etag()) {
        return Ok(reply::unchanged(pieces.etag(), KIND));
    }
    let articles: Vec<u64> = pieces.articles().collect();
    let numbers = app.counter.views(site, ready.generation, &articles).await?.unwrap_or_default();
    let views: Vec<u64> = numbers.into_iter().map(|numbers| numbers.views).collect();
    let filled = async |views: &Vec<u64>| views.clone();
    let (coded, body) = app.copies.body(pieces, (views, false), headers, filled).await;
    Ok(reply::whole(coded, body.into(), pieces.etag(), KIND))
}

/// An id that is no number is the id of nothing.
fn number(id: &str) -> Result<u64, HttpProblem> {
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { id.parse().ok() } else { None };
    number.ok_or_else(|| HttpProblem::missing("there is no such article"))
}
