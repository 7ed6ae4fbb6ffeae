//! Copies of bodies, compressed as they are asked for, kept for as long as the counts in them are the same.
//!
//! Compressing takes twenty times as long as sending. A copy is used only where it holds the very numbers that would
//! be filled in now, so counts are as exact as without it, and a visit costs one compression and empties nothing else.

use std::convert::Infallible;
use std::fmt::Display;
use std::sync::Arc;

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

/// How many bytes of compressed copies are kept.
const KEPT_COMPRESSED: u64 = 48 << 20;

/// How many bytes of others: they are larger, made sooner, and asked for by hardly any browser.
const KEPT_PLAIN: u64 = 24 << 20;

/// Smaller bodies are not worth compressing.
pub const WORTH_COMPRESSING: u64 = 1_024;

/// What a body is, but for what is filled in; which of several that come by turns; and how it is compressed.
type Key = (Arc<str>, bool, Option<Coding>);

#[derive(Clone, Debug)]
struct Copy<S> {
    stamp: S,
    bytes: Bytes,
}

#[derive(Clone)]
struct Weight;

impl<S: Clone> Weighter<Key, Copy<S>> for Weight {
    fn weight(&self, _: &Key, copy: &Copy<S>) -> u64 {
        u64::try_from(copy.bytes.len()).unwrap_or(u64::MAX).saturating_add(1_024)
    }
}

/// The copies of bodies whose holes are filled in by such stamps: a stamp is all that the values depend on.
pub struct Copies<S: Clone = Vec<u64>> {
    compressed: Cache<Key, Copy<S>, Weight>,
    plain: Cache<Key, Copy<S>, Weight>,
}

impl<S: Clone> Default for Copies<S> {
    fn default() -> Self {
        let kept = |bytes| Cache::with_weighter(4_096, bytes, Weight);
        Self { compressed: kept(KEPT_COMPRESSED), plain: kept(KEPT_PLAIN) }
    }
}

impl<S: Clone + PartialEq> Copies<S> {
    /// The body with the values of `stamp` in its holes, compressed as the client wants it, and its headers. A body that is
    /// not compressed has none. Stamps that come by turns have a `variant` each, so that none drives the other's copy out.
    pub async fn body<H, V: Display>(
        &self,
        pieces: &Pieces<H>,
        (stamp, variant): (S, bool),
        request: &HeaderMap,
        values: impl AsyncFnOnce(&S) -> Vec<V>,
    ) -> (HeaderMap, Bytes) {
        let long = u64::try_from(pieces.len()).unwrap_or(u64::MAX) >= WORTH_COMPRESSING;
        let coding = Coding::wanted(request).filter(|_| long);
        let key = (Arc::clone(pieces.etag_shared()), variant, coding);
        let copies = if coding.is_some() { &self.compressed } else { &self.plain };
        if let Some(copy) = copies.get(&key).filter(|copy| copy.stamp == stamp) {
            return (headers(coding), copy.bytes);
        }
        let body = pieces.fill(values(&stamp).await);
        let bytes = match coding {
            None => body,
            Some(coding) => match compressed(body.clone(), coding).await {
                Some(bytes) => bytes,
                None => return (HeaderMap::new(), body),
            },
        };
        if pieces.is_kept() {
            copies.insert(key, Copy { stamp, bytes: bytes.clone() });
        }
        (headers(coding), bytes)
    }
}

fn headers(coding: Option<Coding>) -> HeaderMap {
    let named = |coding: Coding| {
        [(header::CONTENT_ENCODING, coding.name()), (header::VARY, HeaderValue::from_name(header::ACCEPT_ENCODING))]
    };
    coding.map(named).into_iter().flatten().collect()
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
    async fn what_was_made_for_one_is_not_kept() {
        let copies = Copies::default();
        let pieces = Pieces::of_text("", 7, &"tin ".repeat(1_000));
        let of = async |pieces: &Pieces| {
            copies.body(pieces, (vec![1], false), &HeaderMap::new(), async |_| vec![1]).await;
            copies.plain.len() + copies.compressed.len()
        };
        assert_eq!(of(&pieces.clone().for_one()).await, 0);
        assert_eq!(of(&pieces).await, 1);
    }

    #[tokio::test]
    async fn a_copy_is_used_for_the_same_counts_only() {
        let copies = Copies::default();
        let pieces = Pieces::of_text("{\"views\":", 7, &format!(",\"text\":\"{}\"}}", "tin ".repeat(1_000)));
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let copy = async |stamp: u64| {
            copies.body(&pieces, (vec![stamp], false), &request, async |values| values.clone()).await
        };
        let (headers, first) = copy(1).await;
        assert_eq!(headers.get(header::CONTENT_ENCODING), Some(&HeaderValue::from_static("br")));
        let (_, again) = copy(1).await;
        assert_eq!(first.as_ptr(), again.as_ptr());
        let (_, other) = copy(2).await;
        assert_ne!(first, other);
    }
}
