//! A page's bytes as text.

use super::charset::{charset_said, page_encoding};
use super::tree;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// The text, and what was wrong with the bytes if anything was.
pub(crate) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    let said = |beginning: &str| charset_said(&tree::parse(beginning).whole());
    let known = |label: &str| Encoding::for_label(label.as_bytes());
    let label = page_encoding(bytes, said, |label| known(label).is_some());
    crate::formats::bytes::text(bytes, label.and_then(|label| known(&label)).unwrap_or(UTF_8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decoded(bytes).0.into_owned()
    }

    #[test]
    fn bytes_are_read_as_browsers_do() {
        let page = |meta: &str, body: &[u8]| [b"<html><head>", meta.as_bytes(), b"<title>", body].concat();
        for meta in [
            "<meta charset=windows-1258>",
            "<!-- <meta charset=utf-8> --><META HTTP-EQUIV='Content-Type' CONTENT='text/html; Charset=\"windows-1258\"'>",
            "",
        ] {
            // The dot below stands behind its letter there.
            assert!(text(&page(meta, b"\xD0\xF4ng H\xF4\xF2i")).contains("Đông Hội"), "{meta}");
        }
        assert!(text(&page("<meta charset=iso-8859-1>", b"Caf\xE9 \xD0")).contains("Café Ð"));
        assert!(text(&page("<meta charset=windows-1252>", "Tin tức".as_bytes())).contains("Tin tức"), "it is UTF-8");
        assert!(text(&page("<meta charset=utf-16>", b"a\xE9")).contains("a\u{FFFD}"));
    }

    #[test]
    fn what_is_cut_within_a_character_stays_utf_8() {
        let bytes = [b"<title>Tin t\xE1\xBB</title>".as_slice(), "Ủy ban nhân dân".as_bytes()].concat();
        let (text, wrong) = decoded(&bytes);
        assert!(text.contains("Ủy ban nhân dân") && wrong.is_some());
        let wide: Vec<u8> = "\u{FEFF}<p>Tin tức".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&wide), ("<p>Tin tức".into(), None));
    }
}
