//! `GET /`: what a site is.

use axum::extract::{Request, State};
use bantin_api::Site;

use super::{Answer, Shared, origin::origin_of, params::Params, problem::HttpProblem, reply};

/// Answers the site's id, name, languages and categories, and where it is as far as that is known.
///
/// # Errors
/// When there is no such site.
pub async fn get(State(app): Shared, Params(site): Params<String>, request: Request) -> Answer {
    let content = app.content.site(&site).await?.ok_or_else(|| HttpProblem::no_site(&site))?;
    let (parts, _) = request.into_parts();
    let url =
        origin_of(&app, &content.settings, &parts).map(|origin| format!("{origin}{}", content.settings.base.as_str()));
    let site = Site { url, ..content.site.clone() };
    let body = serde_json::to_vec(&site).unwrap_or_default();
    let etag = reply::etag_of(&body);
    Ok(reply::fresh(&parts.headers, &etag, "application/json", || body.into()))
}
