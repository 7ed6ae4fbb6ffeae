//! What must hold whatever bytes come. Each target takes bytes and panics where something does not hold; who makes the bytes is
//! libFuzzer's affair (`main.rs`), or that of the saved ones (`tests/saved.rs`).
//!
//! | room | why it exists |
//! | --- | --- |
//! | `readers` | every format: what is read ends, stays in measure, and is written and read back equal |
//! | `cleaner` | the server's cleaner: nothing but what the list allows, and cleaned again it is the same |
//! | `texts` | dates, addresses, plain texts, names in addresses |
//!
//! It may import `bantin_feed`, and has the server's room `clean` built in by itself: the server around it takes minutes.

mod cleaner;
mod readers;
mod texts;

#[path = "../../server/src/clean/mod.rs"]
pub mod clean;

use bantin_feed::Format;

/// What the target is named by.
pub const VARIABLE: &str = "BANTIN_FUZZ_TARGET";

/// The name that lists all targets, a line each: name, words, examples.
pub const LIST: &str = "list";

/// Something that must hold whatever bytes come.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder in `saved/`.
    pub name: &'static str,
    /// Tries bytes. Panics where something does not hold.
    pub run: fn(&[u8]),
    /// The file of `words/` that its inputs are made of.
    pub words: &'static str,
    /// A folder from the workspace's root that it begins with besides its own.
    pub examples: &'static str,
}

/// A reader's target.
macro_rules! reader {
    ($name:literal, $format:ident, $words:literal) => {
        Target {
            name: $name,
            run: |bytes| readers::read_as(Format::$format, bytes),
            words: $words,
            examples: concat!("feed/tests/examples/", $name),
        }
    };
}

/// All of them. A new format is one line.
pub const TARGETS: [Target; 19] = [
    Target { examples: "feed/tests/feeds", ..reader!("jsonfeed", JsonFeed, "json.dict") },
    reader!("wordpress", WordPress, "json.dict"),
    reader!("sharepoint", SharePoint, "json.dict"),
    reader!("ghost", Ghost, "json.dict"),
    reader!("liferay", Liferay, "json.dict"),
    reader!("drupal", Drupal, "json.dict"),
    reader!("govuk", GovUk, "json.dict"),
    reader!("newsarticle", NewsArticle, "json.dict"),
    reader!("rss", Rss, "xml.dict"),
    reader!("atom", Atom, "xml.dict"),
    reader!("sitemap", Sitemap, "xml.dict"),
    Target { run: readers::page, ..reader!("page", Page, "html.dict") },
    Target { name: "detect", run: readers::detected, words: "json.dict", examples: "feed/tests/examples" },
    Target { name: "clean", run: cleaner::cleaned, words: "html.dict", examples: "" },
    Target { name: "body", run: cleaner::served, words: "html.dict", examples: "feed/tests/tidy" },
    Target { name: "date", run: texts::date, words: "text.dict", examples: "" },
    Target { name: "address", run: texts::address, words: "text.dict", examples: "" },
    Target { name: "plain_text", run: texts::plain, words: "html.dict", examples: "" },
    Target { name: "slug", run: texts::slug, words: "text.dict", examples: "" },
];

/// The target of this name.
#[must_use]
pub fn named(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}
