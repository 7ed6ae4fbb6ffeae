//! Feeds, read by parsers that are not ours.

use bantin_server::importing::{Order, Place};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::{Method, StatusCode};
use rss::validation::Validate as _;
use serde_json::{Value, json};

use crate::support::{NOON, Started, feed, item};

const SETTINGS: &str = "[[site]]\nid = \"demo\"\nname = \"Phường Bến Lau\"\nlanguages = [\"vi\", \"en\"]\norigin = \"https://benlau.example\"\n";

const RSS: &str = "application/rss+xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const JSON: &str = "application/feed+json";

/// An article with everything, its translation, a pinned old one, and 40 more.
async fn full(settings: &str) -> Started {
    let started = Started::with(settings).await;
    let mut items: Vec<Value> = (1..=40).map(|n| item(n + 100, n)).collect();
    items[0]["_bantin"] = json!({ "pinned": true });
    items.push(json!({
        "id": "a", "title": "Cúp nước 5 < 6 & \"đêm\" ]]> 🌾", "language": "vi", "summary": "Từ 22 giờ & đến <4> giờ.",
        "content_html": "<p>Khu phố 1 &amp; 2 ]]&gt;</p><p><img src=\"anh/a.jpg\"><script>x</script>",
        "authors": [{ "name": "Minh Khôi" }], "tags": ["Thông báo", "Nước & điện"],
        "date_published": "2026-11-20T08:00:00+07:00", "date_modified": "2026-11-21T09:30:00+07:00",
        "attachments": [
            { "url": "tep/lich.pdf", "mime_type": "application/pdf", "title": "Lịch <cúp>" },
            { "url": "https://tep.example/b.doc?a=1&b=2", "mime_type": "application/msword", "size_in_bytes": 4711 },
        ],
        "_bantin": { "translations": [{ "language": "en", "id": "b" }], "views": 41 },
    }));
    items.push(json!({
        "id": "b", "title": "Water cut", "language": "en-GB", "content_text": "From ten.\n\nTo four.", "tags": ["Thông báo"],
        "date_published": "2026-11-20T09:00:00+07:00",
        "_bantin": { "translations": [{ "language": "vi", "id": "a" }] },
    }));
    items.push(json!({ "id": "c", "title": "Une brève", "language": "fr", "content_text": "c", "date_published": "2026-11-19T09:00:00+07:00" }));
    started.file("anh/a.jpg", crate::pictures::jpeg(40, 30));
    started.file("tep/lich.pdf", b"%PDF-1.4 twenty bytes");
    let path = started.file("full.json", feed(&Value::from(items)));
    let report = started.import_as(Order { views: true, ..started.order(vec![Place::File(path)]) }).await;
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    started
}

async fn rss(started: &Started, path: &str) -> rss::Channel {
    let answer = started.get(path).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, RSS), "{path}");
    let channel = rss::Channel::read_from(answer.body.as_slice()).unwrap();
    channel.validate().unwrap();
    channel
}

async fn atom(started: &Started, path: &str) -> atom_syndication::Feed {
    let answer = started.get(path).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, ATOM), "{path}");
    atom_syndication::Feed::read_from(answer.body.as_slice()).unwrap()
}

