//! What machines read, as it is sent: for everybody, not again when it is the same, with this request's origin filled in.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::http::{HeaderValue, header, request::Parts};

use super::origin::origin_of;
use super::{Answer, problem::HttpProblem, reply};
use crate::content::SiteContent;
use crate::handlers::App;
use crate::machines::{Document, Hole, Wanted};

/// The site that a request is for.
///
/// # Errors
/// When there is none.
pub(super) async fn site_of(app: &App, parts: &Parts) -> Result<Arc<SiteContent>, HttpProblem> {
    let site = app.front_site(&parts.headers).await?.ok_or_else(|| HttpProblem::missing("there is no site yet"))?;
    app.content.site(&site).await?.ok_or_else(|| HttpProblem::no_site(&site))
}

/// The origin that a document's addresses begin with: they are read outside the site, so they must be whole.
///
/// # Errors
/// When the request names no host that can be one.
pub(super) fn known_origin(app: &App, site: &SiteContent, parts: &Parts) -> Result<String, HttpProblem> {
    let problem = || HttpProblem::bad("the header `Host` names no host; allowed: a host name, and a port behind `:`");
    origin_of(app, &site.settings, parts).ok_or_else(problem)
}

/// Sends what is wanted of a site.
///
/// # Errors
/// When there is no such thing.
pub(super) async fn send(app: &App, parts: &Parts, site: &SiteContent, wanted: Wanted, kind: &'static str) -> Answer {
    let origin: Arc<str> = known_origin(app, site, parts)?.into();
    let document = app.documents.get(&site.site.id, wanted).await?;
    let document = document.ok_or_else(|| HttpProblem::missing("there is no such document, or no such page of it"))?;
    let pieces = &document.pieces;
    let mut response = if reply::is_known(&parts.headers, pieces.etag()) {
        reply::unchanged(pieces.etag(), kind)
    } else {
        let values = values(app, site, &document, &origin).await?;
        let filled = async |values: &Vec<Arc<str>>| values.clone();
        let (coded, body) = app.document_copies.body(pieces, (values, false), &parts.headers, filled).await;
        reply::whole(coded, body.into(), pieces.etag(), kind)
    };
    // Only told: what was withdrawn makes nothing newer, so `If-Modified-Since` alone would keep it for ever.
    if let Some(changed) = last_modified(document.changed, app.clock.now()) {
        response.headers_mut().insert(header::LAST_MODIFIED, changed);
    }
    Ok(response)
}

async fn values(
    app: &App,
    site: &SiteContent,
    document: &Document,
    origin: &Arc<str>,
) -> Result<Vec<Arc<str>>, HttpProblem> {
    let articles: Vec<u64> = document
        .pieces
        .holes()
        .filter_map(|hole| match hole {
            Hole::Views(article) => Some(*article),
            Hole::Origin => None,
        })
        .collect();
    let numbers = match articles.as_slice() {
        [] => None,
        articles => app.counter.views(&site.site.id, document.generation, articles).await?,
    };
    let mut views = numbers.unwrap_or_default().into_iter().map(|numbers| numbers.views);
    let value = |hole: &Hole| match hole {
        Hole::Origin => Arc::clone(origin),
        Hole::Views(_) => views.next().unwrap_or(0).to_string().into(),
    };
    Ok(document.pieces.holes().map(value).collect())
}

/// Never later than now (RFC 9110, section 8.8.2.1), whatever a source says.
fn last_modified(changed: Option<i64>, now: i64) -> Option<HeaderValue> {
    let seconds = u64::try_from(changed?.min(now)).ok()?;
    HeaderValue::from_str(&httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))).ok()
}
