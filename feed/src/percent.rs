//! Percent-encoding (RFC 3986, section 2.1): the ids of sources, and slugs, as parts of addresses.

/// Encodes all but the unreserved characters, so that one segment of a path or one value of a query may hold any text.
///
/// ```
/// assert_eq!(bantin_feed::percent_encode("tin/1 é"), "tin%2F1%20%C3%A9");
/// ```
#[must_use]
pub fn percent_encode(segment: &str) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut out = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].iter().filter_map(|digit| HEX.get(usize::from(*digit))));
        }
    }
    out
}

/// The text that was encoded; `None` where a `%` is not followed by two hexadecimal digits, or where the bytes are no UTF-8.
/// A `+` is itself, as in paths and in what [`percent_encode`] writes.
#[must_use]
pub fn percent_decode(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut out = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        out.push(if byte == b'%' { digit(bytes.next()?)? << 4 | digit(bytes.next()?)? } else { byte });
    }
    String::from_utf8(out).ok()
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_survives(text in "\\PC*") {
            prop_assert_eq!(percent_decode(&percent_encode(&text)), Some(text));
        }

        #[test]
        fn any_text_can_be_decoded_without_harm(text in "\\PC*") {
            let _ = percent_decode(&text);
        }
    }

    #[test]
    fn a_cut_escape_is_refused() {
        assert_eq!(percent_decode("a%4"), None);
        assert_eq!(percent_decode("a%"), None);
        assert_eq!(percent_decode("%zz"), None);
        assert_eq!(percent_decode("%ff"), None);
        assert_eq!(percent_decode("%c3%a9").as_deref(), Some("é"));
    }
}
