//! How each format is told and read. A new one is one file, one variant of [`Format`] and one line of `KNOWN`.

#[cfg(feature = "pages")]
use super::page::Page;
use super::retold::Retold;
use super::xml::{self, Element, Parsed};
use super::{atom, drupal, ghost, gov_uk, liferay, news_article, rss, sharepoint, sitemap, wordpress};
#[cfg(feature = "pages")]
use crate::Field;
use crate::{FeedError, Format, Given, Reading, Refused, encoding, json_feed};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::OnceCell;

/// A format as this crate knows it.
struct Known {
    format: Format,
    read: Reader,
}

/// How documents of a format are read.
enum Reader {
    /// As it is: the format that all others are told in.
    JsonFeed,
    /// A tree of XML, and the text that it was parsed from.
    Xml { is: fn(&Element<'_>) -> Option<&'static str>, retell: for<'d> fn(&'d Element<'_>, &'d str) -> Retold<'d> },
    /// A web page.
    #[cfg(feature = "pages")]
    Page,
    /// Parsed JSON: why a document is taken for one, and what retells it.
    Json {
        is: fn(&Value) -> Option<&'static str>,
        retell: for<'d> fn(&'d Value, &Given<'_>) -> Result<Retold<'d>, FeedError>,
    },
}

/// Asked in this order: whose documents can be told for certain comes first. What none of them claims is read as a JSON Feed, which
/// names what is wrong with it.
const KNOWN: &[Known] = &[
    Known { format: Format::JsonFeed, read: Reader::JsonFeed },
    Known { format: Format::WordPress, read: Reader::Json { is: wordpress::is, retell: wordpress::retell } },
    Known { format: Format::Drupal, read: Reader::Json { is: drupal::is, retell: drupal::retell } },
    Known { format: Format::Liferay, read: Reader::Json { is: liferay::is, retell: liferay::retell } },
    Known { format: Format::Ghost, read: Reader::Json { is: ghost::is, retell: ghost::retell } },
    Known { format: Format::GovUk, read: Reader::Json { is: gov_uk::is, retell: gov_uk::retell } },
    Known { format: Format::NewsArticle, read: Reader::Json { is: news_article::is, retell: news_article::retell } },
    Known { format: Format::SharePoint, read: Reader::Json { is: sharepoint::is, retell: sharepoint::retell } },
    Known { format: Format::Rss, read: Reader::Xml { is: rss::is, retell: rss::retell } },
    Known { format: Format::Atom, read: Reader::Xml { is: atom::is, retell: atom::retell } },
    Known { format: Format::Sitemap, read: Reader::Xml { is: sitemap::is, retell: sitemap::retell } },
    #[cfg(feature = "pages")]
    Known { format: Format::Page, read: Reader::Page },
];

/// What a document of unknown format was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// What about it shows that, an English phrase.
    pub reason: &'static str,
}

/// A document, as far as it had to be read to know its format.
struct Opened<'t> {
    detected: Detected,
    content: Content<'t>,
}

/// The text of a document of XML, where it is one, and what was wrong with its bytes: what is parsed from it borrows from it.
type Text<'b> = OnceCell<(Cow<'b, str>, Option<String>)>;

enum Content<'t> {
    /// A JSON Feed, not parsed yet.
    JsonFeed,
    /// JSON, and the number of halves of characters that were replaced in it.
    Json(Value, usize),
    /// XML, the text that it was parsed from, and what was wrong with its bytes.
    Xml(Box<Parsed<'t>>, &'t str, Option<&'t str>),
    /// A web page.
    #[cfg(feature = "pages")]
    Page(Box<Page>),
}

/// Tells the format of a document by its bytes, and by what.
///
/// # Errors
/// It is none of those that are known.
pub fn detect(bytes: &[u8]) -> Result<Detected, FeedError> {
    Ok(open(bytes, &Text::new(), Format::Auto, &Given::default())?.detected)
}

/// Reads a document of `format`, of which `given` is known besides.
///
/// # Errors
/// The document as a whole is no feed. Single items that cannot be taken are in
/// [`Reading::refused`].
pub fn read(bytes: &[u8], format: Format, given: &Given<'_>) -> Result<Reading, FeedError> {
    let text = Text::new();
    let opened = open(bytes, &text, format, given)?;
    match opened.retell(given)? {
        Some(retold) => Ok(opened.read(retold, given, &mut |_| {})),
        None => json_feed::read_json_feed(bytes, given.base),
    }
}

