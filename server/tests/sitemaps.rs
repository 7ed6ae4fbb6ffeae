//! Sitemaps, `robots.txt` and the manifest.

use std::collections::HashSet;

use bantin_server::store::{ImportBatch, Incoming, Store as _};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, NOON, Started, item};

const SETTINGS: &str = "[[site]]\nid = \"demo\"\nname = \"Phường Bến Lau\"\nlanguages = [\"vi\", \"en\"]\norigin = \"https://benlau.example\"\nbase = \"/tin-tuc/\"\naccent = 250\n";

const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The texts of all elements of this name.
fn texts(answer: &Answer, namespace: &str, name: &str) -> Vec<String> {
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let text = answer.text();
    let read = roxmltree::Document::parse(&text).unwrap();
    let all = read.descendants().filter(|node| node.has_tag_name((namespace, name)));
    all.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

fn dated(id: &str, language: &str, date: &str) -> Value {
    json!({ "id": id, "title": format!("Tin {id} & <khác>"), "language": language, "content_text": "a", "date_published": date, "tags": ["Thông báo"] })
}

#[tokio::test]
async fn a_sitemap_names_what_can_be_found_once_and_what_translates_it() {
    let started = Started::with(SETTINGS).await;
    let mut items = vec![
        dated("a", "vi", "2026-11-20T08:00:00+07:00"),
        dated("b", "en", "2026-11-20T09:00:00+07:00"),
        dated("c", "vi", "2026-11-19T09:00:00+07:00"),
        dated("d", "vi", "2026-11-18T09:00:00+07:00"),
    ];
    // Only one side says so.
    items[0]["_bantin"] = json!({ "translations": [{ "language": "en", "id": "b" }] });
    items[0]["date_modified"] = json!("2026-11-21T09:30:00+07:00");
    items[2]["_bantin"] = json!({ "translations": [{ "language": "en", "id": "nowhere" }] });
    started.import(Value::from(items)).await;
    started.store().withdraw("demo", 4, NOON).unwrap();
    let answer = started.get("/tin-tuc/sitemap.xml").await;
    let found = texts(&answer, SITEMAP, "loc");
    let expected = [
        "",
        "en/",
        "cach-tinh-luot-truy-cap",
        "en/cach-tinh-luot-truy-cap",
        "chuyen-muc/thong-bao",
        "en/chuyen-muc/thong-bao",
        "tin/3/tin-c-khac",
        "tin/1/tin-a-khac",
        "en/tin/2/tin-b-khac",
    ];
    assert_eq!(found, expected.map(|path| format!("https://benlau.example/tin-tuc/{path}")));
    for address in &found {
        let page = started.get(address.strip_prefix("https://benlau.example").unwrap()).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.text().contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{address}");
    }
    let text = answer.text();
    let read = roxmltree::Document::parse(&text).unwrap();
    let languages = |end: &str| -> Vec<(String, String)> {
        let url = read
            .descendants()
            .find(|node| {
                node.has_tag_name("url") && node.descendants().any(|n| n.text().is_some_and(|t| t.ends_with(end)))
            })
            .unwrap();
        let links = url.children().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "link")));
        links
            .map(|link| (link.attribute("hreflang").unwrap().to_owned(), link.attribute("href").unwrap().to_owned()))
            .collect()
    };
    let (vi, en) = (("vi".to_owned(), found[7].clone()), ("en".to_owned(), found[8].clone()));
    assert_eq!(languages("tin-a-khac"), [vi.clone(), en.clone()]);
    assert_eq!(languages("tin-b-khac"), [en, vi]);
    assert!(languages("tin-c-khac").is_empty());
    assert_eq!(
        texts(&answer, SITEMAP, "lastmod"),
        [
            "2026-11-21T02:30:00Z",
            "2026-11-21T02:30:00Z",
            "2026-11-19T02:00:00Z",
            "2026-11-21T02:30:00Z",
            "2026-11-20T02:00:00Z"
        ]
    );
    for none in ["sitemap-1.xml", "sitemap-0.xml", "sitemap-99999999999999999999.xml"] {
        assert_eq!(started.get(&format!("/tin-tuc/{none}")).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn news_is_what_was_published_within_two_days() {
    let started = Started::with(SETTINGS).await;
    started
        .import(json!([
            dated("old", "vi", "2026-11-22T11:59:59+07:00"),
            dated("just", "vi", "2026-11-22T12:00:00+07:00"),
            dated("new", "en", "2026-11-24T11:00:00+07:00"),
            dated("future", "vi", "2026-11-25T11:00:00+07:00"),
            { "id": "undated", "title": "Không ngày", "content_text": "a" },
        ]))
        .await;
    let news = || async { started.get("/tin-tuc/sitemap-news.xml").await };
    let now = news().await;
    assert_eq!(texts(&now, NEWS, "title"), ["Không ngày", "Tin new & <khác>", "Tin just & <khác>"]);
    assert_eq!(texts(&now, NEWS, "language"), ["vi", "en", "vi"]);
    assert_eq!(texts(&now, NEWS, "name"), ["Phường Bến Lau"; 3]);
    assert_eq!(texts(&now, NEWS, "publication_date")[1], "2026-11-24T04:00:00Z");
    assert!(texts(&now, SITEMAP, "loc")[1].starts_with("https://benlau.example/tin-tuc/en/tin/3/"));
    started.clock.set(NOON + 86_400);
    assert_eq!(texts(&news().await, NEWS, "title").len(), 3, "one is too old, another has come");
    started.clock.set(NOON + 10 * 86_400);
    let none = news().await;
    assert!(texts(&none, NEWS, "title").is_empty());
    assert_eq!(texts(&none, SITEMAP, "loc"), ["https://benlau.example/tin-tuc/"], "the schema wants one");
}

#[tokio::test]
async fn a_long_sitemap_has_several_files() {
    let started = Started::with(SETTINGS).await;
    let article = |n: u64| Incoming {
        source_id: n.to_string(),
        article: format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"","items":[{{"id":"{n}","title":"Tin {n}"}}]}}"#
        ),
        title: format!("Tin {n}"),
        slug: format!("tin-{n}"),
        published: Some(1_500_000_000 + i64::try_from(n).unwrap()),
        ..Incoming::default()
    };
    let batch = ImportBatch {
        source: "import".into(),
        articles: (1..=60_000).map(article).collect(),
        ..ImportBatch::default()
    };
    started.store().import("demo", &batch).unwrap();
    let index = started.get("/tin-tuc/sitemap.xml").await;
    let files = texts(&index, SITEMAP, "loc");
    assert_eq!(files, [1, 2].map(|n| format!("https://benlau.example/tin-tuc/sitemap-{n}.xml")));
    let mut all = HashSet::new();
    for (file, length) in files.iter().zip([50_000, 10_004]) {
        let found = texts(&started.get(file.strip_prefix("https://benlau.example").unwrap()).await, SITEMAP, "loc");
        assert_eq!(found.len(), length);
        all.extend(found);
    }
    assert_eq!(all.len(), 60_004);
    assert_eq!(started.get("/tin-tuc/sitemap-3.xml").await.status, StatusCode::NOT_FOUND);
    assert_eq!(started.get("/tin-tuc/rss.xml").await.status, StatusCode::OK);
}

