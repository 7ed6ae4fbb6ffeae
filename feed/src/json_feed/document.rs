//! A whole JSON Feed: what is said of the feed, and its items.

use super::cut::shortened;
use super::field::{Context, Object, count, is_true, own_text, text, trimmed};
use super::{half, item};
#[cfg(feature = "formats")]
use crate::Article;
#[cfg(feature = "formats")]
use crate::formats::retold::{Item, Retold, Told};
use crate::{Feed, FeedError, Format, Reading, Refused, address, encoding};
use serde_json::Value;

/// Reads a JSON Feed of version 1.0 or 1.1 (jsonfeed.org) from UTF-8 bytes.
///
/// `base` is the address that the document came from: all addresses of the feed and its items are
/// resolved against it, or where it is `None` against the feed's own `feed_url`. `content_html` is left
/// as it came. Addresses that are not of the web (`javascript:` …) are left out with a note.
///
/// An item is refused without an id (its `url` or `external_url` may stand in), with an id of more than 1,000
/// bytes or of an earlier item, and without any of title, summary and content. What is put right in
/// items that are taken is in [`Reading::notes`]: a date that cannot be read, a title cut at 1,000
/// characters, half of a character.
///
/// # Errors
/// [`FeedError`]: the bytes are not UTF-8, the text is not JSON, or it is not a feed: it has no `items`,
/// or no `version` and no item that looks like one.
pub fn read_json_feed(bytes: &[u8], base: Option<&str>) -> Result<Reading, FeedError> {
    read_document(encoding::utf8(bytes)?, base, &mut |_| {})
}

/// Reads a text; the index of every item that becomes an article is told to `taken`.
pub(super) fn read_document(
    text: &str,
    base: Option<&str>,
    taken: &mut dyn FnMut(usize),
) -> Result<Reading, FeedError> {
    let (parsed, halves) = parse(text)?;
    read_parsed(parsed, halves, base, taken)
}

/// Reads a parsed document, in which so many halves of characters were replaced.
fn read_parsed(
    parsed: Value,
    halves: usize,
    base: Option<&str>,
    taken: &mut dyn FnMut(usize),
) -> Result<Reading, FeedError> {
    let mut document = match parsed {
        Value::Object(document) => document,
        _ => {
            return Err(FeedError::NoFeed { looks_like: "a JSON list, where a JSON Feed is an object with items" });
        }
    };
    let mut notes = Vec::new();
    let mut note = |reason: String| notes.push(Refused { place: "feed".to_owned(), reason });
    if halves > 0 {
        note(halves_replaced(halves));
    }
    if let Some(reason) = unusual_version(&mut document)? {
        note(reason);
    }
    let Some(Value::Array(items)) = document.get_mut("items") else {
        return Err(missing("items", &document));
    };
    let items = std::mem::take(items);
    let (feed, remarks) = head(&mut document, base);
    if feed.title.is_empty() {
        note("the feed has no title".to_owned());
    }
    remarks.into_iter().for_each(note);
    Ok(articles(Format::JsonFeed, feed, items.into_iter().map(Ok), base, notes, taken))
}

/// Makes articles of what a document of another format says.
#[cfg(feature = "formats")]
pub(crate) fn read_retold(
    format: Format,
    retold: Retold<'_>,
    halves: usize,
    base: Option<&str>,
    taken: &mut dyn FnMut(usize),
) -> Reading {
    let Retold { head: told, items } = retold;
    let (feed, mut remarks) = head(&mut told.into_object(), base);
    if halves > 0 {
        remarks.push(halves_replaced(halves));
    }
    let notes = remarks.into_iter().map(|reason| Refused { place: "feed".to_owned(), reason }).collect();
    let unread: Vec<bool> = items.iter().map(|item| item.unread).collect();
    let items = items.into_iter().map(|item| {
        let Item { told, name, unread, .. } = item;
        told.map(|told| Value::Object(if unread { named_by_address(told) } else { told.into_object() }))
            .map_err(|why| (name, why))
    });
    let mut kept = Vec::new();
    let mut reading = articles(format, feed, items, base, notes, &mut |index| {
        let unread = unread.get(index) == Some(&true);
        kept.push(!unread);
        if !unread {
            taken(index);
        }
    });
    for (article, kept) in std::mem::take(&mut reading.feed.items).into_iter().zip(kept) {
        if kept {
            reading.feed.items.push(article);
        } else {
            reading.unread.push(Article { title: None, ..article });
        }
    }
    if !reading.unread.is_empty() {
        let reason =
            format!("of {} articles it has only the address: their own pages have to be read", reading.unread.len());
        reading.notes.push(Refused { place: "feed".to_owned(), reason });
    }
    reading
}

/// What says nothing of itself, with its address for a title, without which no item is taken.
#[cfg(feature = "formats")]
fn named_by_address(mut told: Told) -> Object {
    if let Some(address) = told.text("url").map(str::to_owned) {
        told.set("title", address);
    }
    told.into_object()
}

fn halves_replaced(halves: usize) -> String {
    ["halves of characters, such as \\ud83d, replaced by U+FFFD: ", &halves.to_string()].concat()
}

