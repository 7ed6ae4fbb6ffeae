//! JSON Feed 1.0 and 1.1 (jsonfeed.org), read tolerantly and written as 1.1.
//!
//! `document` reads what is said of the whole feed, `item` an article, `parts` what both have, all of
//! them by the getters of `field`. `half` mends what cut emoji leave. `write` writes, by means of `json_text`. `raw` finds the source text of items.

mod cut;
mod document;
mod field;
mod half;
mod item;
mod json_text;
mod parts;
#[cfg(all(feature = "formats", not(target_arch = "wasm32")))]
mod raw;
mod write;
mod written;

pub use document::read_json_feed;
#[cfg(feature = "formats")]
pub(crate) use document::{parse, read_retold};
#[cfg(feature = "formats")]
pub(crate) use field::Object;
#[cfg(all(feature = "formats", not(target_arch = "wasm32")))]
pub(crate) use raw::read_with_raw;
pub use write::{write_json_feed, write_json_feed_with};
pub use written::read_written;

use crate::encoding;

/// So many characters are searched for the version.
const SEARCHED: usize = 4000;

/// Why a text is taken for a JSON Feed before it has been parsed.
pub(crate) fn claims(text: &str) -> Option<&'static str> {
    let beginning: String = text.chars().take(SEARCHED).collect();
    let object = beginning.trim_start().starts_with('{');
    (object && beginning.contains("jsonfeed.org/version/")).then_some("an object that names a version of jsonfeed.org")
}

/// Whether a document says of itself that it is a JSON Feed.
#[must_use]
pub fn claims_json_feed(bytes: &[u8]) -> bool {
    // No character takes more than four bytes; one that is cut off at the end is not looked at.
    let beginning = bytes.get(..4 * SEARCHED).unwrap_or(bytes);
    let whole = encoding::text(beginning).map_or_else(|error| error.valid_up_to(), str::len);
    encoding::utf8(beginning.get(..whole).unwrap_or_default()).is_ok_and(|text| claims(text).is_some())
}
