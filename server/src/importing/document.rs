//! One document: from a file or an address, as bytes.

use std::path::{Path, PathBuf};

use url::Url;

use super::local;
pub use crate::fetch::Asked;
use crate::fetch::{Answer, FetchError, Fetcher};

/// The most bytes of a document, as of anything fetched.
const MOST: u64 = crate::fetch::MOST_BYTES;

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// On the web.
    Web(Url),
}

impl Place {
    /// What a user wrote: an address if it begins like one, else a file.
    ///
    /// # Errors
    /// When it begins like an address and is none.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            let wrong =
                |error: url::ParseError| DocumentError::Address { text: text.to_owned(), reason: error.to_string() };
            return Ok(Self::Web(Url::parse(text).map_err(wrong)?));
        }
        Ok(Self::File(PathBuf::from(text)))
    }

    /// The place that a document here names as its next page.
    pub(super) fn next(&self, address: &str) -> Option<Self> {
        match (self, local::reference(address)) {
            (Self::File(path), Some(reference)) => {
                let name = local::name(&reference)?;
                Some(Self::File(path.parent().unwrap_or(Path::new("")).join(name)))
            }
            (Self::Web(_), Some(_)) => None,
            (_, None) => match Url::parse(address) {
                Ok(url) if matches!(url.scheme(), "http" | "https") => Some(Self::Web(url)),
                _ => None,
            },
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Web(url) => url.fmt(f),
        }
    }
}

/// A document's bytes.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it was found at last.
    pub place: Place,
    /// What addresses in it are relative to.
    pub base: String,
    /// As they came.
    pub bytes: Vec<u8>,
    /// How many pages there are of it, where the answer said so (WordPress' `X-WP-TotalPages`).
    pub pages: Option<u64>,
    /// The `ETag` and `Last-Modified` that it came with.
    pub validators: (Option<String>, Option<String>),
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// What looks like an address is none.
    #[error("{text} is no address: {reason}")]
    Address {
        /// What was given.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file is too large.
    #[error("{}: larger than {} MB", path.display(), MOST >> 20)]
    Large {
        /// Which.
        path: PathBuf,
    },
    /// The address gave nothing.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

impl Document {
    /// Reads or fetches what is at `place`; `None` where it is what was there the last time.
    ///
    /// # Errors
    /// When it cannot be had.
    pub async fn ask(place: &Place, asked: &Asked, fetcher: &Fetcher) -> Result<Option<Self>, DocumentError> {
        match place {
            Place::File(path) => {
                let fail = |error| DocumentError::File { path: path.clone(), error };
                let size = std::fs::metadata(path).map_err(fail)?.len();
                if size > MOST {
                    return Err(DocumentError::Large { path: path.clone() });
                }
                let bytes = std::fs::read(path).map_err(fail)?;
                let base = local::BASE.to_owned();
                Ok(Some(Self { place: place.clone(), base, bytes, pages: None, validators: (None, None) }))
            }
            Place::Web(url) => {
                let Answer::Whole(fetched) = fetcher.ask(url.clone(), asked).await? else { return Ok(None) };
                let header = |name| Some(fetched.headers.get(name)?.to_str().ok()?.to_owned());
                let pages = header("x-wp-totalpages").and_then(|pages| pages.parse().ok());
                let validators = (header("etag"), header("last-modified"));
                let (base, place) = (fetched.address.to_string(), Place::Web(fetched.address.clone()));
                Ok(Some(Self { place, base, bytes: fetched.bytes, pages, validators }))
            }
        }
    }
}
