//! Documents of any format told as JSON Feeds: a third wasm, without Leptos, bytes in and JSON Feed out.
//!
//! The reader loads it for a page that names a WordPress, a SharePoint list or an RSS feed in place of a JSON Feed, so that
//! nobody else pays for what those take. It may import the crate `feed` and nothing of the application.

mod decoding;
mod page;

use bantin_feed::{
    FeedError, Field, Format, Given, Reading, Refused, fields_of, is_page, read, read_page, write_json_feed,
};
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

/// Tells a document as a JSON Feed. It came from the address `base`; `format` is a format's name, `auto` too; `fields` says where
/// the source keeps what (`title: TieuDe; summary: TomTat`), or nothing; `pages` is how many pages there are, where the answer
/// said so beside the document.
///
/// Gives three things: the JSON Feed, how many items were refused, and where and why the first of them was.
///
/// # Errors
/// What is wrong with the document, the format's name or the fields, in English.
#[wasm_bindgen]
pub fn tell(bytes: &[u8], format: &str, fields: &str, base: &str, pages: Option<u32>) -> Result<Array, String> {
    let format: Format = format.parse().map_err(in_words)?;
    let fields = fields_of(fields).map_err(in_words)?;
    let given = Given { base: Some(base), pages: pages.map(u64::from), fields: &fields };
    let reading = reading(bytes, format, &given).map_err(in_words)?;
    let first = reading.refused.first().map(Refused::told);
    // No document has as many as 2^32.
    let refused = u32::try_from(reading.refused.len()).unwrap_or(u32::MAX);
    Ok(Array::of3(&write_json_feed(&reading.feed).into(), &refused.into(), &first.into()))
}

fn reading(bytes: &[u8], format: Format, given: &Given<'_>) -> Result<Reading, FeedError> {
    let is_list = || given.fields.iter().any(|(field, _)| *field == Field::Item) && is_page(bytes);
    if format == Format::Page || (format == Format::Auto && is_list()) {
        let text = decoding::of_page(bytes);
        let page =
            page::parse(&text).ok_or(FeedError::NoFeed { looks_like: "a page that this browser cannot parse" })?;
        return read_page(&page, &text, given);
    }
    read(&decoding::of_xml(bytes), format, given)
}

fn in_words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
