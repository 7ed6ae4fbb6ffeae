//! A page's bytes as text, as browsers find out how (HTML standard, "determining the character encoding"): by its byte-order mark,
//! else by its `<meta>`, else by what it looks like.

use super::part::Part;
use super::recipe::Place;
use super::tree::{self, Branch};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED};
use std::borrow::Cow;

/// So many bytes are searched for a `<meta>`; the standard has 1,024, but old portals begin with more.
const SEARCHED: usize = 4096;

/// The text, and what was wrong with the bytes if anything was.
pub(crate) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    crate::formats::bytes::text(bytes, encoding(bytes))
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    // Many say one of the old ones and are UTF-8 all the same.
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (beginning, _) = WINDOWS_1252.decode_without_bom_handling(bytes.get(..SEARCHED).unwrap_or(bytes));
    let named = named(&beginning).and_then(|name| Encoding::for_label(name.as_bytes()));
    match named {
        // What can be read so far is in no UTF-16.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) if encoding == X_USER_DEFINED => WINDOWS_1252,
        Some(encoding) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        // What browsers in Vietnamese take it for.
        None => WINDOWS_1258,
    }
}

/// Whether more characters of UTF-8 than broken ones stand in it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{FFFD}').count();
    text.chars().filter(|c| !c.is_ascii()).count() > 2 * broken
}

/// The encoding that a page names itself.
fn named(beginning: &str) -> Option<String> {
    let page = tree::parse(beginning);
    let metas = Place::<Branch<'_>>::of("meta").ok()?.selector?;
    page.whole().select(&metas).iter().find_map(|meta| {
        let charset = meta.attribute("charset");
        let is_type =
            || meta.attribute("http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("content-type"));
        charset.or_else(|| meta.attribute("content").filter(|_| is_type()).and_then(|content| charset_of(&content)))
    })
}

/// What a media type says of the encoding: `text/html; charset=windows-1258`.
fn charset_of(content: &str) -> Option<String> {
    let content = content.to_ascii_lowercase();
    let (_, value) = content.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ';', ' ']).next().map(str::to_owned)
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
