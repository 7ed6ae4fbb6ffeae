//! Files that articles show, and pictures among them in sizes: their names are their contents, so they never change.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use super::{Answer, App, Shared, params::Params, problem::HttpProblem};
use crate::importing::{MEDIA_TYPES, is_handed_on};
use crate::pictures::{Found, Name, Size, is_hash};
use crate::settings::is_site_id;

/// A picture that is a document of its own may still carry a script: it gets a room without doors.
const SVG_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Long enough that a damaged picture is not asked for with every page, short enough that a mended server is noticed.
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Answers a file, or a part of it; a picture in a size that was never asked for is made first.
///
/// # Errors
/// When there is none.
pub async fn get(State(app): Shared, Params((site, file)): Params<(String, String)>, request: Request) -> Answer {
    if !is_site_id(&site) {
        return Err(none());
    }
    if is_handed_on(&file) {
        return handed_on(&app, site, file, request).await;
    }
    if let Some(name) = Name::parse(&file) {
        let kind = if name.size == Size::Preview { "image/jpeg" } else { "image/webp" };
        return match app.sizes.get(&site, name).await {
            Found::Size(path) => send(path, kind, request).await,
            Found::Original(original) => Ok(as_it_is(&original)),
            Found::Nothing => Err(none()),
        };
    }
    let kind = kind(&file).ok_or_else(none)?;
    let path = app.settings.server.data.join("media").join(site).join(&file);
    send(path, kind, request).await
}

/// Answers a file that stays at its source. It may become another one there.
async fn handed_on(app: &Arc<App>, site: String, file: String, request: Request) -> Answer {
    let (content, of, name) = (Arc::clone(&app.content), site.clone(), file.clone());
    let found = tokio::task::spawn_blocking(move || content.handed_on(&of, &name)).await;
    let address = found.map_err(|_| none())?.map_err(HttpProblem::from)?.ok_or_else(none)?;
    let found = match app.handing.get(&site, &file, &address).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(site, address, %error, "a file cannot be handed on");
            return Err(HttpProblem::new(StatusCode::BAD_GATEWAY, "the source of this file does not give it"));
        }
    };
    let mut response = send(found.path, found.kind, request).await?;
    response.headers_mut().insert(header::CACHE_CONTROL, AN_HOUR);
    Ok(response)
}

fn none() -> HttpProblem {
    HttpProblem::missing("there is no such file")
}

/// Leads to the picture itself, which lies beside its sizes whatever the site's base is.
fn as_it_is(original: &str) -> Response {
    let mut response = StatusCode::FOUND.into_response();
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(original).map(|to| (header::LOCATION, to)));
    headers.insert(header::CACHE_CONTROL, AN_HOUR);
    for_all(headers);
    response
}

fn for_all(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

async fn send(path: std::path::PathBuf, kind: &'static str, request: Request) -> Answer {
    let sent = ServeFile::new(path).oneshot(request).await;
    let mut response = match sent {
        Ok(response) if response.status().is_success() || response.status().is_redirection() => response.map(Body::new),
        Ok(response) if response.status().as_u16() == 416 => return Ok(response.map(Body::new).into_response()),
        _ => return Err(none()),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    for_all(headers);
    if kind == "image/svg+xml" {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SVG_POLICY));
        // Opened by itself it is kept, not shown: pages show it as a picture all the same.
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Ok(response)
}

/// What a file is sent as, by a name that an import may have made: 16 hexadecimal digits and a known ending.
fn kind(file: &str) -> Option<&'static str> {
    let (hash, extension) = file.split_once('.')?;
    MEDIA_TYPES.iter().find(|(known, _)| is_hash(hash) && *known == extension).map(|(_, kind)| *kind)
}
