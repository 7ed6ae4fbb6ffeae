//! What the page tells the application: the JSON in `<script type="application/json" id="bantin-config">`.
//!
//! With the companion server the server writes it; without one it stands in `index.html`, to be edited by whoever
//! puts the files on a host. Every key may be missing. Reading is pure: the text comes from `platform`.

use crate::route::{Addresses, Addressing};
use crate::text::DateForm;
use bantin_api::{Category, Language, Site};
use bantin_feed::Json;
use std::sync::Arc;

/// The element that holds the page's configuration.
pub const CONFIG: &str = "bantin-config";

/// The page's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where articles come from.
    pub source: Source,
    /// How addresses look.
    pub addresses: Arc<Addresses>,
    /// The site, when the page already says what it is.
    pub site: Option<Arc<Site>>,
    /// How the date of an article is written.
    pub date_form: DateForm,
    /// The address of the site's counts, for a page without a server of ours that still shows them.
    pub counts: Option<String>,
    /// The address of the module that searches, loaded when somebody does; without it nobody can.
    pub finder: Option<Arc<str>>,
    /// The address of the module that answers it where no server of ours does.
    pub shelf: Option<Arc<str>>,
}

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The companion server: the address of the site's API, without a slash at its end.
    Server(String),
    /// The answers of a companion server, as files: the address of their folder, without a slash at its end.
    Files(String),
    /// What a site publishes itself, on any host.
    Feed(FeedSource),
}

/// A site's own feed, and the addresses of what reads it, all seen from the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedSource {
    /// Where it is.
    pub address: String,
    /// The name of its format; where there is none it is told from the bytes.
    pub format: Option<String>,
    /// Where it keeps what, as `bantin_feed::fields_of` reads it.
    pub fields: Option<String>,
    /// The module that reads it; its wasm is beside it.
    pub reader: String,
    /// The module that tells other formats as JSON Feeds, loaded only for one of those.
    pub formats: Option<String>,
    /// DOMPurify, loaded only where the browser has no `Element.setHTML`.
    pub purify: Option<String>,
}

impl FeedSource {
    /// The feed at an address; all else is said in the page's own words.
    pub fn read<J: Json>(json: &J, address: String) -> Self {
        let text = |key: &str| json.text_at(key);
        Self {
            address,
            format: text("format"),
            fields: text("fields"),
            reader: text("reader").unwrap_or_else(|| READER.to_owned()),
            formats: text("formats"),
            purify: text("purify"),
        }
    }
}

/// The languages of a site that names none.
pub const DEFAULT_LANGUAGES: [Language; 2] = [Language::Vi, Language::En];

/// The feed that is shown when the page names none.
const DEMO_FEED: &str = "demo/feed.json";
/// The key of a query that holds the route.
pub const KEY: &str = "bantin";
/// The module that reads it, when the page names none.
const READER: &str = "bantin-reader.js";

impl Config {
    /// Reads the configuration from the parsed JSON.
    ///
    /// # Errors
    /// A sentence that names the key which cannot be used and what is allowed there, for whoever wrote it.
    pub fn read<J: Json>(json: &J) -> Result<Self, String> {
        let text = |key: &str| json.text_at(key);
        let address = |key: &str| text(key).map(|address| address.trim_end_matches('/').to_owned());
        let source = match (address("api"), address("files")) {
            (Some(api), _) => Source::Server(api),
            (None, Some(files)) => Source::Files(files),
            (None, None) => Source::Feed(FeedSource::read(json, text("feed").unwrap_or_else(|| DEMO_FEED.to_owned()))),
        };
        let addressing = match (text("addressing"), &source) {
            (Some(name), _) => {
                Addressing::of_name(&name).ok_or_else(|| wrong("addressing", &name, "path, query, hash"))?
            }
            (None, Source::Feed(_)) => Addressing::Hash,
            (None, _) => Addressing::Path,
        };
        let date_form = match text("date_form") {
            Some(name) => DateForm::of_name(&name).ok_or_else(|| wrong("date_form", &name, "long, short, day"))?,
            None => DateForm::default(),
        };
        let site = json.get("site").map(|written| site(&written)).filter(|site| !site.name.is_empty()).map(Arc::new);
        let languages = match &site {
            Some(site) => site.languages.clone(),
            None => languages(json),
        };
        let base = text("base").unwrap_or_default();
        let base = match base.trim_matches('/') {
            "" => "/".to_owned(),
            path => format!("/{path}/"),
        };
        let folders = matches!(source, Source::Files(_));
        let key = if addressing == Addressing::Query { KEY } else { "" };
        let addresses = Arc::new(Addresses { base, folders, ..Addresses::in_key(addressing, key, &languages) });
        let module = |key: &str| text(key).map(Into::into);
        let (finder, shelf) = (module("finder"), module("shelf"));
        Ok(Self { source, addresses, site, date_form, counts: address("counts"), finder, shelf })
    }
}

