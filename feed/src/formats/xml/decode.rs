//! A document's bytes as text: by its byte-order mark, else by what it says itself, else UTF-8.

use crate::encoding;
use std::borrow::Cow;

/// The text, and what was wrong with the bytes if anything was.
pub(crate) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(encoding) = other_than_utf8(bytes) {
        return crate::formats::bytes::text(bytes, encoding);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // The lossy way takes twice as long for what has nothing to lose.
    match encoding::text(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let wrong = "some bytes are not UTF-8; they were replaced";
            (String::from_utf8_lossy(bytes).into_owned().into(), Some(wrong.to_owned()))
        }
    }
}

/// The encoding of a document in XML, if it is another one.
#[cfg(not(target_arch = "wasm32"))]
fn other_than_utf8(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let encoding = encoding_rs::Encoding::for_label(encoding_named(bytes)?.as_bytes())?;
    (encoding != encoding_rs::UTF_8).then_some(encoding)
}

/// The label of the encoding (Encoding Standard, section 4.2) that a document in XML is in: by its byte-order mark, else by what its
/// declaration says. `None` where it says nothing, or is UTF-8 whatever it says. A browser hands it to its `TextDecoder`.
#[must_use]
pub fn encoding_named(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return None,
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => return Some("utf-16le".to_owned()),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => return Some("utf-16be".to_owned()),
        _ => {}
    }
    let beginning = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let (declaration, _) = beginning.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let name = value.trim_start().strip_prefix('=')?.trim_start().trim_matches(['"', '\'', ' ']);
    let name = name.split(['"', '\'']).next()?.trim().to_ascii_lowercase();
    // What can be read so far is in no UTF-16.
    // Many say one of the old ones and are UTF-8 all the same.
    let is_utf8 = || !bytes.is_ascii() && encoding::text(bytes).is_ok();
    (name != "utf-8" && !is_wide(&name) && !is_utf8()).then_some(name)
}

/// Whether a label is one of UTF-16, or one of the rare ones of UTF-8 that begin alike.
pub(crate) fn is_wide(label: &str) -> bool {
    ["utf-16", "unicode", "csunicode", "iso-10646-ucs-2", "ucs-2"].iter().any(|wide| label.starts_with(wide))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_what_they_are_and_not_what_they_say() {
        let declared = |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><a>Tin tức</a>");
        let text = |bytes: &[u8]| decoded(bytes).0.into_owned();
        assert!(text(declared("iso-8859-1").as_bytes()).contains("Tin tức"), "it is UTF-8");
        assert!(text(declared("utf-16").as_bytes()).contains("Tin tức"));
        assert!(
            text(b"<?xml version='1.0' encoding='windows-1258'?><a>H\xF4\xF2i</a>").contains("Hội"),
            "put together"
        );
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("<?xml version='1.0' encoding='windows-1252'?><a>Café</a>");
        assert!(text(&bytes).contains("Café"));
        let wide: Vec<u8> = "<a>Tin tức</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), "<a>Tin tức</a>");
        assert_eq!(text(b"\xEF\xBB\xBF<a/>"), "<a/>");
        let (broken, wrong) = decoded(b"<a>Tin t\xFFc</a>");
        assert!(broken.contains('\u{FFFD}') && wrong.is_some());
    }
}
