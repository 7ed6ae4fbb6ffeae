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
#[cfg(not(target_arch = "wasm32"))]
mod raw;
mod write;
mod written;

pub use document::read_json_feed;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use raw::read_with_raw;
pub use write::write_json_feed;
pub use written::read_written;

/// Whether a document may be a JSON Feed.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"{")
}
