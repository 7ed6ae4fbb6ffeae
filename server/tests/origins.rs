//! Whole addresses, whatever host is asked for.

use reqwest::StatusCode;
use serde_json::json;

use crate::pages::with_client;
use crate::support::{Started, item};

const PATHS: [&str; 6] = ["/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt", "/tin/21/tin-21"];

#[tokio::test]
async fn what_is_whole_begins_with_the_host_that_was_asked_and_never_with_anothers() {
    let started = with_client("").await;
    // Takes what is compressed, too: a copy must not be another's.
    let compressed = reqwest::Client::builder().no_proxy().build().unwrap();
    for path in PATHS {
        for host in ["a.example", "b.example:8080", "a.example"] {
            let plain = started.get_with(path, &[("host", host)]).await;
            assert_eq!(plain.status, StatusCode::OK, "{path}");
            let coded = compressed.get(format!("{}{path}", started.url)).header("host", host).send().await.unwrap();
            for text in [plain.text(), coded.text().await.unwrap()] {
                assert!(text.contains(&format!("http://{host}/")), "{path}, {host}");
                let other = if host.starts_with('a') { "b.example" } else { "a.example" };
                assert!(!text.contains(other), "{path}, {host}");
            }
        }
        let headers = [("host", "a.example"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "tin.example.vn")];
        let text = started.get_with(path, &headers).await.text();
        assert!(text.contains("https://tin.example.vn/") && !text.contains("//a.example"), "{path}");
    }
}

#[tokio::test]
async fn a_hostile_host_gets_nowhere() {
    let started = with_client("").await;
    for host in ["a\"><script>alert(1)</script>", "a<b", "a&b", "x@evil.example", "a/b", "a b"] {
        for path in PATHS {
            let answer = started.get_with(path, &[("host", host)]).await;
            let text = answer.text();
            assert!(!text.contains(host) && !text.contains("evil.example"), "{path}, {host}: {text}");
            // A page can be read without knowing where it is; what is read elsewhere cannot be used.
            let readable = if path.starts_with("/tin/") { StatusCode::OK } else { StatusCode::BAD_REQUEST };
            assert_eq!(answer.status, readable, "{path}, {host}");
        }
        let forwarded = [("host", "a.example"), ("x-forwarded-host", host)];
        assert!(
            started.get_with("/rss.xml", &forwarded).await.text().contains("<link>http://a.example/</link>"),
            "{host}"
        );
    }
}

#[tokio::test]
async fn nobody_but_a_trusted_proxy_is_believed_and_a_known_host_wins() {
    let started = Started::with("[server]\ntrusted_proxies = []\n[[site]]\nid = \"demo\"\n").await;
    started.import(json!([item(1, 1)])).await;
    let forwarded = [("host", "a.example"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "b.example")];
    assert!(started.get_with("/rss.xml", &forwarded).await.text().contains("<link>http://a.example/</link>"));
    let started = Started::with("[[site]]\nid = \"demo\"\nhosts = [\"tin.example.vn\"]\n").await;
    started.import(json!([item(1, 1)])).await;
    let other = started.get_with("/rss.xml", &[("host", "evil.example"), ("x-forwarded-proto", "https")]).await;
    assert!(other.text().contains("<link>https://tin.example.vn/</link>"), "{}", other.text());
}

#[tokio::test]
async fn pages_lead_to_feeds_and_icons_below_any_base() {
    let started = with_client("[[site]]\nid = \"demo\"\nlanguages = [\"vi\", \"en\"]\nbase = \"/tin-tuc/\"\n").await;
    let page = started.get("/tin-tuc/en/chuyen-muc/tin-tuc").await.text();
    let read = scraper::Html::parse_document(&page);
    let links = scraper::Selector::parse("link[rel=alternate][type]").unwrap();
    let found: Vec<_> =
        read.select(&links).map(|link| (link.attr("type").unwrap(), link.attr("href").unwrap())).collect();
    let (rss, atom, json) = ("application/rss+xml", "application/atom+xml", "application/feed+json");
    assert_eq!(
        found,
        [
            (rss, "/tin-tuc/en/chuyen-muc/tin-tuc/rss.xml"),
            (atom, "/tin-tuc/en/chuyen-muc/tin-tuc/atom.xml"),
            (json, "/tin-tuc/en/chuyen-muc/tin-tuc/feed.json"),
            (rss, "/tin-tuc/en/rss.xml"),
            (atom, "/tin-tuc/en/atom.xml"),
            (json, "/tin-tuc/en/feed.json"),
        ]
    );
    for (kind, address) in found {
        let answer = started.get(address).await;
        assert!(answer.status == StatusCode::OK && answer.header("content-type").starts_with(kind), "{address}");
    }
}
