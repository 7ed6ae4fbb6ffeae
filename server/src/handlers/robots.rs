//! `robots.txt`.

use axum::extract::{Request, State};

use super::{Answer, Shared, documents, reply};
use crate::machines;
use crate::staff::pages;

/// Answers what robots may read, and where the sitemaps are.
///
/// # Errors
/// When there is no site.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let site = documents::site_of(&app, &parts).await?;
    let base = site.settings.base.as_str();
    let root = format!("{}{base}", documents::known_origin(&app, &site, &parts)?);
    let text = machines::robots(&root, base, &site.site.id, &pages::folders(&site.settings.addresses()));
    let etag = reply::etag_of(text.as_bytes());
    Ok(reply::fresh(&parts.headers, &etag, "text/plain; charset=utf-8", || text.into()))
}
