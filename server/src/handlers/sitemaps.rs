//! The sitemap, its files where it is long, and the sitemap of the news.

use axum::extract::{Request, State};
use axum::http::request::Parts;

use super::{Answer, Shared, documents};
use crate::handlers::App;
use crate::machines::{Part, Wanted};

const KIND: &str = "application/xml; charset=utf-8";

/// Answers the sitemap, or the list of its files.
///
/// # Errors
/// When there is no site.
pub async fn whole(State(app): Shared, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    part(&app, Part::Whole, &parts).await
}

/// Answers a file of the sitemap.
///
/// # Errors
/// When there is no such file.
pub async fn part(app: &App, part: Part, parts: &Parts) -> Answer {
    let site = documents::site_of(app, parts).await?;
    documents::send(app, parts, &site, Wanted::Sitemap(part), KIND).await
}

/// Answers the sitemap of what was published within the last two days.
///
/// # Errors
/// When there is no site.
pub async fn news(State(app): Shared, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let site = documents::site_of(&app, &parts).await?;
    documents::send(&app, &parts, &site, Wanted::News(app.clock.now().div_euclid(60)), KIND).await
}
