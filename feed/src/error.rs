//! Why a whole document could not be read as a feed.

use std::fmt;

/// Why no article at all could be taken from a document. Single bad items are not errors: see
/// [`Refused`](crate::Refused).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedError {
    /// The bytes are not UTF-8, the one encoding of JSON (RFC 8259, section 8.1).
    Encoding {
        /// Byte from the start of the document, from 0, that is the first wrong one.
        offset: usize,
        /// What the encoding may be instead.
        guess: &'static str,
    },
    /// The text breaks off or is not JSON (RFC 8259).
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Byte in that line, from 1.
        column: usize,
        /// The text ended where more had to come: a broken download.
        cut_off: bool,
        /// What the parser says, with the place.
        reason: String,
    },
    /// The document is something else, told by its beginning.
    NoFeed {
        /// What it looks like: `an HTML page`.
        looks_like: &'static str,
    },
    /// The document is a JSON object but lacks what makes it a feed.
    MissingKey {
        /// The key that is missing or not what it has to be.
        key: &'static str,
        /// The keys that the object has instead, separated by commas, at most eight.
        found: String,
    },
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { offset, guess } => write!(
                f,
                "the document is not UTF-8: the byte at offset {offset} does not fit ({guess}); \
                 have it saved or served as UTF-8"
            ),
            Self::NotJson { cut_off: true, reason, .. } => {
                write!(f, "the document breaks off: {reason}; fetch the whole of it again")
            }
            Self::NotJson { reason, .. } => {
                write!(f, "not JSON: {reason}; correct the document there or give the address of a feed")
            }
            Self::NoFeed { looks_like } => {
                write!(f, "not a feed: this is {looks_like}; give the address of the feed itself")
            }
            Self::MissingKey { key, found } => write!(
                f,
                "not a JSON Feed: {key} is missing or not as jsonfeed.org has it (keys found: {found}); \
                 give the address of a JSON Feed"
            ),
        }
    }
}

impl std::error::Error for FeedError {}
