//! `GET /visits/{token}`: the picture in a page by which a reader without script is counted.
//!
//! Its address can only be had from a page that was sent; the page itself, fetched by whatever, counts nothing.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use bantin_api::Visit;

use super::{Answer, Shared, params::Params, problem::HttpProblem, visits};

/// A GIF of one transparent pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

/// Counts the page that named this picture, and answers it once that is on disk.
///
/// # Errors
/// When no page of the last day named it, or the visit was not counted.
pub async fn get(State(app): Shared, Params((site, token)): Params<(String, String)>, request: Request) -> Answer {
    if !app.counter.knows(&site).await? {
        return Err(HttpProblem::no_site(&site));
    }
    let shown = app.counter.shown(&site, &token).await?;
    let shown = shown.ok_or_else(|| HttpProblem::missing("no page that was sent today names this picture"))?;
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| HttpProblem::later(format!("the visit has no id: {error}"), 5))?;
    // A visitor's reload within half an hour is no new view, as with script: each loading is a delivery of its own.
    let id = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let visit = Visit { id, article: shown.article, entry: Some(shown.entry), from: None };
    let (parts, _) = request.into_parts();
    visits::store(&app, &app.settings.site(&site), &visit, &parts).await?;
    let mut response = PIXEL.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/gif"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
