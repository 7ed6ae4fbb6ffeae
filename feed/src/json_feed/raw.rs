//! The source text of items, byte for byte: what an importer keeps beside the article.

use super::document::read_document;
use super::half;
use crate::{FeedError, Reading, encoding};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Like [`read_json_feed`](super::read_json_feed), and the text of each item that was taken.
pub(crate) fn read_with_raw(bytes: &[u8], base: Option<&str>) -> Result<(Reading, Vec<String>), FeedError> {
    let text = encoding::utf8(bytes)?;
    let mut taken = Vec::new();
    let reading = read_document(text, base, &mut |index| taken.push(index))?;
    // It has been read as JSON already; only as a key can half of a character still be in the way.
    let raw = items(text, &taken).or_else(|| items(&half::mended(text)?.0, &taken)).unwrap_or_default();
    Ok((reading, raw))
}

/// The texts of the items at these places, as they stand in a document.
fn items(text: &str, places: &[usize]) -> Option<Vec<String>> {
    let keys: HashMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let items: Vec<&RawValue> = serde_json::from_str(keys.get("items")?.get()).ok()?;
    places.iter().map(|place| items.get(*place).map(|item| item.get().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_kept_as_they_came() {
        let text = "\u{FEFF}{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"T\", \"\\u0069tems\": [\
            {\"title\": \"kh\u{f4}ng id\"}, { \"title\" :\"A\", \"x\": [1.50, \"\\u1ea5\"],\n\"id\":1}, {\"id\": 1, \"title\": \"B\"}, {\"id\":\"2\",\"title\":\"C\"}]}";
        let (reading, raw) = read_with_raw(text.as_bytes(), None).unwrap();
        assert_eq!(reading.feed.items.len(), 2);
        assert_eq!(reading.refused.len(), 2);
        assert_eq!(
            raw,
            ["{ \"title\" :\"A\", \"x\": [1.50, \"\\u1ea5\"],\n\"id\":1}", "{\"id\":\"2\",\"title\":\"C\"}"]
        );
    }

    #[test]
    fn half_a_character_is_kept_as_it_came() {
        let item = r#"{"id": "1", "title": "a\ud83d"}"#;
        for key in ["x", r"\ud83d"] {
            let text =
                format!(r#"{{"version": "https://jsonfeed.org/version/1", "{key}": 1, "items": [null, {item}]}}"#);
            let (reading, raw) = read_with_raw(text.as_bytes(), None).unwrap();
            assert_eq!((reading.feed.items.len(), raw.len()), (1, 1));
            // Where half a character is a key of the feed, the whole document is taken as it was mended.
            assert_eq!(raw[0], if key == "x" { item.to_owned() } else { item.replace("d83d", "fffd") });
        }
    }
}
