//! A body as pieces of bytes with holes: the views of articles are filled in as it is sent.
//!
//! Counts are in no cache and no ETag: otherwise each visit would empty every cache.

use bytes::{BufMut as _, Bytes, BytesMut};
use sha2::{Digest as _, Sha256};

/// Holes, at most, in a body that is sent in parts. Beyond that the system takes it in several goes.
const FEW_HOLES: usize = 4;

/// Bytes, each but the last followed by the views of an article.
#[derive(Clone, Debug)]
pub struct Pieces {
    before: Vec<(Bytes, u64)>,
    last: Bytes,
    etag: String,
}

/// Numbers that stand for views while a body is made: nothing that comes from outside knows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holes(u64);

impl Holes {
    /// Another set for every body.
    pub(super) fn new() -> Self {
        let mut random = [0; 8];
        // Without randomness a guessable number still only makes a body's own text look odd.
        let _ = getrandom::fill(&mut random);
        // All of 16 digits, so below 2^53 and of one length.
        Self(2_000_000_000_000_000 + u64::from_le_bytes(random) % 7_000_000_000_000_000 / 1_000 * 1_000)
    }

    /// What is written for the article at `place` of the body.
    pub(super) fn number(self, place: usize) -> u64 {
        self.0 + u64::try_from(place).unwrap_or(0)
    }
}

/// The ETag of what was hashed. Weak: the same article is the same with other views, and compressed or not.
#[must_use]
pub fn weak_etag(hashed: Sha256) -> String {
    let hex: String = hashed.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

impl Pieces {
    /// Cuts `body` at the numbers that stand for the views of `articles`.
    pub(super) fn cut(body: String, holes: Holes, articles: &[u64]) -> Self {
        let body = Bytes::from(body);
        let mut etag = Sha256::new();
        let (mut before, mut from) = (Vec::new(), 0);
        for (place, article) in articles.iter().enumerate() {
            let number = holes.number(place).to_string();
            let rest = body.get(from..).unwrap_or_default();
            let Some(at) = find(rest, number.as_bytes()) else { continue };
            let piece = body.slice(from..from + at);
            etag.update(&piece);
            before.push((piece, *article));
            from += at + number.len();
        }
        let last = body.slice(from..);
        etag.update(&last);
        Self { before, last, etag: weak_etag(etag) }
    }

    /// A body with one hole.
    #[cfg(test)]
    pub fn of_text(before: &str, article: u64, after: &str) -> Self {
        let holes = Holes::new();
        Self::cut(format!("{before}{}{after}", holes.number(0)), holes, &[article])
    }

    /// The articles whose views belong into the holes, in their order.
    pub fn articles(&self) -> impl Iterator<Item = u64> {
        self.before.iter().map(|(_, article)| *article)
    }

    /// The body with `views` in its holes.
    #[must_use]
    pub fn fill(&self, views: impl IntoIterator<Item = u64>) -> Bytes {
        if self.before.is_empty() {
            return self.last.clone();
        }
        let mut body = BytesMut::with_capacity(self.len() + self.before.len() * 8);
        let mut views = views.into_iter();
        for (piece, _) in &self.before {
            body.put_slice(piece);
            body.put_slice(views.next().unwrap_or(0).to_string().as_bytes());
        }
        body.put_slice(&self.last);
        body.freeze()
    }

    /// The same in parts to be sent one after the other: where there are few holes, nothing long is copied.
    #[must_use]
    pub fn parts(&self, views: impl IntoIterator<Item = u64>) -> Vec<Bytes> {
        if self.before.len() > FEW_HOLES {
            return vec![self.fill(views)];
        }
        let mut parts = Vec::with_capacity(2 * FEW_HOLES + 1);
        let mut views = views.into_iter();
        for (piece, _) in &self.before {
            parts.extend([piece.clone(), Bytes::from(views.next().unwrap_or(0).to_string())]);
        }
        parts.push(self.last.clone());
        parts
    }

    /// The same for as long as everything but the views is the same.
    #[must_use]
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// Bytes without the views.
    #[must_use]
    pub fn len(&self) -> usize {
        self.before.iter().map(|(piece, _)| piece.len()).sum::<usize>() + self.last.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_filled_in_and_leave_the_etag_alone() {
        let holes = Holes::new();
        let body = format!("[{},{}]", holes.number(0), holes.number(1));
        let pieces = Pieces::cut(body, holes, &[7, 8]);
        assert_eq!(pieces.articles().collect::<Vec<_>>(), [7, 8]);
        assert_eq!(pieces.fill([12, 3]), "[12,3]");
        assert_eq!(pieces.parts([12, 3]).concat(), b"[12,3]");
        let others = Holes::new();
        let same = Pieces::cut(format!("[{},{}]", others.number(0), others.number(1)), others, &[7, 8]);
        assert_eq!(same.etag(), pieces.etag());
    }
}
