//! Compressed copies of bodies, kept for as long as the counts in them are the same.
//!
//! Compressing takes twenty times as long as sending. A copy is used only where it holds the very numbers that would
//! be filled in now, so counts are as exact as without it, and a visit costs one compression and empties nothing else.

use std::convert::Infallible;
use std::fmt::Display;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, Response, header};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tower::{ServiceExt as _, service_fn};
use tower_http::compression::Compression;

use super::coding::Coding;
use crate::content::Pieces;

/// How many bytes of copies are kept.
const KEPT_BYTES: u64 = 48 << 20;

/// Smaller bodies are not worth compressing.
pub const WORTH_COMPRESSING: u64 = 1_024;

/// What a body is, but for what is counted, and how it is compressed.
type Key = (String, Coding);

#[derive(Clone, Debug)]
struct Copy<V> {
    values: Box<[V]>,
    bytes: Bytes,
}

#[derive(Clone)]
struct Weight;

impl<V: Clone> Weighter<Key, Copy<V>> for Weight {
    fn weight(&self, _: &Key, copy: &Copy<V>) -> u64 {
        u64::try_from(copy.bytes.len() + size_of_val(&*copy.values)).unwrap_or(u64::MAX).saturating_add(256)
    }
}

/// The copies of bodies with such values in their holes.
pub struct Copies<V: Clone = u64>(Cache<Key, Copy<V>, Weight>);

impl<V: Clone> Default for Copies<V> {
    fn default() -> Self {
        Self(Cache::with_weighter(4_096, KEPT_BYTES, Weight))
    }
}

impl<V: Clone + Display + PartialEq> Copies<V> {
    /// The parts of the body with `values` in its holes, compressed as the client wants it, and its headers. A body that is
    /// not compressed has none. Values that come by turns have a `variant` each, so that none drives the other's copy out.
    pub async fn body<H>(
        &self,
        pieces: &Pieces<H>,
        values: Vec<V>,
        variant: &str,
        request: &HeaderMap,
    ) -> (HeaderMap, Vec<Bytes>) {
        let long = u64::try_from(pieces.len()).unwrap_or(u64::MAX) >= WORTH_COMPRESSING;
        let Some(coding) = Coding::wanted(request).filter(|_| long) else {
            return (HeaderMap::new(), pieces.parts(values));
        };
        let key = (format!("{}{variant}", pieces.etag()), coding);
        let bytes = match self.0.get(&key).filter(|copy| *copy.values == *values) {
            Some(copy) => copy.bytes,
            None => {
                let body = pieces.fill(&values);
                let Some(bytes) = compressed(body.clone(), coding).await else {
                    return (HeaderMap::new(), vec![body]);
                };
                self.0.insert(key, Copy { values: values.into(), bytes: bytes.clone() });
                bytes
            }
        };
        let coded = [
            (header::CONTENT_ENCODING, coding.name()),
            (header::VARY, HeaderValue::from_name(header::ACCEPT_ENCODING)),
        ];
        (coded.into_iter().collect(), vec![bytes])
    }
}

/// By the very coder that compresses every other answer.
async fn compressed(body: Bytes, coding: Coding) -> Option<Bytes> {
    let whole = service_fn(|request: Request<Body>| async { Ok::<_, Infallible>(Response::new(request.into_body())) });
    let mut request = Request::new(Body::from(body));
    request.headers_mut().insert(header::ACCEPT_ENCODING, coding.name());
    let response = match Compression::new(whole).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    response.into_body().collect().await.ok().map(http_body_util::Collected::to_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_copy_is_used_for_the_same_counts_only() {
        let copies = Copies::default();
        let pieces = Pieces::of_text("{\"views\":", 7, &format!(",\"text\":\"{}\"}}", "tin ".repeat(1_000)));
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let (headers, first) = copies.body(&pieces, vec![1], "", &request).await;
        assert_eq!(headers.get(header::CONTENT_ENCODING), Some(&HeaderValue::from_static("br")));
        let (_, again) = copies.body(&pieces, vec![1], "", &request).await;
        let place = |parts: &[Bytes]| parts.first().map(|part| part.as_ptr());
        assert_eq!(place(&first), place(&again));
        let (_, other) = copies.body(&pieces, vec![2], "", &request).await;
        assert_ne!(first, other);
    }
}
