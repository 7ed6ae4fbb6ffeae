//! What the page tells the application: the JSON in `<script type="application/json" id="bantin-config">`.
//!
//! With the companion server the server writes it; without one it stands in `index.html`, to be edited by whoever
//! puts the files on a host. Every key may be missing. Reading is pure: the text comes from `platform`.

use crate::route::{Addresses, Addressing};
use crate::text::DateForm;
use bantin_api::{Category, Language, Site};
use serde_json::Value;

/// The page's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where articles come from.
    pub source: Source,
    /// How addresses look.
    pub addresses: Addresses,
    /// The site, when the page already says what it is.
    pub site: Option<Site>,
    /// How the date of an article is written.
    pub date_form: DateForm,
    /// The address of the site's counts, for a page without a server of ours that still shows them.
    pub counts: Option<String>,
    /// The address of DOMPurify, loaded only where the browser has no `Element.setHTML`.
    pub purify: Option<String>,
}

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The companion server: the address of the site's API, without a slash at its end.
    Server(String),
    /// One JSON Feed, on any host.
    Feed(String),
}

/// The languages of a site that names none.
pub const DEFAULT_LANGUAGES: [Language; 2] = [Language::Vi, Language::En];

/// The feed that is shown when the page names none.
const DEMO_FEED: &str = "demo/feed.json";

impl Config {
    /// Reads the configuration.
    ///
    /// # Errors
    /// A sentence that names the key which cannot be used and what is allowed there, for whoever wrote it.
    pub fn read(json: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(json).map_err(|error| format!("bantin-config is no JSON: {error}"))?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let source = match text("api") {
            Some(api) => Source::Server(api.trim_end_matches('/').to_owned()),
            None => Source::Feed(text("feed").unwrap_or(DEMO_FEED).to_owned()),
        };
        let addressing = match (text("addressing"), &source) {
            (Some(name), _) => Addressing::of_name(name)
                .ok_or_else(|| format!("bantin-config: `addressing` is `{name}`; allowed: path, query, hash"))?,
            (None, Source::Server(_)) => Addressing::Path,
            (None, Source::Feed(_)) => Addressing::Hash,
        };
        let date_form = match text("date_form") {
            Some(name) => DateForm::of_name(name)
                .ok_or_else(|| format!("bantin-config: `date_form` is `{name}`; allowed: long, short, day"))?,
            None => DateForm::default(),
        };
        let site = value.get("site").filter(|site| site.is_object()).map(site);
        let mut languages = languages(value.get("languages"));
        if let Some(site) = &site {
            languages.clone_from(&site.languages);
        }
        let base = text("base").unwrap_or("/");
        let base = format!("/{}/", base.trim_matches('/')).replace("//", "/");
        Ok(Self {
            source,
            addresses: Addresses { base, addressing, languages },
            site,
            date_form,
            counts: text("counts").map(|address| address.trim_end_matches('/').to_owned()),
            purify: text("purify").map(str::to_owned),
        })
    }
}

/// Reads what `GET /` answers of a site, by the same getters as the configuration.
#[must_use]
pub fn site(value: &Value) -> Site {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let categories = value.get("categories").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Site {
        id: text(value, "id"),
        name: text(value, "name"),
        languages: languages(value.get("languages")),
        categories: categories
            .iter()
            .map(|category| Category {
                slug: text(category, "slug"),
                name: text(category, "name"),
                name_en: Some(text(category, "name_en")).filter(|name| !name.is_empty()),
            })
            .collect(),
    }
}

fn languages(value: Option<&Value>) -> Vec<Language> {
    let tags = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let languages: Vec<_> = tags.iter().filter_map(Value::as_str).filter_map(Language::of_tag).collect();
    if languages.is_empty() { DEFAULT_LANGUAGES.to_vec() } else { languages }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_page_shows_the_demo_feed_by_hash() {
        let config = Config::read("{}").unwrap();
        assert_eq!(config.source, Source::Feed("demo/feed.json".into()));
        assert_eq!(config.addresses.addressing, Addressing::Hash);
        assert_eq!(config.addresses.base, "/");
        assert_eq!(config.addresses.languages, [Language::Vi, Language::En]);
    }

    #[test]
    fn a_servers_page_brings_its_site() {
        let config = Config::read(
            r#"{"api": "/p5/api/v1/sites/p5/", "base": "p5", "date_form": "short",
                "site": {"id": "p5", "name": "Phường 5", "languages": ["vi"],
                         "categories": [{"slug": "thong-bao", "name": "Thông báo"}]}}"#,
        )
        .unwrap();
        assert_eq!(config.source, Source::Server("/p5/api/v1/sites/p5".into()));
        assert_eq!(config.addresses.base, "/p5/");
        assert_eq!(config.addresses.languages, [Language::Vi]);
        assert_eq!(config.site.unwrap().categories[0].name, "Thông báo");
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_allowed() {
        let error = Config::read(r#"{"addressing": "fragment"}"#).unwrap_err();
        assert!(error.contains("addressing") && error.contains("path, query, hash"), "{error}");
        assert!(Config::read("<html>").unwrap_err().contains("no JSON"));
    }

    #[test]
    fn what_the_api_writes_of_a_site_is_read_whole() {
        let written = Site {
            id: "demo".into(),
            name: "Phường Bến Lau".into(),
            languages: vec![Language::Vi, Language::En],
            categories: vec![Category {
                slug: "thong-bao".into(),
                name: "Thông báo".into(),
                name_en: Some("Notices".into()),
            }],
        };
        let json = serde_json::to_value(&written).unwrap();
        assert_eq!(site(&json), written);
    }
}
