//! The formats that are read. A new one is one file, one variant of [`Format`] and one line of `KNOWN`.

use crate::{FeedError, Reading, json_feed};
use std::fmt;
use std::str::FromStr;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// To be told from the bytes.
    #[default]
    Auto,
    /// JSON Feed 1.0 or 1.1 (jsonfeed.org).
    JsonFeed,
}

type Reader<T> = fn(&[u8], Option<&str>) -> Result<T, FeedError>;

/// A format as this crate knows it.
struct Known {
    format: Format,
    name: &'static str,
    /// Whether a document of unknown format is taken for this one.
    begins: fn(&[u8]) -> bool,
    read: Reader<Reading>,
    #[cfg(not(target_arch = "wasm32"))]
    read_with_raw: Reader<(Reading, Vec<String>)>,
}

/// Asked in this order; the last one also takes what none of them claims, and so names what is wrong
/// with it.
const KNOWN: [Known; 1] = [Known {
    format: Format::JsonFeed,
    name: "jsonfeed",
    begins: json_feed::begins,
    read: json_feed::read_json_feed,
    #[cfg(not(target_arch = "wasm32"))]
    read_with_raw: json_feed::read_with_raw,
}];

impl Format {
    fn known(self, bytes: &[u8]) -> &'static Known {
        const LAST: &Known = {
            let [.., last] = &KNOWN;
            last
        };
        KNOWN
            .iter()
            .find(|known| match self {
                Self::Auto => (known.begins)(bytes),
                format => known.format == format,
            })
            .unwrap_or(LAST)
    }
}

/// Reads a document of `format`, which came from the address `base` (see
/// [`read_json_feed`](crate::read_json_feed)).
///
/// # Errors
/// The document as a whole is no feed. Single items that cannot be taken are in
/// [`Reading::refused`].
pub fn read(bytes: &[u8], format: Format, base: Option<&str>) -> Result<Reading, FeedError> {
    (format.known(bytes).read)(bytes, base)
}

/// Like [`read`], and also the source text of each item taken, in the order of `feed.items`, byte for
/// byte as it came. Natively only: it is what an importer keeps.
///
/// # Errors
/// Those of [`read`].
#[cfg(not(target_arch = "wasm32"))]
pub fn read_with_raw(bytes: &[u8], format: Format, base: Option<&str>) -> Result<(Reading, Vec<String>), FeedError> {
    (format.known(bytes).read_with_raw)(bytes, base)
}

impl fmt::Display for Format {
    /// The name that is read back: `auto`, `jsonfeed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = KNOWN.iter().find(|known| known.format == *self);
        f.write_str(known.map_or("auto", |known| known.name))
    }
}

/// The name of a format that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads `auto` or `jsonfeed`; case and hyphens do not matter.
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let name = text.trim().to_ascii_lowercase().replace('-', "");
        if name == "auto" {
            return Ok(Self::Auto);
        }
        let known = KNOWN.iter().find(|known| known.name == name);
        known.map(|known| known.format).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown format {:?}; known are auto", self.0)?;
        KNOWN.iter().try_for_each(|known| write!(f, ", {}", known.name))
    }
}

impl std::error::Error for UnknownFormat {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for format in [Format::Auto, Format::JsonFeed] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("JSON-Feed".parse(), Ok(Format::JsonFeed));
        let error = "rss".parse::<Format>().unwrap_err();
        assert_eq!(error.to_string(), "unknown format \"rss\"; known are auto, jsonfeed");
    }

    #[test]
    fn a_document_of_unknown_format_is_told_by_its_bytes() {
        let feed = br#" {"version": "https://jsonfeed.org/version/1", "title": "Tin", "items": []}"#;
        assert_eq!(read(feed, Format::Auto, None), read(feed, Format::JsonFeed, None));
        assert!(read(feed, Format::Auto, None).is_ok());
        assert_eq!(read(b"<html>", Format::Auto, None), Err(FeedError::NoFeed { looks_like: "an HTML page" }));
    }
}
