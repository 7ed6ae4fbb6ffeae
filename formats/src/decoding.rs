//! Bytes of old encodings as text, by the browser: its tables are there already.

use crate::page::parse;
use bantin_feed::{charset_said, encoding_named, page_encoding};
use js_sys::JsString;
use std::borrow::Cow;
use web_sys::TextDecoder;

/// The bytes as UTF-8, if they are of XML that says what else they are; anything else as it came.
pub(crate) fn of_xml(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = encoding_named(bytes).and_then(|label| text(bytes, &label));
    // Only XML may be of another encoding: what else there is says nothing of its own.
    match text.filter(|text| text.trim_start().starts_with('<')) {
        Some(text) => Cow::Owned(text.into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

/// A web page's text.
pub(crate) fn of_page(bytes: &[u8]) -> String {
    let said = |beginning: &str| charset_said(&parse(beginning)?);
    let label = match bytes {
        // A byte-order mark wins over all that a page says.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => encoding_named(bytes),
        _ => page_encoding(bytes, said, |label| TextDecoder::new_with_label(label).is_ok()),
    };
    let text = text(bytes, label.as_deref().unwrap_or("utf-8"));
    text.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

fn text(bytes: &[u8], label: &str) -> Option<String> {
    let decoder = TextDecoder::new_with_label(label).ok()?;
    let text = decoder.decode_with_u8_array(bytes).ok()?;
    // It writes a letter's tone behind it: they are put together, as everything else in Vietnamese writes them.
    let is_vietnamese = decoder.encoding() == "windows-1258";
    Some(if is_vietnamese { JsString::from(text).normalize("NFC").into() } else { text })
}
