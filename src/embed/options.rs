//! What an element of a host's page asks for: its attributes, as the loader hands them over. Pure.

use crate::components::counter::CounterLayout;
use crate::components::news::NewsLayout;
use crate::config::{Config, FeedSource, KEY, Source};
use crate::route::{Addresses, Addressing};
use crate::text::DateForm;
use bantin_api::Language;
use bantin_feed::Json;
use std::sync::Arc;

/// How many articles `<bantin-news>` lists that says nothing of it.
const COUNT: u32 = 5;

/// An element's wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Where its articles and counts come from, and how its addresses look.
    pub config: Config,
    /// The language asked for; the site's first where none is.
    pub language: Option<Language>,
    /// What it shows.
    pub kind: Kind,
}

/// What an element shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `<bantin-news>`, and `<bantin-article>`.
    News(News),
    /// `<bantin-counter>`: the views of this article, or the site's visits.
    Counter(Option<u64>, CounterLayout),
    /// `<bantin-app>`.
    App,
}

/// A list, or an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Only articles of the category with this slug.
    pub category: Option<String>,
    /// How many are listed.
    pub count: u32,
    /// How the list looks.
    pub layout: NewsLayout,
    /// What stands above it.
    pub heading: Option<String>,
    /// The article that is shown in place of a list.
    pub article: Option<String>,
    /// Where articles open.
    pub open: Open,
}

/// Where the articles of a list open, or those that an article leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// On the site itself.
    Site,
    /// In the element; what it shows is in no address.
    Here,
    /// In the element that reads the key of the address, on this page.
    Key,
    /// The same on another page.
    Page,
}

