//! `/khung/{site}/tin` and `/khung/{site}/bo-dem`: pages for frames on other hosts' pages.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bantin_api::Language;

use super::pages::{send, trouble};
use super::{Answer, Shared, params::Params};
use crate::handlers::App;
use crate::render::frame::{self, Frame, Kind, Plain, Refused};
use crate::store::StoreError;

/// The frame's script, as the client's build knows it.
const SCRIPT: &str = "frame.js";

/// Answers the news of a site.
///
/// # Errors
/// When the path cannot be read.
pub async fn news(State(app): Shared, Params(site): Params<String>, request: Request) -> Answer {
    Ok(answer(&app, &site, Kind::News, request).await)
}

/// Answers the numbers of a site, or of an article.
///
/// # Errors
/// When the path cannot be read.
pub async fn counter(State(app): Shared, Params(site): Params<String>, request: Request) -> Answer {
    Ok(answer(&app, &site, Kind::Counter, request).await)
}

async fn answer(app: &App, site: &str, kind: Kind, request: Request) -> Response {
    let mut response = page(app, site, kind, request).await.unwrap_or_else(|error| trouble(&error));
    let headers = response.headers_mut();
    // A host that is isolated from other origins frames only what says this of itself. Pictures then come without cookies.
    let isolated = HeaderValue::from_static(if kind == Kind::News { "credentialless" } else { "require-corp" });
    headers.insert(HeaderName::from_static("cross-origin-embedder-policy"), isolated);
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("cross-origin"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}

async fn page(app: &App, site: &str, kind: Kind, request: Request) -> Result<Response, StoreError> {
    let (parts, _) = request.into_parts();
    let Some((generation, content)) = app.content.site_now(site).await? else {
        return Ok(said(frame::notice(None, &Refused::Site(site.to_owned()), Language::Vi)));
    };
    let own = content.site.languages.first().copied().unwrap_or_default();
    let (shown, language) = match Frame::read(kind, parts.uri.query().unwrap_or_default(), &content.site) {
        Ok(frame) => {
            let language = frame.language;
            (app.pages.frame(generation, &content, frame, app.client.hashed(SCRIPT)).await?, language)
        }
        Err(wrong) => (Err(Refused::Wrong(wrong)), own),
    };
    Ok(match shown {
        Ok(page) => send(app, (generation, &content), &page, &parts).await,
        Err(refused) => said(frame::notice(Some(&content.settings), &refused, language)),
    })
}

fn said(plain: Plain) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_SECURITY_POLICY, plain.policy),
    ];
    (StatusCode::from_u16(plain.status).unwrap_or(StatusCode::NOT_FOUND), headers, plain.html).into_response()
}
