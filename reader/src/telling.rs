//! A page of a feed, read: by this crate where it is a JSON Feed, else told as one by the module of all other formats, which is
//! loaded when the first of them is met.

use crate::calling::{function, kept};
use crate::fetching::Fetched;
use crate::wanted::Wanted;
use bantin_feed::{Reading, Refused, claims_json_feed, read_json_feed};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A page as it was read.
pub(crate) struct Told {
    /// Its articles.
    pub(crate) reading: Reading,
    /// How many of its items could not be taken.
    pub(crate) refused: usize,
    /// Which was the first of them, and why.
    pub(crate) first: Option<String>,
}

impl Told {
    fn of(reading: Reading) -> Self {
        let first = reading.refused.first().map(Refused::told);
        Self { refused: reading.refused.len(), reading, first }
    }
}

/// Reads a page, or says what is wrong with it, in English.
pub(crate) async fn told(wanted: &Wanted, page: &Fetched) -> Result<Told, String> {
    let formats = wanted.formats.as_ref().filter(|_| is_other(&wanted.format, &page.bytes));
    let Some(formats) = formats else {
        return Ok(Told::of(read_json_feed(&page.bytes, Some(&page.address)).map_err(|error| error.to_string())?));
    };
    let answer = by_module(wanted, formats, page).await;
    let answer: Array = answer.map_err(in_words)?.dyn_into().map_err(in_words)?;
    let text = answer.get(0).as_string().unwrap_or_default();
    let reading = read_json_feed(text.as_bytes(), Some(&page.address)).map_err(|error| error.to_string())?;
    // Nothing is refused a second time.
    Ok(Told { reading, refused: answer.get(1).as_f64().unwrap_or_default() as usize, first: answer.get(2).as_string() })
}

/// Whether a document has to be told as a JSON Feed: it is said to be something else, or does not say that it is one.
fn is_other(format: &str, bytes: &[u8]) -> bool {
    match format {
        "jsonfeed" => false,
        "" | "auto" => !claims_json_feed(bytes),
        _ => true,
    }
}

async fn by_module(wanted: &Wanted, formats: &str, page: &Fetched) -> Result<JsValue, JsValue> {
    let module = wanted.import(formats).await?;
    let start = function(&module, "default").ok_or(JsValue::NULL)?;
    kept(start.call0(&JsValue::NULL)?).await?;
    let tell = function(&module, "tell").ok_or(JsValue::NULL)?;
    let format = if wanted.format.is_empty() { "auto" } else { &wanted.format };
    let given = Array::new();
    given.push(&Uint8Array::from(page.bytes.as_slice()));
    for text in [format, &wanted.fields, &page.address] {
        given.push(&text.into());
    }
    given.push(&page.pages.into());
    tell.apply(&JsValue::NULL, &given)
}

/// What was thrown: a sentence of ours, or an error of the browser's.
fn in_words(thrown: JsValue) -> String {
    thrown.as_string().unwrap_or_else(|| {
        let shown = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        ["what reads other formats does not load or run", &shown.map(|it| [": ", &it].concat()).unwrap_or_default()]
            .concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_that_it_is_a_json_feed_is_taken_for_one() {
        let feed = br#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#;
        let (rss, posts) = (b"<rss/>".as_slice(), b"[]".as_slice());
        for (format, bytes, wanted) in [
            ("", feed.as_slice(), false),
            ("auto", feed, false),
            ("", rss, true),
            ("auto", posts, true),
            ("wordpress", feed, true),
            ("jsonfeed", rss, false),
        ] {
            assert_eq!(is_other(format, bytes), wanted, "{format} {}", String::from_utf8_lossy(bytes));
        }
    }
}