/// Like [`read`], and also the source of each item taken, in the order of `feed.items`: byte for byte as it came where the format is
/// JSON Feed, else the same value or text. Natively only: it is what an importer keeps.
///
/// # Errors
/// Those of [`read`].
#[cfg(not(target_arch = "wasm32"))]
pub fn read_with_raw(bytes: &[u8], format: Format, given: &Given<'_>) -> Result<(Reading, Vec<String>), FeedError> {
    let text = Text::new();
    let opened = open(bytes, &text, format, given)?;
    let Some(mut retold) = opened.retell(given)? else { return json_feed::read_with_raw(bytes, given.base) };
    let sources: Vec<_> = retold.items.iter_mut().map(|item| std::mem::take(&mut item.source)).collect();
    let mut raw = Vec::new();
    let mut taken = |index: usize| raw.extend(sources.get(index).map(super::retold::Source::raw));
    let reading = opened.read(retold, given, &mut taken);
    Ok((reading, raw))
}

impl Opened<'_> {
    /// What it says, told as a JSON Feed; `None` if it is one.
    fn retell<'d>(&'d self, given: &Given<'_>) -> Result<Option<Retold<'d>>, FeedError> {
        let known = KNOWN.iter().find(|known| known.format == self.detected.format);
        match (known.map(|known| &known.read), &self.content) {
            (Some(Reader::Json { retell, .. }), Content::Json(parsed, _)) => {
                let retold = retell(parsed, given).map(Some);
                // What its JSON-LD lacks says less than that it is a page.
                let no_feed = |_| FeedError::NoFeed { looks_like: "an HTML page whose JSON-LD names no article" };
                if self.detected.reason == IN_PAGE { retold.map_err(no_feed) } else { retold }
            }
            (Some(Reader::Xml { retell, .. }), Content::Xml(parsed, text, _)) => Ok(Some(retell(&parsed.root, text))),
            #[cfg(feature = "pages")]
            (_, Content::Page(page)) => page.retell(given).map(Some),
            _ => Ok(None),
        }
    }

    fn read(&self, retold: Retold<'_>, given: &Given<'_>, taken: &mut dyn FnMut(usize)) -> Reading {
        let halves = if let Content::Json(_, halves) = &self.content { *halves } else { 0 };
        let mut reading = json_feed::read_retold(self.detected.format, retold, halves, given.base, taken);
        let (wrong, broken) = match &self.content {
            Content::Xml(parsed, _, wrong) => (*wrong, parsed.broken.as_deref()),
            #[cfg(feature = "pages")]
            Content::Page(page) => (page.wrong.as_deref(), page.broken().map(String::as_str)),
            Content::JsonFeed | Content::Json(..) => (None, None),
        };
        let of_feed = |reason: String| Refused { place: "feed".to_owned(), reason };
        reading.notes.extend(wrong.map(str::to_owned).map(of_feed));
        // Not everything was read, and whoever withdraws what is no longer there must know.
        reading.refused.extend(broken.map(|broken| of_feed(["the rest cannot be read: ", broken].concat())));
        reading
    }
}

/// Reads as much of a document as shows its format, or parses it where that is known.
#[cfg_attr(not(feature = "pages"), expect(unused_variables, reason = "only a recipe shows that a page is a list"))]
fn open<'t>(bytes: &'t [u8], text: &'t Text<'t>, format: Format, given: &Given<'_>) -> Result<Opened<'t>, FeedError> {
    let known = KNOWN.iter().find(|known| known.format == format);
    match known.map(|known| &known.read) {
        Some(Reader::JsonFeed) => Ok(json_feed_for(SAID)),
        Some(Reader::Xml { .. }) => open_xml(bytes, text, format),
        Some(Reader::Json { .. }) => {
            let text = encoding::utf8(bytes)?;
            if format == Format::NewsArticle && beginning(bytes) == Beginning::Page {
                return Ok(open_page(text));
            }
            let (parsed, halves) = json_feed::parse(text)?;
            Ok(Opened { detected: Detected { format, reason: SAID }, content: Content::Json(parsed, halves) })
        }
        #[cfg(feature = "pages")]
        Some(Reader::Page) => Ok(open_by_recipe(bytes, SAID)),
        #[cfg(feature = "pages")]
        None if beginning(bytes) == Beginning::Page && given.fields.iter().any(|(field, _)| *field == Field::Item) => {
            Ok(open_by_recipe(bytes, "a web page, and a recipe that names the items in it"))
        }
        None => detected(bytes, text),
    }
}

