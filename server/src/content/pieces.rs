//! A body as pieces of bytes with holes: what is counted is filled in as it is sent.
//!
//! Counts are in no cache and no ETag: otherwise each visit would empty every cache.

use std::fmt::Display;
use std::sync::Arc;

use bytes::{BufMut as _, Bytes, BytesMut};
use sha2::{Digest as _, Sha256};

/// Bytes, each but the last followed by a hole. What belongs into a hole `H` says: in the JSON of articles it is the id of
/// the article whose views are wanted.
#[derive(Clone, Debug)]
pub struct Pieces<H = u64> {
    before: Vec<(Bytes, H)>,
    last: Bytes,
    etag: Arc<str>,
    is_kept: bool,
}

/// Numbers that stand for views while a body is made: nothing that comes from outside knows them.
#[derive(Clone, Copy, Debug)]
pub struct Holes(u64);

impl Holes {
    /// Another set for every body.
    #[must_use]
    pub fn fresh() -> Self {
        let mut random = [0; 8];
        // Without randomness a guessable number still only makes a body's own text look odd.
        let _ = getrandom::fill(&mut random);
        // All of 16 digits, so below 2^53 and of one length.
        Self(2_000_000_000_000_000 + u64::from_le_bytes(random) % 7_000_000_000_000_000 / 1_000 * 1_000)
    }

    /// What is written for the article at `place` of the body.
    #[must_use]
    pub fn number(self, place: usize) -> u64 {
        self.0 + u64::try_from(place).unwrap_or(0)
    }
}

/// A text that stands for holes while a body is made: nothing that comes from outside knows it, and no escaping changes it.
#[derive(Clone, Debug)]
pub struct Marks(String);

/// Digits behind a mark.
const PLACE: usize = 2;

impl Marks {
    /// Another text for every body.
    #[must_use]
    pub fn fresh() -> Self {
        let mut random = [0; 16];
        // Without randomness a guessable text still only makes a body's own text look odd.
        let _ = getrandom::fill(&mut random);
        Self(random.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What is written for the hole at `place` of those handed to [`Pieces::cut_at`]: at most 99.
    #[must_use]
    pub fn at(&self, place: usize) -> String {
        format!("{}{place:0width$}", self.0, width = PLACE)
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
        let mut rest = articles.iter().enumerate();
        Self::cut_where(body, |body| {
            rest.find_map(|(place, article)| {
                let number = holes.number(place).to_string();
                Some((find(body, number.as_bytes())?, number.len(), *article))
            })
        })
    }

    /// A body with one hole.
    #[cfg(test)]
    pub fn of_text(before: &str, article: u64, after: &str) -> Self {
        let holes = Holes::fresh();
        Self::cut(format!("{before}{}{after}", holes.number(0)), holes, &[article])
    }

    /// The articles whose views belong into the holes, in their order.
    pub fn articles(&self) -> impl Iterator<Item = u64> {
        self.holes().copied()
    }
}

impl<H> Pieces<H> {
    /// Cuts `body` wherever one of `marks` stands, at the hole of its place.
    #[must_use]
    pub fn cut_at(body: String, marks: &Marks, holes: &[H]) -> Self
    where
        H: Clone,
    {
        Self::cut_where(body, |body| {
            let at = find(body, marks.0.as_bytes())?;
            let place = body.get(at + marks.0.len()..)?.get(..PLACE)?;
            let place: usize = std::str::from_utf8(place).ok()?.parse().ok()?;
            Some((at, marks.0.len() + PLACE, holes.get(place)?.clone()))
        })
    }

    /// Cuts `body` at what `next` finds in its rest: where, how many bytes of it go, and what belongs there.
    fn cut_where(body: String, mut next: impl FnMut(&[u8]) -> Option<(usize, usize, H)>) -> Self {
        let body = Bytes::from(body);
        let mut etag = Sha256::new();
        let (mut before, mut from) = (Vec::new(), 0);
        while let Some((at, length, hole)) = next(body.get(from..).unwrap_or_default()) {
            let piece = body.slice(from..from + at);
            etag.update(&piece);
            before.push((piece, hole));
            from += at + length;
        }
        let last = body.slice(from..);
        etag.update(&last);
        Self { before, last, etag: weak_etag(etag).into(), is_kept: true }
    }

    /// The same, made for one who asks and kept in no cache.
    #[must_use]
    pub fn for_one(self) -> Self {
        Self { is_kept: false, ..self }
    }

    /// Whether it may be kept for others who ask.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// What belongs into the holes, in their order.
    pub fn holes(&self) -> impl Iterator<Item = &H> {
        self.before.iter().map(|(_, hole)| hole)
    }

    /// The body with `values` in its holes; nothing in those that are left over.
    #[must_use]
    pub fn fill(&self, values: impl IntoIterator<Item = impl Display>) -> Bytes {
        if self.before.is_empty() {
            return self.last.clone();
        }
        let mut body = BytesMut::with_capacity(self.len() + self.before.len() * 8);
        let mut values = values.into_iter();
        for (piece, _) in &self.before {
            body.put_slice(piece);
            if let Some(value) = values.next() {
                body.put_slice(value.to_string().as_bytes());
            }
        }
        body.put_slice(&self.last);
        body.freeze()
    }

    /// The same for as long as everything but the views is the same.
    #[must_use]
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// The same, to be kept.
    #[must_use]
    pub fn etag_shared(&self) -> &Arc<str> {
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
        let holes = Holes::fresh();
        let body = format!("[{},{}]", holes.number(0), holes.number(1));
        let pieces = Pieces::cut(body, holes, &[7, 8]);
        assert_eq!(pieces.articles().collect::<Vec<_>>(), [7, 8]);
        assert_eq!(pieces.fill([12, 3]), "[12,3]");
        let others = Holes::fresh();
        let same = Pieces::cut(format!("[{},{}]", others.number(0), others.number(1)), others, &[7, 8]);
        assert_eq!(same.etag(), pieces.etag());
    }

    #[test]
    fn what_is_marked_is_filled_in_wherever_it_stands() {
        let marks = Marks::fresh();
        let body = format!("<{}|{}|{}>", marks.at(1), marks.at(0), marks.at(1));
        let pieces = Pieces::cut_at(body, &marks, &["a", "b"]);
        assert_eq!(pieces.holes().copied().collect::<Vec<_>>(), ["b", "a", "b"]);
        assert_eq!(pieces.fill(pieces.holes()), "<b|a|b>");
        assert_eq!(Pieces::cut_at("x".to_owned(), &marks, &[0]).fill([1]), "x");
    }
}
