//! A body that is sent in parts as they lie in memory: putting them together would copy every article for every reader.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

/// The parts that are still to be sent.
struct Parts(std::vec::IntoIter<Bytes>);

/// A body of these parts, whose length is known.
pub fn body(parts: Vec<Bytes>) -> Body {
    Body::new(Parts(parts.into_iter()))
}

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.next().map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_slice().is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let left: usize = self.0.as_slice().iter().map(Bytes::len).sum();
        SizeHint::with_exact(u64::try_from(left).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    #[tokio::test]
    async fn the_parts_are_one_body_of_known_length() {
        let parts = vec![Bytes::from_static(b"a"), Bytes::from_static(b"23"), Bytes::from_static(b"b")];
        let body = body(parts);
        assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(4), false));
        assert_eq!(body.collect().await.unwrap().to_bytes(), "a23b");
    }
}
