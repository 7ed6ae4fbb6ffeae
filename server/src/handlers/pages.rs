//! The addresses people see: each answers a whole page that can be read at once, with the right status.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use axum::response::{IntoResponse as _, Response};
use bantin::components::Edition;
use bantin::route::{Addresses, Location, Route};

use super::filled::{Stamp, values};
use super::origin::origin_of;
use super::{Answer, Shared, client_files, missed, old_addresses, problem::HttpProblem, reply, sitemaps};
use crate::content::SiteContent;
use crate::handlers::App;
use crate::machines::Part;
use crate::render::{self, Page};
use crate::store::StoreError;

/// What a page is sent as.
const KIND: &str = "text/html; charset=utf-8";

/// Seconds until a page that cannot be made now is worth another try.
const TRY_AGAIN: HeaderValue = HeaderValue::from_static("10");

/// Answers a client's file or a page.
///
/// # Errors
/// When the request is no `GET`, or there is no site.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(HttpProblem::new(StatusCode::METHOD_NOT_ALLOWED, "allowed: GET, HEAD"));
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(part) = Part::parse(path) {
        return sitemaps::part(&app, part, &request.into_parts().0).await;
    }
    if let Some(file) = app.client.answer(path, request.headers()) {
        return Ok(file);
    }
    if let Some(file) = client_files::former(&app.releases, path, request.headers()) {
        return Ok(file);
    }
    let (parts, _) = request.into_parts();
    match page(&app, &parts).await {
        Ok(answer) => answer,
        Err(error) => Ok(trouble(&error)),
    }
}

async fn page(app: &App, parts: &Parts) -> Result<Answer, StoreError> {
    let Some(site) = app.front_site(&parts.headers).await? else {
        return Ok(Err(HttpProblem::missing("there is no site yet; import one")));
    };
    let Some((generation, content)) = app.content.site_now(&site).await? else {
        return Ok(Err(HttpProblem::no_site(&site)));
    };
    // The base is off already.
    let addresses = Addresses::paths("/", &content.site.languages);
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let location = Location { path: parts.uri.path().to_owned(), query, ..Location::default() };
    let first = addresses.languages.first().copied().unwrap_or_default();
    let (language, route) = addresses.parse(&location).unwrap_or((first, Route::NotFound));
    let old_first = old_addresses::comes_first(&route, parts);
    if old_first && let Some(answer) = old_addresses::answer(app, (generation, &content), language, parts).await? {
        return Ok(Ok(answer));
    }
    let page = app.pages.get(generation, &content, language, route.clone()).await?;
    if let Some(words) = &page.missed {
        missed::note(app, parts, &site, words).await;
    }
    if page.status == StatusCode::NOT_FOUND.as_u16()
        && !old_first
        && let Some(answer) = old_addresses::answer(app, (generation, &content), language, parts).await?
    {
        return Ok(Ok(answer));
    }
    if let (Some((_, slug)), Route::Article { id, slug: asked }) = (&page.article, &route)
        && slug != asked
    {
        return Ok(Ok(moved(&page.edition, &Route::Article { id: id.clone(), slug: slug.clone() }, &parts.uri)));
    }
    Ok(Ok(send(app, (generation, &content), &page, parts).await))
}

/// To the article's address. It may change with the title, so it is not to be kept.
fn moved(edition: &Edition, route: &Route, uri: &Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let to = format!("{}{query}", edition.href(route));
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, "no-cache".to_owned())];
    (StatusCode::MOVED_PERMANENTLY, headers).into_response()
}

/// Sends a page of a site at a generation that was just looked up.
pub(super) async fn send(
    app: &App,
    (generation, content): (u64, &SiteContent),
    page: &Page,
    parts: &Parts,
) -> Response {
    let whole = page.status == StatusCode::OK.as_u16();
    let pieces = &page.pieces;
    let mut response = if whole && reply::is_known(&parts.headers, pieces.etag()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let entry = entered_from_outside(&parts.headers);
        let origin = origin_of(app, &content.settings, parts).unwrap_or_default();
        let stamp = Stamp::now(app, (generation, content), page, (entry, origin)).await;
        let values = async |stamp: &Stamp| values(app, content, page, stamp).await;
        let (coded, body) = app.page_copies.body(pieces, (stamp, entry), &parts.headers, values).await;
        (coded, body).into_response()
    };
    if !whole {
        *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::NOT_FOUND);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(policy) = HeaderValue::from_maybe_shared(page.policy.clone()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if whole && let Ok(etag) = HeaderValue::from_str(pieces.etag()) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// Whether a page is asked for from another site, or by no link at all.
fn entered_from_outside(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from = text(header::REFERER).and_then(|from| from.split_once("://")?.1.split('/').next());
    from.is_none_or(|from| Some(from) != text(header::HOST))
}

/// When the database cannot be read: a page that says so, to be tried again.
pub(super) fn trouble(error: &StoreError) -> Response {
    tracing::error!(%error, "a page could not be made");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(KIND)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::RETRY_AFTER, TRY_AGAIN),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, render::no_database()).into_response()
}
