//! Pages as they are sent: what a reader without script, a search engine and a preview get, and what the client starts from.

use reqwest::StatusCode;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use webpage::HTML;

use crate::pages::with_client;
use crate::support::{Started, item};

const SETTINGS: &str = "[[site]]\nid = \"demo\"\nname = \"Phường Bến Lau\"\nlanguages = [\"vi\", \"en\"]\norigin = \"https://benlau.example\"\naccent = 210\n";

/// A page as a parser sees it.
struct Seen(Html);

impl Seen {
    fn all(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.0.select(&selector).filter_map(|found| found.attr(attribute)).map(str::to_owned).collect()
    }

    fn one(&self, selector: &str, attribute: &str) -> String {
        let all = self.all(selector, attribute);
        assert_eq!(all.len(), 1, "{selector}: {all:?}");
        all[0].clone()
    }

    fn text(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        self.0.select(&selector).map(|found| found.text().collect::<String>()).collect::<Vec<_>>().join("|")
    }

    fn meta(&self, property: &str) -> String {
        self.one(&format!("meta[property=\"{property}\"]"), "content")
    }

    fn json(&self, selector: &str) -> Value {
        serde_json::from_str(&self.text(selector)).unwrap()
    }
}

async fn seen(started: &Started, path: &str) -> Seen {
    Seen(Html::parse_document(&started.get(path).await.text()))
}

/// An article with everything, its translation, and twenty-two more.
async fn full() -> Started {
    let started = with_client(SETTINGS).await;
    let mut items: Vec<Value> = (1..=22).map(|n| item(n + 100, n)).collect();
    for item in &mut items {
        item["tags"] = json!(["Thông báo"]);
    }
    items[0] = json!({
        "id": "a", "title": "Cúp nước 5 < 6 & \"đêm\"", "language": "vi",
        "summary": "Từ 22 giờ & đến 4 giờ.", "content_html": "<p>Các khu phố 1, 2.</p><p>Xin trữ nước.</p>",
        "image": "https://anh.example/nuoc.jpg", "authors": [{ "name": "Minh Khôi" }],
        "date_published": "2026-11-20T08:00:00+07:00", "date_modified": "2026-11-21T09:30:00+07:00",
        "tags": ["Thông báo"], "_bantin": { "translations": [{ "language": "en", "id": "b" }], "views": 41 },
    });
    items[1] = json!({
        "id": "b", "title": "Water cut", "language": "en", "content_html": "<p>From ten in the evening.</p>",
        "date_published": "2026-11-20T08:00:00+07:00", "tags": ["Thông báo"],
        "_bantin": { "translations": [{ "language": "vi", "id": "a" }] },
    });
    let order = |order| bantin_server::importing::Order { views: true, ..order };
    let path = started.file("full.json", crate::support::feed(&Value::from(items)));
    let report = started.import_as(order(started.order(vec![bantin_server::importing::Place::File(path)]))).await;
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    started
}

/// The address of the article with everything.
async fn cut(started: &Started) -> String {
    let listing = started.get("/api/v1/sites/demo/articles?category=thong-bao&per_page=100").await.json();
    let mut items = listing["items"].as_array().unwrap().iter();
    let item = items.find(|item| item["title"].as_str().unwrap().starts_with("Cúp")).unwrap();
    format!("/tin/{}/{}", item["id"].as_str().unwrap(), item["_bantin"]["slug"].as_str().unwrap())
}

