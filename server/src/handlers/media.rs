//! Files taken over from beside a feed: their names are their contents, so they never change.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use super::{Answer, Shared, params::Params, problem::HttpProblem};
use crate::importing::MEDIA_TYPES;
use crate::settings::is_site_id;

/// A picture that is a document of its own may still carry a script: it gets a room without doors.
const SVG_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// Answers a file, or a part of it.
///
/// # Errors
/// When there is none.
pub async fn get(State(app): Shared, Params((site, file)): Params<(String, String)>, request: Request) -> Answer {
    let kind =
        kind(&file).filter(|_| is_site_id(&site)).ok_or_else(|| HttpProblem::missing("there is no such file"))?;
    let path = app.settings.server.data.join("media").join(site).join(&file);
    let sent = ServeFile::new(path).oneshot(request).await;
    let mut response = match sent {
        Ok(response) if response.status().is_success() || response.status().is_redirection() => response.map(Body::new),
        Ok(response) if response.status().as_u16() == 416 => return Ok(response.map(Body::new).into_response()),
        _ => return Err(HttpProblem::missing("there is no such file")),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if kind == "image/svg+xml" {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SVG_POLICY));
    }
    Ok(response)
}

/// What a file is sent as, by a name that an import may have made: 16 hexadecimal digits and a known ending.
fn kind(file: &str) -> Option<&'static str> {
    let (hash, extension) = file.split_once('.')?;
    let made = hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    MEDIA_TYPES.iter().find(|(known, _)| made && *known == extension).map(|(_, kind)| *kind)
}
