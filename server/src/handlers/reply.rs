//! How bodies are sent: ETag and 304, and what may be kept how long.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::content::weak_etag;

/// JSON that is asked for again each time, and not sent again when it is the same.
#[must_use]
pub fn fresh(request: &HeaderMap, etag: &str, kind: &'static str, body: impl FnOnce() -> Bytes) -> Response {
    if is_known(request, etag) {
        unchanged(etag, kind)
    } else {
        whole(HeaderMap::new(), Body::from(body()), etag, kind)
    }
}

/// The client has it already.
#[must_use]
pub fn unchanged(etag: &str, kind: &'static str) -> Response {
    tagged(StatusCode::NOT_MODIFIED.into_response(), etag, kind)
}

/// All of it, under these headers and those that tell when it is the same.
#[must_use]
pub fn whole(headers: HeaderMap, body: Body, etag: &str, kind: &'static str) -> Response {
    tagged((headers, body).into_response(), etag, kind)
}

fn tagged(mut response: Response, etag: &str, kind: &'static str) -> Response {
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// JSON that is another each time.
#[must_use]
pub fn now(body: impl serde::Serialize) -> Response {
    let mut response = serde_json::to_vec(&body).unwrap_or_default().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// Whether the client has these bytes already (`If-None-Match`, compared weakly).
#[must_use]
pub fn is_known(request: &HeaderMap, etag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let wanted = plain(etag);
    let tags = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|value| value.split(',')).any(|tag| tag.trim() == "*" || plain(tag) == wanted)
}

/// The ETag of bytes.
#[must_use]
pub fn etag_of(bytes: &[u8]) -> String {
    weak_etag(Sha256::new_with_prefix(bytes))
}
