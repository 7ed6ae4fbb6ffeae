//! What belongs into the holes of a document: all that is not the same for everybody who asks.

/// Something that is filled in when a document is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Scheme and host of the site.
    Origin,
    /// The views of this article.
    Views(u64),
}