/// A feed with articles made of its items: each a JSON Feed's, or the name of one and why nobody may read it.
fn articles(
    format: Format,
    mut feed: Feed,
    items: impl Iterator<Item = Result<Value, (String, &'static str)>>,
    base: Option<&str>,
    mut notes: Vec<Refused>,
    taken: &mut dyn FnMut(usize),
) -> Reading {
    let mut refused = Vec::new();
    // A map of JSON values, because the code for that one is there already.
    let mut seen = Object::new();
    let feed_url = feed.feed_url.clone();
    let base = base.or(feed_url.as_deref().and_then(address::own_base)).unwrap_or_default();
    for (index, value) in items.enumerate() {
        let mut value = match value {
            Ok(value) => value,
            Err((name, why)) => {
                notes.push(item::left_out(index, &name, why));
                continue;
            }
        };
        // An earlier item with the same id is worth more than notes about this one.
        let known = notes.len();
        match item::read_item(&mut value, index, base, &mut notes) {
            Err(why) => refused.push(why),
            Ok(article) => match seen.get(&article.id).and_then(Value::as_u64) {
                Some(first) => {
                    notes.truncate(known);
                    refused.push(item::second(index, &article.id, first as usize));
                }
                None => {
                    seen.insert(article.id.clone(), Value::from(index));
                    taken(index);
                    feed.items.push(article);
                }
            },
        }
    }
    Reading {
        format,
        feed,
        #[cfg(feature = "formats")]
        unread: Vec::new(),
        refused,
        notes,
    }
}

/// Parses a document, and says how many halves of characters had to be replaced for that.
pub(crate) fn parse(text: &str) -> Result<(Value, usize), FeedError> {
    if let Some(looks_like) = encoding::other_than_json(text) {
        return Err(FeedError::NoFeed { looks_like });
    }
    serde_json::from_str(text).map(|parsed| (parsed, 0)).or_else(|error| {
        // The second look costs only those who need it.
        let mended = half::mended(text).and_then(|(text, halves)| Some((serde_json::from_str(&text).ok()?, halves)));
        mended.ok_or_else(|| not_json(error))
    })
}

/// What is said of the feed, without its items, and what was put right in it.
fn head(document: &mut Object, base: Option<&str>) -> (Feed, Vec<String>) {
    let bantin = match document.get_mut("_bantin") {
        Some(Value::Object(bantin)) => std::mem::take(bantin),
        _ => Object::new(),
    };
    let mut context = Context { base: base.unwrap_or_default(), plain: is_true(&bantin, "plain"), remarks: Vec::new() };
    let feed_url = context.address(document, "feed_url");
    if let (None, Some(own)) = (base, feed_url.as_deref().and_then(address::own_base)) {
        context.base = own;
    }
    let feed = Feed {
        title: context.plain(document, "title").unwrap_or_default(),
        home_page_url: context.address(document, "home_page_url"),
        description: context.plain(document, "description"),
        user_comment: text(document, "user_comment"),
        next_url: context.address(document, "next_url"),
        icon: context.address(document, "icon"),
        favicon: context.address(document, "favicon"),
        authors: context.authors(document),
        language: trimmed(document, "language"),
        expired: is_true(document, "expired"),
        hubs: context.hubs(document),
        items: Vec::new(),
        total: count(&bantin, "total"),
        page: count(&bantin, "page"),
        pages: count(&bantin, "pages"),
        feed_url: None,
    };
    let remarks = context.remarks;
    (Feed { feed_url, ..feed }, remarks)
}

/// What is unusual about the version of a document that is a feed all the same.
fn unusual_version(document: &mut Object) -> Result<Option<String>, FeedError> {
    let version = document.get_mut("version").and_then(own_text).unwrap_or_default();
    let version = version.trim();
    let number = version.strip_prefix("https://").or(version.strip_prefix("http://"));
    let number = number.and_then(|rest| rest.strip_prefix("jsonfeed.org/version/"));
    let number = number.map(|number| number.strip_suffix('/').unwrap_or(number));
    if let Some("1" | "1.0" | "1.1") = number {
        return Ok(None);
    }
    // Without the version it takes an item that looks like one.
    let like_an_item = |value: &Value| {
        let has = |key| value.get(key).is_some_and(|v: &Value| v.is_string() || v.is_number());
        (has("id") || has("url")) && (has("title") || has("content_html") || has("content_text") || has("summary"))
    };
    let items = document.get("items").and_then(Value::as_array);
    if number.is_none() && !items.is_some_and(|items| items.iter().any(like_an_item)) {
        return Err(missing(if items.is_some() { "version" } else { "items" }, document));
    }
    Ok(Some(if version.is_empty() {
        "version is missing; read as JSON Feed 1.1".to_owned()
    } else {
        ["version \"", &shortened(version, 60), "\" is none we know; read as JSON Feed 1.1"].concat()
    }))
}

fn missing(key: &'static str, document: &Object) -> FeedError {
    let mut found = String::new();
    for key in document.keys().take(8) {
        if !found.is_empty() {
            found.push_str(", ");
        }
        found.push_str(&shortened(key, 40));
    }
    FeedError::MissingKey { key, found }
}

fn not_json(error: serde_json::Error) -> FeedError {
    FeedError::NotJson {
        line: error.line(),
        column: error.column(),
        cut_off: error.is_eof(),
        reason: error.to_string(),
    }
}
