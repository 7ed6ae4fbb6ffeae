//! The web app manifest.

use axum::extract::{Request, State};

use super::{Answer, Shared, documents, reply};
use crate::machines;

/// Answers how the site looks on a home screen.
///
/// # Errors
/// When there is no site.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let site = documents::site_of(&app, &parts).await?;
    let text = machines::manifest(&site).to_string();
    let etag = reply::etag_of(text.as_bytes());
    Ok(reply::fresh(&parts.headers, &etag, "application/manifest+json", || text.into()))
}