#[tokio::test]
async fn robots_are_told_where_the_sitemaps_are() {
    let started = Started::with(SETTINGS).await;
    started.import(json!([item(1, 1)])).await;
    for path in ["/robots.txt", "/tin-tuc/robots.txt"] {
        let answer = started.get(path).await;
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        let text = answer.text();
        let lines =
            |key: &str| text.lines().filter_map(|line| line.strip_prefix(key)).map(str::to_owned).collect::<Vec<_>>();
        let root = "https://benlau.example/tin-tuc";
        assert_eq!(lines("Sitemap: "), [format!("{root}/sitemap.xml"), format!("{root}/sitemap-news.xml")]);
        let kept_out = ["api/v1/sites/demo/visits", "api/v1/sites/demo/live", "quan-tri/", "en/quan-tri/"];
        assert_eq!(lines("Disallow: "), kept_out.map(|path| format!("/tin-tuc/{path}")));
    }
}

#[tokio::test]
async fn a_manifest_says_how_the_site_looks_on_a_home_screen() {
    let started = Started::with(SETTINGS).await;
    started.import(json!([item(1, 1)])).await;
    let answer = started.get("/tin-tuc/manifest.webmanifest").await;
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    let manifest = answer.json();
    assert_eq!(
        (&manifest["name"], &manifest["short_name"], &manifest["lang"]),
        (&json!("Phường Bến Lau"), &json!("Bến Lau"), &json!("vi"))
    );
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("/tin-tuc/"), &json!("/tin-tuc/")));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    for icon in manifest["icons"].as_array().unwrap() {
        let file = icon["src"].as_str().unwrap().strip_prefix("/tin-tuc/").unwrap();
        let bytes = std::fs::read(folder.join(file)).unwrap();
        // A PNG says its width and height behind the first 16 bytes.
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(icon["sizes"], format!("{}x{}", side(16), side(20)), "{file}");
    }
    assert!(manifest["icons"].as_array().unwrap().iter().any(|icon| icon["purpose"] == "maskable"));
}

#[test]
fn the_page_names_only_icons_that_are_built_beside_it() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let html = scraper::Html::parse_document(&std::fs::read_to_string(root.join("index.html")).unwrap());
    let all = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        html.select(&selector).map(|link| link.attr("href").unwrap().to_owned()).collect()
    };
    let copied = all("link[data-trunk][rel=copy-file]");
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root.join("public/manifest.webmanifest")).unwrap()).unwrap();
    let icons = manifest["icons"].as_array().unwrap().iter().map(|icon| icon["src"].as_str().unwrap().to_owned());
    let linked = all("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]");
    assert_eq!(linked.len(), 4);
    for file in linked.iter().map(|href| href.strip_prefix("./").unwrap().to_owned()).chain(icons) {
        assert!(copied.contains(&format!("public/{file}")) && root.join("public").join(&file).exists(), "{file}");
    }
}
