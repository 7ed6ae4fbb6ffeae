//! The source text of items, byte for byte: what an importer keeps beside the article.

use super::document::read_document;
use crate::{FeedError, Reading, encoding};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Like [`read_json_feed`](super::read_json_feed), and the text of each item that was taken.
pub(crate) fn read_with_raw(bytes: &[u8], base: Option<&str>) -> Result<(Reading, Vec<String>), FeedError> {
    let text = encoding::utf8(bytes)?;
    let mut taken = Vec::new();
    let reading = read_document(text, base, &mut |index| taken.push(index))?;
    // It has been read as JSON already, so neither of these fails.
    let keys: HashMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    let items: Vec<&RawValue> =
        keys.get("items").and_then(|items| serde_json::from_str(items.get()).ok()).unwrap_or_default();
    let raw = taken.iter().filter_map(|index| items.get(*index));
    let raw = raw.map(|item| item.get().to_owned()).collect();
    Ok((reading, raw))
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
}