#[cfg(feature = "pages")]
fn open_by_recipe(bytes: &[u8], reason: &'static str) -> Opened<'static> {
    Opened { detected: Detected { format: Format::Page, reason }, content: Content::Page(Box::new(Page::open(bytes))) }
}

/// Tells the format of a document, and parses it on the way where that shows it.
fn detected<'t>(bytes: &'t [u8], text: &'t Text<'t>) -> Result<Opened<'t>, FeedError> {
    let beginning = beginning(bytes);
    if beginning == Beginning::Xml {
        return open_xml(bytes, text, Format::Auto);
    }
    let text = encoding::utf8(bytes)?;
    if beginning == Beginning::Page && !news_article::in_page(text).is_empty() {
        return Ok(open_page(text));
    }
    if let Some(reason) = json_feed::claims(text) {
        return Ok(json_feed_for(reason));
    }
    let (parsed, halves) = json_feed::parse(text)?;
    let claimed = KNOWN.iter().find_map(|known| match known.read {
        Reader::Json { is, .. } => is(&parsed).map(|reason| Detected { format: known.format, reason }),
        _ => None,
    });
    Ok(match claimed {
        Some(detected) => Opened { detected, content: Content::Json(parsed, halves) },
        None => json_feed_for("JSON that no other format claims"),
    })
}

fn json_feed_for(reason: &'static str) -> Opened<'static> {
    Opened { detected: Detected { format: Format::JsonFeed, reason }, content: Content::JsonFeed }
}

/// The sitemaps of a list that are told, at most.
const MOST_SITEMAPS: usize = 1000;

const IN_PAGE: &str = "a web page with JSON-LD of schema.org in it";

const SAID: &str = "it was said to be one";

/// What the first characters of a document are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Xml,
    /// A web page, or the like.
    Page,
    Other,
}

fn beginning(bytes: &[u8]) -> Beginning {
    let (text, _) = xml::decoded(bytes.get(..2000).unwrap_or(bytes));
    let text = text.trim_start().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| text.starts_with(start))
        || text.contains("<html");
    match (text.starts_with('<'), page) {
        (true, true) => Beginning::Page,
        (true, false) => Beginning::Xml,
        (false, _) => Beginning::Other,
    }
}

/// Whether a document is a web page.
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool {
    beginning(bytes) == Beginning::Page
}

fn open_xml<'t>(bytes: &'t [u8], text: &'t Text<'t>, format: Format) -> Result<Opened<'t>, FeedError> {
    let (text, wrong) = text.get_or_init(|| xml::decoded(bytes));
    let parsed = xml::parse(text)?;
    let claimed = KNOWN.iter().find_map(|known| match known.read {
        Reader::Xml { is, .. } => is(&parsed.root).map(|reason| Detected { format: known.format, reason }),
        _ => None,
    });
    let Some(detected) = claimed.filter(|claimed| format == Format::Auto || claimed.format == format) else {
        return Err(FeedError::OtherXml { root: parsed.root.name.to_string(), wanted: format.to_string() });
    };
    let sitemaps = sitemap::listed(&parsed.root);
    if !sitemaps.is_empty() {
        return Err(FeedError::SitemapIndex { listed: sitemaps.into_iter().take(MOST_SITEMAPS).collect() });
    }
    Ok(Opened { detected, content: Content::Xml(Box::new(parsed), text, wrong.as_deref()) })
}

/// The JSON-LD of a web page. One that is broken does not spoil the others.
fn open_page(text: &str) -> Opened<'static> {
    let found = news_article::in_page(text).into_iter();
    let parsed = found.filter_map(|text| json_feed::parse(text).ok().map(|(value, _)| value)).collect();
    Opened {
        detected: Detected { format: Format::NewsArticle, reason: IN_PAGE },
        content: Content::Json(Value::Array(parsed), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_unknown_format_is_told_by_its_bytes() {
        let feed = br#" {"version": "https://jsonfeed.org/version/1", "title": "Tin", "items": []}"#;
        let given = Given::default();
        assert_eq!(read(feed, Format::Auto, &given), read(feed, Format::JsonFeed, &given));
        assert!(read(feed, Format::Auto, &given).is_ok());
        assert_eq!(read(b"<html>", Format::Auto, &given), Err(FeedError::NoFeed { looks_like: "an HTML page" }));
    }
}
