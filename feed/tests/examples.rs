//! Each format's examples: documents as its system writes them, with content of our own, and beside each what is read of it.
//!
//! `BANTIN_WRITE_EXAMPLES=1` writes what is read; whoever changes a reader looks at the difference.

#![cfg(test)]

use bantin_feed::{Article, Field, Format, Given, detect, read, read_with_raw, write_json_feed};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The address that every example came from.
const BASE: &str = "https://phuong.example/api/tin?per_page=10";

/// Where the source of an example keeps what: what its `.recipe.json` says, the names of fields, each with a place, in its order.
fn fields(example: &str) -> Vec<(Field, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples").join(example).with_extension("recipe.json");
    let Ok(written) = fs::read(path) else { return Vec::new() };
    let recipe: serde_json::Map<String, Value> = serde_json::from_slice(&written).unwrap();
    recipe.into_iter().map(|(field, place)| (field.parse().unwrap(), place.as_str().unwrap().to_owned())).collect()
}

/// A page that is an article has to be said to be a page.
fn format(example: &str, fields: &[(Field, String)]) -> Format {
    let is_list = fields.iter().any(|(field, _)| *field == Field::Item);
    if example.starts_with("page/") && !is_list { Format::Page } else { Format::Auto }
}

fn is_beside(file: &Path) -> bool {
    [".read.json", ".recipe.json"].iter().any(|end| file.to_string_lossy().ends_with(end))
}

fn examples() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    let mut found = Vec::new();
    for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|file| !is_beside(file)));
    }
    found.sort();
    found.into_iter().map(|path| (path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), path)).collect()
}

/// All that reading gives, as JSON that people can compare.
fn told(bytes: &[u8], example: &str) -> Value {
    let fields = fields(example);
    let given = Given { base: Some(BASE), pages: Some(3), fields: &fields };
    let format = format(example, &fields);
    let reading = read(bytes, format, &given).unwrap_or_else(|error| panic!("{example}: {error}"));
    let listed = |list: &[bantin_feed::Refused]| list.iter().map(bantin_feed::Refused::told).collect::<Vec<_>>();
    let detected = detect(bytes).ok().filter(|detected| detected.format == reading.format);
    let urls = |articles: &[Article]| {
        articles.iter().map(|one| json!([one.url, one.date_modified.map(|date| date.to_rfc3339())])).collect::<Vec<_>>()
    };
    let mut told = json!({
        "format": reading.format.to_string(),
        "because": detected.map(|detected| detected.reason),
        "feed": serde_json::from_str::<Value>(&write_json_feed(&reading.feed)).unwrap(),
        "refused": listed(&reading.refused),
        "notes": listed(&reading.notes),
    });
    if !reading.unread.is_empty() {
        told["unread"] = urls(&reading.unread).into();
    }
    told
}

#[test]
fn each_example_is_read_as_it_is_written_beside_it() {
    let write = std::env::var_os("BANTIN_WRITE_EXAMPLES").is_some();
    let examples = examples();
    assert!(examples.len() >= 23, "{examples:?}");
    for (example, path) in examples {
        let told = told(&fs::read(&path).unwrap(), &example);
        let expected = path.with_extension("read.json");
        if write {
            fs::write(&expected, format!("{told:#}\n")).unwrap();
        }
        let wanted: Value = serde_json::from_slice(&fs::read(&expected).unwrap()).unwrap();
        assert_eq!(told, wanted, "{example}");
        let folder = example.split('/').next().unwrap();
        assert_eq!(told["format"], folder, "{example}");
    }
}

#[test]
fn what_is_kept_of_an_item_reads_as_that_item() {
    for (example, path) in examples() {
        let (bytes, fields) = (fs::read(&path).unwrap(), fields(&example));
        let given = Given { base: Some(BASE), fields: &fields, ..Given::default() };
        let (reading, raw) = read_with_raw(&bytes, format(&example, &fields), &given).unwrap();
        assert_eq!(reading.feed.items.len(), raw.len(), "{example}");
        // What came along beside the nodes is not a part of them; nor is what an element around an item says.
        if ["drupal/", "rss/", "atom/", "sitemap/", "page/"].iter().any(|format| example.starts_with(format)) {
            continue;
        }
        let format = detect(&bytes).unwrap().format;
        for (article, raw) in reading.feed.items.iter().zip(&raw) {
            let again =
                read(raw.as_bytes(), format, &given).unwrap_or_else(|error| panic!("{example}: {error}\n{raw}"));
            assert_eq!(again.feed.items.first(), Some(article), "{example}");
        }
    }
}