#[tokio::test]
async fn rss_holds_the_newest_of_its_language_with_their_bodies() {
    let started = full(SETTINGS).await;
    let channel = rss(&started, "/rss.xml").await;
    assert_eq!((channel.title(), channel.language()), ("Phường Bến Lau", Some("vi")));
    assert_eq!(channel.link(), "https://benlau.example/");
    let links = channel.extensions()["atom"]["link"].iter().map(|link| link.attrs());
    let links: Vec<_> = links.map(|attrs| (attrs["rel"].as_str(), attrs["href"].as_str())).collect();
    let own = "https://benlau.example/rss.xml";
    assert_eq!(links, [("self", own), ("next", "https://benlau.example/rss.xml?page=2")]);
    assert_eq!(channel.items().len(), 30);
    let first = &channel.items()[0];
    assert_eq!(first.title(), Some("Cúp nước 5 < 6 & \"đêm\" ]]> 🌾"));
    assert_eq!(first.pub_date(), Some("Fri, 20 Nov 2026 01:00:00 GMT"));
    assert_eq!(first.description(), Some("Từ 22 giờ &amp; đến &lt;4&gt; giờ."));
    assert_eq!(
        first.categories().iter().map(|category| category.name()).collect::<Vec<_>>(),
        ["Thông báo", "Nước & điện"]
    );
    let body = first.content().unwrap();
    assert!(
        body.starts_with("<p>Khu phố 1 &amp; 2 ]]&gt;</p><p><img src=\"https://benlau.example/media/demo/"),
        "{body}"
    );
    assert!(!body.contains("script"), "{body}");
    assert!(body.contains(">Lịch &lt;cúp&gt;</a>") && body.contains("b.doc?a=1&amp;b=2\""), "{body}");
    let file = first.enclosure().unwrap();
    assert_eq!((file.length(), file.mime_type()), ("21", "application/pdf"));
    assert_eq!(started.get(file.url().strip_prefix("https://benlau.example").unwrap()).await.body.len(), 21);
    let guid = first.guid().unwrap();
    assert!(!guid.is_permalink() && guid.value().starts_with("urn:uuid:"), "{guid:?}");
    // One whose language the site does not offer is with the site's own; the pinned old one comes last of all.
    assert_eq!(channel.items()[1].title(), Some("Une brève"));
    let last = rss(&started, "/rss.xml?page=2").await;
    assert_eq!(last.items().last().unwrap().title(), Some("Tin 101"));
    assert_eq!(last.items().len(), 12);
    assert_eq!(started.get("/rss.xml?page=3").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn atom_says_the_same() {
    let started = full(SETTINGS).await;
    let feed = atom(&started, "/atom.xml").await;
    assert_eq!((feed.title().as_str(), feed.lang()), ("Phường Bến Lau", Some("vi")));
    assert_eq!(feed.authors()[0].name(), "Phường Bến Lau");
    assert_eq!(feed.updated().to_rfc3339(), "2026-11-21T02:30:00+00:00");
    let links: Vec<_> = feed.links().iter().map(|link| (link.rel(), link.href())).collect();
    assert_eq!(
        links,
        [
            ("self", "https://benlau.example/atom.xml"),
            ("alternate", "https://benlau.example/"),
            ("next", "https://benlau.example/atom.xml?page=2"),
        ]
    );
    let entry = &feed.entries()[0];
    assert_eq!(entry.title().as_str(), "Cúp nước 5 < 6 & \"đêm\" ]]> 🌾");
    assert_eq!(entry.updated().to_rfc3339(), "2026-11-21T02:30:00+00:00");
    assert_eq!(entry.published().unwrap().to_rfc3339(), "2026-11-20T08:00:00+07:00");
    assert_eq!(entry.authors()[0].name(), "Minh Khôi");
    assert_eq!(entry.summary().unwrap().as_str(), "Từ 22 giờ & đến <4> giờ.");
    let content = entry.content().unwrap();
    assert_eq!(content.content_type(), Some("html"));
    assert!(content.value().unwrap().contains("src=\"https://benlau.example/media/demo/"));
    let files: Vec<_> = entry.links().iter().filter(|link| link.rel() == "enclosure").collect();
    assert_eq!(files.iter().map(|link| link.length()).collect::<Vec<_>>(), [Some("21"), Some("4711")]);
    assert_eq!(files[1].href(), "https://tep.example/b.doc?a=1&b=2");
    let names: Vec<_> = entry.categories().iter().map(|one| (one.term(), one.label().unwrap())).collect();
    assert_eq!(names, [("thong-bao", "Thông báo"), ("nuoc-dien", "Nước & điện")]);
    // Both formats call an article by the same name, and that is not its address.
    let rss = rss(&started, "/rss.xml").await;
    assert_eq!(rss.items()[0].guid().unwrap().value(), entry.id());
    let ids: std::collections::HashSet<_> = feed.entries().iter().map(|entry| entry.id()).collect();
    assert_eq!(ids.len(), 30);
    assert_ne!(feed.id(), atom(&started, "/en/atom.xml").await.id());
}

#[tokio::test]
async fn each_language_and_category_has_its_own() {
    let started = full(SETTINGS).await;
    let english = rss(&started, "/en/rss.xml").await;
    assert_eq!((english.language(), english.items().len()), (Some("en"), 1));
    let entry = &english.items()[0];
    assert!(entry.link().unwrap().starts_with("https://benlau.example/en/tin/"), "{entry:?}");
    assert_eq!(entry.content(), Some("<p>From ten.</p><p>To four.</p>"));
    let notices = rss(&started, "/chuyen-muc/thong-bao/rss.xml").await;
    assert_eq!((notices.title(), notices.items().len()), ("Thông báo – Phường Bến Lau", 1));
    assert_eq!(notices.link(), "https://benlau.example/chuyen-muc/thong-bao");
    let both = atom(&started, "/en/chuyen-muc/thong-bao/atom.xml").await;
    assert_eq!(both.entries()[0].title().as_str(), "Water cut");
    let empty = atom(&started, "/en/chuyen-muc/nuoc-dien/atom.xml").await;
    assert_eq!((empty.entries().len(), empty.updated().timestamp()), (0, 0));
    for none in ["/vi/rss.xml", "/chuyen-muc/khac/rss.xml", "/fr/rss.xml", "/tin/rss.xml", "/rss.xml?page=x"] {
        let status = started.get(none).await.status.as_u16();
        assert!(matches!(status, 400 | 404), "{none}: {status}");
    }
}

#[tokio::test]
async fn a_site_of_one_language_has_all_in_its_feed() {
    let started = Started::new().await;
    started.import(json!([item(1, 1), { "id": "b", "title": "B", "language": "en", "content_text": "b" }])).await;
    assert_eq!(rss(&started, "/rss.xml").await.items().len(), 2);
    assert_eq!(started.get("/en/rss.xml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn json_feed_keeps_its_own_rules() {
    let started = full(SETTINGS).await;
    let answer = started.get("/feed.json").await;
    assert_eq!(answer.header("content-type"), JSON);
    let page = answer.json();
    assert_eq!(page["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(page["feed_url"], "https://benlau.example/feed.json");
    assert_eq!(page["home_page_url"], "https://benlau.example/");
    assert_eq!(page["_bantin"], json!({ "total": 42, "page": 1, "pages": 2 }));
    let items = page["items"].as_array().unwrap();
    for item in items {
        let has = |key: &str| item[key].is_string();
        assert!(has("id") && (has("content_html") || has("content_text")), "{item}");
        assert!(item["url"].as_str().unwrap().starts_with("https://benlau.example/tin/"));
    }
    assert_eq!(items[0]["_bantin"]["views"], 41);
    assert_eq!(items[0]["attachments"][0]["size_in_bytes"], 21);
    let read = feed_rs::parser::parse(answer.body.as_slice()).unwrap();
    assert_eq!(
        (read.entries.len(), read.entries[0].title.as_ref().unwrap().content.as_str()),
        (30, "Cúp nước 5 < 6 & \"đêm\" ]]> 🌾")
    );
    assert!(read.entries.iter().all(|entry| entry.published.is_some()));
    // All of it, page by page, as another server would import it.
    let next = page["next_url"].as_str().unwrap().strip_prefix("https://benlau.example").unwrap();
    let last = started.get(next).await.json();
    assert_eq!((last["items"].as_array().unwrap().len(), &last["next_url"]), (12, &Value::Null));
    assert_eq!(last["items"][11]["_bantin"]["pinned"], true);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_and_everybody_may_read_it() {
    let started = full(SETTINGS).await;
    for path in ["/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/sitemap-news.xml"] {
        let first = started.get(path).await;
        assert_eq!(first.header("access-control-allow-origin"), "*", "{path}");
        if path != "/sitemap-news.xml" {
            assert_eq!(first.header("last-modified"), "Sat, 21 Nov 2026 02:30:00 GMT", "{path}");
        }
        let etag = first.header("etag").to_owned();
        started.visit_by(path, Some(41)).await;
        assert_eq!(started.get_with(path, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
        let head = started.ask(Method::HEAD, path, &[], Vec::new()).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0), "{path}");
        assert_eq!((head.header("etag"), head.header("content-type")), (etag.as_str(), first.header("content-type")));
    }
    let coded = started.get_with("/rss.xml", &[("accept-encoding", "gzip")]).await;
    assert_eq!((coded.header("content-encoding"), coded.header("vary")), ("gzip", "accept-encoding"));
    // What is withdrawn is gone at once, and a correction is there under the same name.
    let before = rss(&started, "/rss.xml").await;
    let id = |channel: &rss::Channel| channel.items()[0].guid().unwrap().value().to_owned();
    started.clock.set(NOON + 60);
    started
        .import(
            json!([{ "id": "a", "title": "Hoãn", "content_text": "a", "date_published": "2026-11-20T08:00:00+07:00" }]),
        )
        .await;
    let after = rss(&started, "/rss.xml").await;
    assert_eq!((after.items()[0].title(), id(&after)), (Some("Hoãn"), id(&before)));
    assert_eq!(after.last_build_date(), Some("Tue, 24 Nov 2026 05:01:00 GMT"), "the source does not say when");
    bantin_server::store::Store::withdraw(&started.store(), "demo", 41, NOON).unwrap();
    assert_eq!(rss(&started, "/rss.xml").await.items()[0].title(), Some("Une brève"));
}

#[test]
fn any_article_is_well_formed_and_reads_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let piece = prop_oneof![
        "[a-z<>&\"'\\]\\[!-]{0,8}",
        "\\PC{0,6}",
        Just("]]>".to_owned()),
        Just("🌾".to_owned()),
        any::<char>().prop_map(String::from),
        Just("\u{b}\u{1}".to_owned()),
        Just("&#0;&amp;".to_owned()),
    ];
    let text = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    runner
        .run(&(text.clone(), text.clone(), text), |(title, summary, tag)| {
            runtime.block_on(async {
                let started = Started::with(SETTINGS).await;
                let item = json!({ "id": "1", "title": title, "summary": summary, "content_text": format!("{title}\n\n{summary}"), "tags": [tag] });
                started.import(json!([item])).await;
                let listed = started.get("/api/v1/sites/demo/articles").await.json();
                let Some(item) = listed["items"].get(0) else { return };
                // As an XML parser gives it: without what XML cannot hold.
                let known = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
                let plain = |text: &str| text.chars().filter(|c| known(*c)).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
                let title = plain(item["title"].as_str().unwrap_or("Bài viết không có tiêu đề"));
                for path in ["/rss.xml", "/atom.xml", "/sitemap.xml", "/sitemap-news.xml"] {
                    let text = started.get(path).await.text();
                    let read = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                    let titles: Vec<_> = read
                        .descendants()
                        .filter(|node| node.tag_name().name() == "title" && matches!(node.parent_element().unwrap().tag_name().name(), "item" | "entry" | "news"))
                        .map(|node| plain(node.text().unwrap_or_default()))
                        .collect();
                    let expected = if path == "/sitemap.xml" { Vec::new() } else { vec![title.clone()] };
                    assert_eq!(titles, expected, "{path}");
                }
                let read = feed_rs::parser::parse(started.get("/rss.xml").await.body.as_slice()).unwrap();
                assert_eq!(read.entries.len(), 1);
            });
            Ok(())
        })
        .unwrap();
}