#[tokio::test]
async fn an_article_tells_machines_what_it_is() {
    let started = full().await;
    let path = cut(&started).await;
    let page = seen(&started, &path).await;
    let whole = format!("https://benlau.example{path}");
    assert_eq!(page.text("title"), "Cúp nước 5 < 6 & \"đêm\" – Phường Bến Lau");
    assert_eq!(page.one("meta[name=description]", "content"), "Từ 22 giờ & đến 4 giờ.");
    assert_eq!(page.one("link[rel=canonical]", "href"), whole);
    assert_eq!(page.meta("og:url"), whole);
    assert_eq!(page.meta("og:image"), "https://anh.example/nuoc.jpg");
    assert_eq!(page.meta("article:published_time"), "2026-11-20T08:00:00+07:00");
    assert_eq!(page.one("meta[name=\"twitter:card\"]", "content"), "summary_large_image");
    let languages = page.all("link[hreflang]", "hreflang");
    assert_eq!(languages, ["vi", "en"]);
    assert!(page.all("link[hreflang=en]", "href")[0].starts_with("https://benlau.example/en/tin/"));
    assert_eq!(page.all("time", "datetime")[0], "2026-11-20T08:00:00+07:00");

    // What others make of it.
    let other = HTML::from_string(started.get(&path).await.text(), Some(whole.clone())).unwrap();
    assert_eq!(other.opengraph.og_type, "article");
    assert_eq!(other.opengraph.properties["site_name"], "Phường Bến Lau");
    assert_eq!(other.opengraph.images[0].url, "https://anh.example/nuoc.jpg");
    let kinds: Vec<_> = other.schema_org.iter().map(|said| said.schema_type.as_str()).collect();
    assert_eq!(kinds, ["NewsArticle", "BreadcrumbList"]);
    let news = &other.schema_org[0].value;
    assert_eq!(news["headline"], "Cúp nước 5 < 6 & \"đêm\"");
    assert_eq!(news["author"][0]["name"], "Minh Khôi");
    assert_eq!(
        (&news["datePublished"], &news["dateModified"]),
        (&json!("2026-11-20T08:00:00+07:00"), &json!("2026-11-21T09:30:00+07:00"))
    );
    let steps = other.schema_org[1].value["itemListElement"].as_array().unwrap().clone();
    assert_eq!(steps.iter().map(|step| step["position"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(steps[1]["item"], "https://benlau.example/chuyen-muc/thong-bao");
}

#[tokio::test]
async fn pages_of_several_articles_are_described_by_their_headlines() {
    let started = full().await;
    for (path, name) in [("/", "Phường Bến Lau: "), ("/chuyen-muc/thong-bao", "Thông báo – Phường Bến Lau: ")]
    {
        let page = seen(&started, path).await;
        let description = page.one("meta[name=description]", "content");
        assert!(description.starts_with(name) && description.contains("Cúp nước"), "{description}");
        assert_eq!(description, page.meta("og:description"));
        assert!(description.chars().count() <= 201, "{description}");
    }
}

#[tokio::test]
async fn an_article_in_a_foreign_interface_is_known_by_its_own_address() {
    let started = full().await;
    let path = cut(&started).await;
    let page = seen(&started, &format!("/en{path}")).await;
    assert_eq!(page.one("html", "lang"), "en");
    assert_eq!(page.one("link[rel=canonical]", "href"), format!("https://benlau.example{path}"));
    // One that nobody has translated says nothing of other languages.
    let listing = started.get("/api/v1/sites/demo/articles?category=thong-bao&per_page=100").await.json();
    let plain = listing["items"].as_array().unwrap().iter().find(|item| item["title"] == "Tin 103").unwrap();
    let page = seen(&started, &format!("/tin/{}/tin-103", plain["id"].as_str().unwrap())).await;
    assert!(page.all("link[hreflang]", "href").is_empty());
}

#[tokio::test]
async fn a_listing_names_its_neighbours_and_its_other_language() {
    let started = full().await;
    let first = seen(&started, "/chuyen-muc/thong-bao").await;
    assert!(first.all("link[rel=prev]", "href").is_empty());
    assert_eq!(first.one("link[rel=next]", "href"), "/chuyen-muc/thong-bao/trang/2");
    assert_eq!(first.text(".listing .headline").split('|').count(), 12);
    let second = seen(&started, "/en/chuyen-muc/thong-bao/trang/2").await;
    assert_eq!(second.one("link[rel=prev]", "href"), "/en/chuyen-muc/thong-bao");
    assert!(second.all("link[rel=next]", "href").is_empty());
    assert_eq!(second.one("link[rel=canonical]", "href"), "https://benlau.example/en/chuyen-muc/thong-bao/trang/2");
    assert_eq!(
        second.all("link[hreflang]", "href"),
        [
            "https://benlau.example/chuyen-muc/thong-bao/trang/2",
            "https://benlau.example/en/chuyen-muc/thong-bao/trang/2"
        ]
    );
    assert_eq!(second.text("title"), "Thông báo – Page 2 – Phường Bến Lau");
}

#[tokio::test]
async fn a_page_brings_what_the_client_would_ask_for() {
    let started = full().await;
    let path = cut(&started).await;
    let answers = seen(&started, &path).await.json("#bantin-answers");
    let id = path.split('/').nth(2).unwrap();
    let brought = &answers[format!("/articles/{id}")]["items"][0];
    let asked = &started.get(&format!("/api/v1/sites/demo/articles/{id}")).await.json()["items"][0];
    for key in ["id", "title", "summary", "date_published", "date_modified", "image", "authors", "_bantin"] {
        assert_eq!(brought[key], asked[key], "{key}");
    }
    assert_eq!(brought["_bantin"]["views"], 41);
    // The body is in the page already, and not twice.
    assert_eq!(brought["content_html"], "<p>Các ");
    assert_eq!(answers["/counts"], started.counts().await);
    let home = seen(&started, "/").await.json("#bantin-answers");
    let paths: Vec<_> = home.as_object().unwrap().keys().cloned().collect();
    assert!(paths.contains(&"/articles?page=1&per_page=10".to_owned()), "{paths:?}");
    assert!(paths.contains(&"/articles?category=thong-bao&page=1&per_page=10".to_owned()), "{paths:?}");
    assert_eq!(seen(&started, "/tin/999/x").await.json("#bantin-answers")["/articles/999"], 404);
}

#[tokio::test]
async fn a_correction_is_seen_at_once_and_a_visit_changes_no_etag() {
    let started = full().await;
    let path = cut(&started).await;
    let before = started.get(&path).await;
    let etag = before.header("etag").to_owned();
    let id: u64 = path.split('/').nth(2).unwrap().parse().unwrap();
    assert!(before.text().contains("Số lượt người xem: 41<"));
    started.visit_by("a", Some(id)).await;
    let after = started.get(&path).await;
    assert!(after.text().contains("Số lượt người xem: 42<"), "counts are those of now");
    assert!(after.text().contains("đang xem 1 người"));
    assert_eq!(after.header("etag"), etag);
    assert_eq!(started.get_with(&path, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    let corrected =
        json!([{ "id": "a", "title": "Cúp nước", "content_html": "<p>Hoãn lại.</p>", "tags": ["Thông báo"] }]);
    started.import(corrected).await;
    let page = started.get_with(&format!("/tin/{id}/cup-nuoc"), &[("if-none-match", &etag)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Hoãn lại."));
    assert!(started.get("/chuyen-muc/thong-bao").await.text().contains(">Cúp nước<"));
}

#[tokio::test]
async fn the_style_is_in_the_page_and_the_policy_names_it_alone() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let started = full().await;
    let answer = started.get("/").await;
    let style = Seen(Html::parse_document(&answer.text())).text("style");
    assert!(style.contains("url(/fonts/") && style.ends_with(":root{--hue:210}"), "{style}");
    let hash = base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(style.as_bytes()));
    let policy = answer.header("content-security-policy").to_owned();
    assert!(policy.contains(&format!("style-src 'self' 'sha256-{hash}';")), "{policy}");
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'") || policy.contains("wasm-unsafe-eval")
    );
    let page = Seen(Html::parse_document(&answer.text()));
    assert!(page.all("[style], [onclick], [onload]", "class").is_empty());
    let scripts = page.all("script:not([src])", "type");
    assert!(scripts.iter().all(|kind| kind.ends_with("json")), "{scripts:?}");
}

#[tokio::test]
async fn without_script_a_page_is_counted_by_its_picture_only() {
    let started = full().await;
    let path = cut(&started).await;
    let id: u64 = path.split('/').nth(2).unwrap().parse().unwrap();
    let phone = [("accept-language", "phone")];
    let page = started.get_with(&path, &phone).await;
    assert_eq!(started.views(id).await, (41, 0), "a page that is fetched counts nothing");
    let (_, noscript) = page.text().rsplit_once("<noscript>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let picture = noscript.split('"').find(|part| part.starts_with("/api/")).unwrap().to_owned();
    let answer = started.get_with(&picture, &phone).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/gif"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.starts_with(b"GIF89a"));
    assert_eq!(started.views(id).await, (42, 1));
    started.get_with(&picture, &phone).await;
    assert_eq!(started.views(id).await, (42, 1), "the same visitor within half an hour");
    // Who is nobody: each page shown is a view, and one that was entered from outside a visit.
    let visits = started.counts().await["visits"]["total"].as_u64().unwrap();
    started.get_with(&picture, &[("sec-gpc", "1")]).await;
    assert_eq!(started.views(id).await, (43, 1));
    assert_eq!(started.counts().await["visits"]["total"], visits + 1);
    for forged in
        [picture.replacen(&format!("/{id}-"), "/1-", 1), format!("{picture}0"), "/api/v1/sites/demo/visits/x".into()]
    {
        assert_eq!(started.get(&forged).await.status, StatusCode::NOT_FOUND, "{forged}");
    }
    started.clock.set(crate::support::NOON + 30 * 3_600);
    assert_eq!(started.get(&picture).await.status, StatusCode::NOT_FOUND, "a day later it is worth nothing");
}

#[tokio::test]
async fn the_page_about_counting_needs_no_script_and_is_counted_by_its_picture() {
    let started = full().await;
    for (path, title, other) in [
        ("/cach-tinh-luot-truy-cap", "Cách tính lượt truy cập", "/en/cach-tinh-luot-truy-cap"),
        ("/en/cach-tinh-luot-truy-cap", "How visits are counted", "/cach-tinh-luot-truy-cap"),
    ] {
        let page = started.get(path).await;
        let text = page.text();
        assert_eq!(page.status, StatusCode::OK);
        let read = Html::parse_document(&text);
        let all = |selector: &str| read.select(&Selector::parse(selector).unwrap()).count();
        assert!(text.contains(r#""/rendered":200"#), "the client takes it as it is: {text}");
        assert_eq!((all("main h1"), all("main h2"), all("main dt")), (1, 5, 5), "{text}");
        assert_eq!((all(".masthead"), all(".menu"), all(".counter"), all("footer a")), (1, 1, 1, 2), "{text}");
        assert!(
            text.contains(&format!("{title}</h1>")) && text.contains(&format!("class=\"language\" href=\"{other}\""))
        );
        let picture = text.rsplit("src=\"").next().and_then(|rest| rest.split('"').next()).unwrap();
        let before = started.counts().await["visits"]["total"].as_u64().unwrap();
        assert_eq!(started.get_with(picture, &[("accept-language", path)]).await.status, StatusCode::OK);
        assert_eq!(started.counts().await["visits"]["total"], before + 1);
    }
    let front = started.get("/en/").await.text();
    assert!(front.contains(r#"<a href="/en/cach-tinh-luot-truy-cap">How visits are counted</a>"#), "{front}");
}

#[tokio::test]
async fn when_nothing_can_be_read_a_page_says_so() {
    let started = full().await;
    assert_eq!(started.get("/").await.status, StatusCode::OK);
    started.database().execute_batch("ALTER TABLE site RENAME TO lost").unwrap();
    let page = started.get("/chuyen-muc/thong-bao/trang/2").await;
    assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains("Trang tạm thời không phục vụ được"));
}
