//! Halves of characters. A script that cuts a title after so many UTF-16 units may cut an emoji in two; what is left of it,
//! `\ud83d`, is grammatical JSON but stands for no text (RFC 8259, section 8.2), and a strict parser refuses all of the feed.

/// JSON text in which every escape of half a character stands for U+FFFD, and how many there were; `None` for none.
pub(super) fn mended(json: &str) -> Option<(String, usize)> {
    let mut whole = String::with_capacity(json.len());
    let mut halves = 0;
    let mut rest = json;
    while let Some((before, escape)) = rest.split_once('\\') {
        whole.push_str(before);
        let (kept, length) =
            match (unit(escape), escape.get(5..).and_then(|next| next.strip_prefix('\\')).and_then(unit)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (escape.get(..11), 11),
                (Some(0xD800..=0xDFFF), _) => {
                    halves += 1;
                    (Some("ufffd"), 5)
                }
                // What is escaped goes along, so that the second of two backslashes begins nothing.
                _ => {
                    let length = escape.chars().next().map_or(0, char::len_utf8);
                    (escape.get(..length), length)
                }
            };
        whole.push('\\');
        whole.push_str(kept.unwrap_or_default());
        rest = escape.get(length..).unwrap_or_default();
    }
    whole.push_str(rest);
    (halves > 0).then_some((whole, halves))
}

/// The UTF-16 unit that an escape stands for, without its backslash.
fn unit(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    digits.chars().try_fold(0, |unit, digit| Some(unit * 16 + digit.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn halves_are_replaced_and_nothing_else() {
        for (json, wanted) in [
            (r#""a\ud83d""#, Some((r#""a\ufffd""#, 1))),
            (r#""\uDE00b\uD83D\u0061""#, Some((r#""\ufffdb\ufffd\u0061""#, 2))),
            (r#""\ud83d\ud83d\ude00""#, Some((r#""\ufffd\ud83d\ude00""#, 1))),
            (r#""\\ud83d \ud83d\\ude00""#, Some((r#""\\ud83d \ufffd\\ude00""#, 1))),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d \n\"é \u00e9""#, None),
            (r#""\ud8"#, None),
            (r#""\"#, None),
            (r#""\é"#, None),
        ] {
            assert_eq!(mended(json), wanted.map(|(text, count)| (text.to_owned(), count)), "{json}");
        }
    }

    proptest! {
        #[test]
        fn what_parses_is_left_alone(text in "\\PC{0,20}") {
            let plain = Value::from(text).to_string();
            let escaped: String = plain.chars().map(|c| if c.is_ascii() { c.to_string() } else {
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            }).collect();
            prop_assert_eq!(mended(&plain), None);
            prop_assert_eq!(mended(&escaped), None);
        }

        #[test]
        fn any_units_parse_once_they_are_mended(units in proptest::collection::vec(0xD7F0u16..=0xE010, 0..8)) {
            let json = format!("\"{}\"", units.iter().map(|unit| format!("\\u{unit:04X}")).collect::<String>());
            let json = mended(&json).map_or(json, |(json, _)| json);
            let wanted = String::from_utf16_lossy(&units);
            prop_assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(wanted));
        }
    }
}
