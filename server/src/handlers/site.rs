//! `GET /`: what a site is.

use axum::extract::State;
use axum::http::HeaderMap;

use super::{Answer, Shared, params::Params, problem::HttpProblem, reply};

/// Answers the site's id, name, languages and categories.
///
/// # Errors
/// When there is no such site.
pub async fn get(State(app): Shared, Params(site): Params<String>, headers: HeaderMap) -> Answer {
    let content = app.content.site(&site).await?.ok_or_else(|| HttpProblem::no_site(&site))?;
    Ok(reply::fresh(&headers, content.body.etag(), "application/json", || content.body.fill([0_u64; 0])))
}