impl Options {
    /// Reads the attributes, by their names, and with them `kind`: `news`, `article`, `counter` or `app`; `api`, the address of the
    /// site's API, where there is one; `reader`, `formats` and `purify`, the addresses of what reads a feed; `here`, the path of the
    /// host's page where its links are seen from elsewhere (`<base>`). The loader has said what is wrong
    /// with them: what is none of the allowed is as if it were not there.
    #[must_use]
    pub fn read<J: Json>(json: &J) -> Self {
        let text = |key: &str| json.text_at(key);
        let said = |key: &str| text(key).unwrap_or_default();
        let number = |key: &str| text(key).and_then(|number| number.parse::<u64>().ok());
        let kind = said("kind");
        let counts = text("api");
        let source = match (text("source"), counts.clone()) {
            (Some(address), _) => Source::Feed(FeedSource::read(json, address)),
            (None, api) => Source::Server(api.unwrap_or_default()),
        };
        let article = text("article");
        let open = match (said("open").as_str(), &source) {
            // A feed's articles have no page of ours: in place they have an address only as a key.
            ("here", Source::Feed(_)) => Open::Key,
            ("page", _) if text("page").is_some() => Open::Page,
            // So has an article that only the page's address names.
            _ if kind == "article" && article.is_none() => Open::Key,
            ("here", _) => Open::Here,
            ("", _) if kind == "article" => Open::Here,
            _ => Open::Site,
        };
        let languages = [Language::Vi, Language::En];
        let addresses = if kind == "app" || matches!(open, Open::Key | Open::Page) {
            let query = said("addressing") == "query";
            let addressing = if query { Addressing::Query } else { Addressing::Hash };
            let key = text("key").unwrap_or_else(|| KEY.to_owned());
            let page = if open == Open::Page { said("page") } else { said("here") };
            Addresses { page, ..Addresses::in_key(addressing, &key, &languages) }
        } else {
            Addresses::paths("/", &languages)
        };
        let layout = said("layout");
        let shown = match kind.as_str() {
            "app" => Kind::App,
            "counter" => {
                let found = CounterLayout::ALL.into_iter().find(|known| known.name() == layout);
                Kind::Counter(number("article"), found.unwrap_or_default())
            }
            _ => Kind::News(News {
                category: text("category"),
                count: number("count").and_then(|count| count.try_into().ok()).unwrap_or(COUNT),
                layout: NewsLayout::ALL.into_iter().find(|known| known.name() == layout).unwrap_or_default(),
                heading: text("heading"),
                article,
                open,
            }),
        };
        let date_form = text("date-form").and_then(|name| DateForm::of_name(&name)).unwrap_or_default();
        let language = text("lang").and_then(|tag| Language::of_tag(&tag));
        let addresses = Arc::new(addresses);
        let config = Config { source, addresses, site: None, date_form, counts, finder: None, shelf: None };
        Self { config, language, kind: shown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const API: &str = "https://news.example/api/v1/sites/p5";

    fn read(kind: &str, rest: Value) -> Options {
        let mut written = json!({ "kind": kind, "api": API });
        written.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        Options::read(&&written)
    }

    fn news(kind: &str, rest: Value) -> News {
        match read(kind, rest).kind {
            Kind::News(news) => news,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn two_lines_are_enough() {
        let options = read("news", json!({}));
        assert_eq!(options.config.source, Source::Server(API.into()));
        assert_eq!(options.config.addresses.addressing, Addressing::Path);
        let News { category, count, layout, heading, article, open } = news("news", json!({}));
        assert_eq!((category, count, layout, heading, article), (None, 5, NewsLayout::List, None, None));
        assert_eq!(open, Open::Site);
    }

    #[test]
    fn a_feed_needs_no_server_and_counts_where_it_has_one() {
        let alone = Options::read(&&json!({ "kind": "news", "source": "/feed.json" }));
        assert!(matches!(&alone.config.source, Source::Feed(feed) if feed.address == "/feed.json"));
        assert_eq!(alone.config.counts, None);
        assert_eq!(read("app", json!({ "source": "/feed.json" })).config.counts.as_deref(), Some(API));
    }

    #[test]
    fn where_articles_open_follows_from_what_there_is() {
        assert_eq!(news("news", json!({ "open": "here" })).open, Open::Here);
        assert_eq!(news("news", json!({ "open": "here", "source": "/feed.json" })).open, Open::Key);
        assert_eq!(news("news", json!({ "open": "page", "page": "/tin.html" })).open, Open::Page);
        assert_eq!(news("news", json!({ "open": "page" })).open, Open::Site);
        assert_eq!(news("article", json!({ "article": "12" })).open, Open::Here);
        assert_eq!(news("article", json!({ "article": "12", "open": "site" })).open, Open::Site);
        assert_eq!(news("article", json!({})).open, Open::Key);
    }

    #[test]
    fn addresses_are_in_the_key_that_is_asked_for() {
        let addresses = |rest| read("app", rest).config.addresses;
        assert_eq!(addresses(json!({})).addressing, Addressing::Hash);
        assert_eq!(addresses(json!({})).key, "bantin");
        let named = addresses(json!({ "addressing": "query", "key": "tin" }));
        assert_eq!((named.addressing, named.key.as_str()), (Addressing::Query, "tin"));
        let page = read("news", json!({ "open": "page", "page": "/tin.html" })).config.addresses;
        assert_eq!(page.href(Language::Vi, &crate::route::Route::Home), "/tin.html#bantin=/");
        assert_eq!(addresses(json!({ "here": "/a" })).href(Language::Vi, &crate::route::Route::Home), "/a#bantin=/");
    }

    #[test]
    fn what_is_chosen_is_shown() {
        let chosen =
            news("news", json!({ "layout": "cards", "count": "12", "category": "thong-bao", "heading": "Tin" }));
        assert_eq!((chosen.layout, chosen.count), (NewsLayout::Cards, 12));
        assert_eq!((chosen.category.as_deref(), chosen.heading.as_deref()), (Some("thong-bao"), Some("Tin")));
        let counter = read("counter", json!({ "layout": "badge", "article": "12", "lang": "en", "date-form": "day" }));
        assert_eq!(counter.kind, Kind::Counter(Some(12), CounterLayout::Badge));
        assert_eq!((counter.language, counter.config.date_form), (Some(Language::En), DateForm::Day));
    }

    proptest! {
        #[test]
        fn any_attributes_are_read(
            kind in "news|article|counter|app|",
            keys in proptest::collection::btree_map("[a-z]{3,10}|source|count|layout|open|key|page", ".{0,12}", 0..8),
        ) {
            let options = read(&kind, serde_json::to_value(keys).unwrap());
            prop_assert_eq!(options.config.counts.as_deref(), Some(API));
        }
    }
}
