//! What reads the same bytes and makes less of them: `serde_json::Value` of JSON, feed-rs of RSS and Atom, the events of
//! quick-xml of a sitemap, which feed-rs does not know.

use anyhow::{Context as _, Result, ensure};
use bantin_feed::Format;
use quick_xml::events::Event;

/// Something that reads a document.
pub(crate) struct Rival {
    /// Its name.
    pub(crate) name: &'static str,
    /// How fast a reader of ours has to be, as a part of its speed.
    pub(crate) aim: Option<f64>,
    /// Reads a document, of which it drops what it has made.
    pub(crate) read: fn(&str) -> Result<()>,
}

/// What a reader is compared with.
pub(crate) fn of(format: Format) -> Rival {
    match format {
        Format::Rss | Format::Atom => Rival { name: "feed-rs", aim: Some(1.0), read: feed_rs },
        Format::Sitemap => Rival { name: "quick-xml's events", aim: None, read: events },
        _ => Rival { name: "serde_json::Value", aim: Some(0.5), read: value },
    }
}

fn value(text: &str) -> Result<()> {
    let parsed: serde_json::Value = serde_json::from_slice(text.as_bytes())?;
    ensure!(!parsed.is_null(), "nothing was parsed");
    Ok(())
}

fn feed_rs(text: &str) -> Result<()> {
    let feed = feed_rs::parser::parse(text.as_bytes())?;
    ensure!(feed.entries.len() == bantin_bench_news::ARTICLES, "feed-rs reads {} entries", feed.entries.len());
    Ok(())
}

fn events(text: &str) -> Result<()> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut elements = 0_usize;
    loop {
        match reader.read_event().context("parsing the sitemap")? {
            Event::Start(_) => elements += 1,
            Event::Eof => break,
            _ => {}
        }
    }
    ensure!(elements > bantin_bench_news::ARTICLES, "{elements} elements");
    Ok(())
}
