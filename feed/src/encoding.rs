//! A document's bytes as text: UTF-8 or an error that says where not.

use crate::FeedError;

/// Bytes as text, if they are UTF-8. Of Vietnamese the standard library's way takes as long as parsing it does.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn text(bytes: &[u8]) -> Result<&str, simdutf8::compat::Utf8Error> {
    simdutf8::compat::from_utf8(bytes)
}

/// Bytes as text, if they are UTF-8.
#[cfg(target_arch = "wasm32")]
pub(crate) fn text(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    std::str::from_utf8(bytes)
}

/// The text without its byte-order mark. An error names the first wrong byte.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, FeedError> {
    // UTF-16 shows in its mark or, as a document begins with ASCII, in its zero bytes.
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] = bytes {
        return Err(FeedError::Encoding {
            offset: usize::from(matches!(bytes, [1..=0xF0, ..])),
            guess: "it looks like UTF-16",
        });
    }
    match text(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => Err(FeedError::Encoding {
            offset: error.valid_up_to(),
            guess: if error.error_len().is_none() {
                "the document breaks off within a character"
            } else {
                "it looks like Windows-1258, Latin-1 or another one-byte encoding"
            },
        }),
    }
}

/// What a text is that does not begin as JSON does; `None` if it begins with `{` or `[`.
pub(crate) fn other_than_json(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if text.is_empty() {
        Some("an empty document")
    } else if text.starts_with(['{', '[']) {
        None
    } else if begins("<!doctype html") || begins("<html") || begins("<head") || begins("<!--") {
        Some("an HTML page")
    } else if begins("<?xml") || begins("<rss") || begins("<feed") || begins("<rdf") {
        Some("XML, perhaps RSS or Atom")
    } else if text.starts_with('<') {
        Some("markup")
    } else {
        Some("neither JSON nor markup")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> (usize, &'static str) {
        match utf8(bytes) {
            Err(FeedError::Encoding { offset, guess }) => (offset, guess),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_byte_order_mark_goes() {
        assert_eq!(utf8(b"\xEF\xBB\xBF{}"), Ok("{}"));
        assert_eq!(utf8("Tin tức".as_bytes()), Ok("Tin tức"));
        assert_eq!(utf8(b""), Ok(""));
        assert_eq!(utf8(b"{"), Ok("{"));
    }

    #[test]
    fn utf_16_is_named() {
        let little: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, text, offset) in
            [(&b""[..], &little, 1), (b"", &big, 0), (b"\xFF\xFE", &little, 0), (b"\xFE\xFF", &big, 0)]
        {
            let bytes = [mark, text].concat();
            assert_eq!(fault(&bytes), (offset, "it looks like UTF-16"), "{bytes:x?}");
        }
    }

    #[test]
    fn one_byte_encodings_are_named_with_their_place() {
        // "Tin t" + ứ as Windows-1258 writes it (ư, then a combining acute).
        let (offset, guess) = fault(b"{\"title\": \"Tin t\xFD\xECc\"}");
        assert_eq!(offset, 16);
        assert!(guess.contains("Windows-1258"));
        let cut = "{\"title\": \"Tin tứ".as_bytes();
        assert_eq!(fault(cut.get(..cut.len() - 1).unwrap()), (16, "the document breaks off within a character"));
    }

    #[test]
    fn what_is_not_json_is_told_by_its_beginning() {
        for (text, wanted) in [
            ("", Some("an empty document")),
            (" \n{", None),
            ("[1]", None),
            ("\n<!DOCTYPE html><html>", Some("an HTML page")),
            ("<?xml version='1.0'?>", Some("XML, perhaps RSS or Atom")),
            ("<p>", Some("markup")),
            ("404 not found", Some("neither JSON nor markup")),
            ("hđ", Some("neither JSON nor markup")),
        ] {
            assert_eq!(other_than_json(text), wanted, "{text}");
        }
    }
}
