//! Whatever comes, every reader ends, without a panic, and what it took is written and read back equal.

#![cfg(test)]

use bantin_feed::{Field, Format, Given, Reading, read, read_json_feed, write_json_feed};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What may be asked for.
fn formats() -> Vec<Format> {
    [Format::Auto].into_iter().chain(Format::all()).collect()
}

const BASE: &str = "https://phuong.example/api/tin?page=1";

static EXAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    // Pages are read by their recipes: tests/pages.rs.
    let others = |file: &PathBuf| {
        let name = file.to_string_lossy();
        ![".read.json", ".recipe.json"].iter().any(|end| name.ends_with(end)) && !name.contains("/page/")
    };
    let mut files: Vec<_> = files.filter(others).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
});

fn reads(bytes: &[u8], format: Format) -> Option<Reading> {
    let fields = [(Field::ContentHtml, "a.b".to_owned()), (Field::Category, "value/Title".to_owned())];
    let given =
        Given { base: Some(BASE), pages: Some(9), fields: if bytes.len().is_multiple_of(2) { &fields } else { &[] } };
    read(bytes, format, &given).ok()
}

fn reads_back(reading: &Reading) {
    let again = read_json_feed(write_json_feed(&reading.feed).as_bytes(), None).unwrap();
    assert_eq!((again.feed, again.refused), (reading.feed.clone(), vec![]));
}

/// JSON whose keys are those that the readers look at.
fn json() -> impl Strategy<Value = Value> {
    const KEYS: &str = "id Id ID title Title rendered content protected value d results posts items data included type attributes \
        relationships meta links next href page lastPage pageSize uuid published_at date date_gmt status _embedded wp:term \
        wp:featuredmedia name slug contentFields contentFieldValue image document contentUrl url base_path document_type details \
        @context @graph @type headline author tags CanvasContent1 FileRef AttachmentFiles PromotedState translations body processed \
        content_html date_published views _bantin itemListElement item";
    let key = prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>());
    let text = prop_oneof![
        "[ -~ạ]{0,12}",
        Just("https://schema.org".into()),
        Just("node--a".into()),
        Just("NewsArticle".into()),
        Just("<img src='a'>".into())
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let object = vec((key.clone(), inner.clone()), 0..6);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>())
        ]
    })
}

#[test]
fn what_the_examples_say_is_written_and_read_back() {
    assert!(EXAMPLES.len() >= 16);
    for example in &*EXAMPLES {
        reads_back(&reads(example, Format::Auto).unwrap());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200), format in prop::sample::select(formats())) {
        let _ = reads(&bytes, format);
    }

    #[test]
    fn damaged_documents_are_read_or_refused(
        example in any::<prop::sample::Index>(),
        places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        format in prop::sample::select(formats()),
    ) {
        let mut bytes = example.get(&EXAMPLES).clone();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        for bytes in [&bytes[..], &bytes[..cut.index(bytes.len())]] {
            for format in [format, Format::Auto] {
                if let Some(reading) = reads(bytes, format) {
                    reads_back(&reading);
                }
            }
        }
    }

    #[test]
    fn any_json_is_read_or_refused(document in json(), format in prop::sample::select(formats())) {
        for format in [format, Format::Auto] {
            if let Some(reading) = reads(document.to_string().as_bytes(), format) {
                reads_back(&reading);
            }
        }
    }

    #[test]
    fn any_markup_is_read_or_refused(
        inner in "(<item>|</item>|<title>|</title>|<link>|</link>|<guid>|</guid>|<content type='xhtml'>|</content>|<div>|</div>|&amp;|&|x|<!\\[CDATA\\[|\\]\\]>|<enclosure url='a' type='b'/>|<link href='c'/>){0,20}",
        root in prop::sample::select(vec![("<rss><channel>", "</channel></rss>"), ("<feed><entry>", "</entry></feed>"), ("<urlset><url>", "</url></urlset>")]),
    ) {
        if let Some(reading) = reads(format!("{}{inner}{}", root.0, root.1).as_bytes(), Format::Auto) {
            reads_back(&reading);
        }
    }
}
