//! Bytes of an old encoding as text.

use encoding_rs::{Encoding, WINDOWS_1258};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// The text of bytes in an encoding, and what was wrong with them if anything was. A byte-order mark wins over what is said.
///
/// Windows-1258 writes a letter's tone behind it: they are put together, as everything else in Vietnamese writes them.
pub(super) fn text<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> (Cow<'b, str>, Option<String>) {
    let (mut text, encoding, broken) = encoding.decode(bytes);
    if encoding == WINDOWS_1258 {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned();
        text = Cow::Owned(composed);
    }
    (text, broken.then(|| format!("some bytes are not {}; they were replaced", encoding.name())))
}