fn wrong(key: &str, value: &str, allowed: &str) -> String {
    format!("bantin-config: `{key}` is `{value}`; allowed: {allowed}")
}

/// Reads what `GET /` answers of a site.
#[must_use]
pub fn site<J: Json>(written: &J) -> Site {
    let text = |key: &str| written.text_at(key).unwrap_or_default();
    let categories = written.list_at("categories", |category| {
        let (slug, name) = (category.text_at("slug")?, category.text_at("name")?);
        Some(Category { slug, name, name_en: category.text_at("name_en") })
    });
    Site { id: text("id"), name: text("name"), url: written.text_at("url"), languages: languages(written), categories }
}

fn languages<J: Json>(of: &J) -> Vec<Language> {
    let languages = of.list_at("languages", |tag| Language::of_tag(&tag.text()?));
    if languages.is_empty() { DEFAULT_LANGUAGES.to_vec() } else { languages }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(written: &Value) -> Result<Config, String> {
        Config::read(&written)
    }

    #[test]
    fn an_empty_page_shows_the_demo_feed_by_hash() {
        let config = read(&json!({})).unwrap();
        let Source::Feed(feed) = config.source else { panic!("{config:?}") };
        assert_eq!((feed.address.as_str(), feed.reader.as_str()), ("demo/feed.json", READER));
        assert_eq!((feed.format, feed.fields, feed.formats, feed.purify), (None, None, None, None));
        assert_eq!(config.addresses.addressing, Addressing::Hash);
        assert_eq!(config.addresses.base, "/");
        assert_eq!(config.addresses.languages, [Language::Vi, Language::En]);
    }

    #[test]
    fn a_feed_of_another_format_says_where_it_keeps_what() {
        let written = json!({ "feed": "/tin", "format": "sharepoint", "fields": "summary: TomTat", "formats": "f.js" });
        let Source::Feed(feed) = read(&written).unwrap().source else { panic!("{written}") };
        let said = [feed.format, feed.fields, feed.formats].map(Option::unwrap);
        assert_eq!(
            (feed.address.as_str(), said),
            ("/tin", ["sharepoint", "summary: TomTat", "f.js"].map(str::to_owned))
        );
    }

    #[test]
    fn a_servers_page_brings_its_site() {
        let config = read(&json!({
            "api": "/p5/api/v1/sites/p5/", "base": "p5", "date_form": "short",
            "site": {
                "id": "p5", "name": "Phường 5", "languages": ["vi"],
                "categories": [{ "slug": "thong-bao", "name": "Thông báo" }],
            },
        }))
        .unwrap();
        assert_eq!(config.source, Source::Server("/p5/api/v1/sites/p5".into()));
        assert_eq!(config.addresses.base, "/p5/");
        assert_eq!(config.addresses.languages, [Language::Vi]);
        assert_eq!(config.site.unwrap().categories[0].name, "Thông báo");
    }

    #[test]
    fn a_page_among_files_is_a_folder() {
        let config = read(&json!({ "files": "/tin/json/", "base": "/tin/" })).unwrap();
        assert_eq!(config.source, Source::Files("/tin/json".into()));
        assert_eq!(config.addresses.addressing, Addressing::Path);
        assert!(config.addresses.folders);
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_allowed() {
        let error = read(&json!({ "addressing": "fragment" })).unwrap_err();
        assert!(error.contains("addressing") && error.contains("path, query, hash"), "{error}");
        assert!(read(&json!({ "date_form": "iso" })).unwrap_err().contains("long, short, day"));
    }

    #[test]
    fn what_the_api_writes_of_a_site_is_read_whole() {
        let written = Site {
            id: "demo".into(),
            name: "Phường Bến Lau".into(),
            url: Some("https://benlau.example/tin/".into()),
            languages: vec![Language::Vi, Language::En],
            categories: vec![Category {
                slug: "thong-bao".into(),
                name: "Thông báo".into(),
                name_en: Some("Notices".into()),
            }],
        };
        let json = serde_json::to_value(&written).unwrap();
        assert_eq!(site(&&json), written);
    }
}
