//! The addresses people see, and the client's files.

use bantin_server::clock::Clock;
use bantin_server::store::{OpenOptions, Store as _};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{NOON, Started, item};

const INDEX: &str = r#"<!doctype html><html lang="vi"><head><title>bantin</title><link rel="stylesheet" href="./style-01234567.css"><script type="application/json" id="bantin-config">{}</script><script type="module" src="./bantin-0123456789abcdef.js"></script></head><body><div id="bantin"><p>…</p></div></body></html>"#;

pub async fn with_client(settings: &str) -> Started {
    let dir = tempfile::tempdir().unwrap();
    let dist = dir.path().join("dist");
    std::fs::create_dir_all(dist.join("fonts")).unwrap();
    for (name, text) in [
        ("index.html", INDEX),
        ("bantin-0123456789abcdef.js", "plain"),
        ("bantin-0123456789abcdef.js.br", "as br"),
        ("bantin-0123456789abcdef.js.gz", "as gz"),
        ("bantin-0123456789abcdef_bg.wasm", "wasm"),
        ("embed.js", "loader"),
        ("frame-89abcdef.js", "frame"),
        ("style-01234567.css", "a{src:url(fonts/serif-89abcdef.woff2)}"),
        ("fonts/serif-89abcdef.woff2", "font"),
    ] {
        std::fs::write(dist.join(name), text).unwrap();
    }
    let started = Started::over(dir, settings, Clock::standing(NOON), OpenOptions::default()).await;
    let mut items: Vec<Value> = (1..=21).map(|n| item(n, n)).collect();
    items[0]["tags"] = json!(["Tin tức"]);
    started.import(Value::from(items)).await;
    started
}

fn config(html: &str) -> Value {
    let (_, rest) = html.split_once("id=\"bantin-config\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[tokio::test]
async fn pages_are_the_client_told_which_site_it_is_for() {
    let started = with_client("").await;
    let front = started.get("/").await;
    assert_eq!(front.status, StatusCode::OK);
    assert_eq!(front.header("content-type"), "text/html; charset=utf-8");
    assert!(front.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval'"));
    let mut site = started.get("/api/v1/sites/demo").await.json();
    // The page knows where it is.
    assert_eq!(site.as_object_mut().unwrap().remove("url"), Some(json!(format!("{}/", started.url))));
    assert_eq!(
        config(&front.text()),
        json!({"site": site, "base": "/", "api": "/api/v1/sites/demo",
               "addressing": "path"})
    );
    assert!(front.text().contains("<title>Huyện Demo</title>"));
    let article = started.get("/tin/21/tin-21").await;
    assert!(article.text().contains("<title>Tin 21 – Huyện Demo</title>"));
    let etag = article.header("etag").to_owned();
    assert_eq!(started.get_with("/tin/21/tin-21", &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_page_has_the_status_of_what_it_shows() {
    let started = with_client("").await;
    started.store().withdraw("demo", 2, NOON).unwrap();
    for (path, status) in [
        ("/chuyen-muc/tin-tuc", 200),
        ("/chuyen-muc/tin-tuc/trang/1", 200),
        ("/chuyen-muc/tin-tuc/trang/0", 404),
        ("/chuyen-muc/khac", 404),
        ("/chuyen-muc/tin-tuc/trang/2", 404),
        ("/tin/99/x", 404),
        ("/tin/x", 404),
        ("/tin/2/tin-2", 410),
        ("/index.html", 404),
        ("/khac/gi", 404),
        ("/%ff", 404),
        ("/en/", 404),
    ] {
        let page = started.get(path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert_eq!(config(&page.text())["site"]["id"], "demo", "{path}");
    }
}

#[tokio::test]
async fn an_article_has_one_address() {
    let started = with_client("[[site]]\nid = \"demo\"\nlanguages = [\"vi\", \"en\"]\nbase = \"/tin-tuc/\"\n").await;
    for (path, to) in [
        ("/tin-tuc/tin/3", "/tin-tuc/tin/3/tin-3"),
        ("/tin-tuc/tin/3/khac?a=b", "/tin-tuc/tin/3/tin-3?a=b"),
        ("/tin-tuc/en/tin/3/khac", "/tin-tuc/en/tin/3/tin-3"),
    ] {
        let moved = started.get(path).await;
        assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, to));
    }
    let settings = "[[site]]\nid = \"demo\"\ndate_form = \"day\"\n";
    assert_eq!(config(&with_client(settings).await.get("/").await.text())["date_form"], "day");
    let english = started.get("/tin-tuc/en/tin/3/tin-3").await;
    assert_eq!(english.status, StatusCode::OK);
    assert_eq!(config(&english.text())["base"], "/tin-tuc/");
    assert!(english.text().contains("<html lang=\"en\">"));
    assert!(english.text().contains("src=\"/tin-tuc/bantin-0123456789abcdef.js\""));
    assert_eq!(started.get("/tin-tuc/bantin-0123456789abcdef.js").await.text(), "plain");
    assert_eq!(started.get("/tin-tuc").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_site_is_found_by_its_host() {
    let settings = "[server]\ndefault_site = \"demo\"\n[[site]]\nid = \"other\"\nname = \"Khác\"\nhosts = [\"other.example\"]\n\
                    [[site]]\nid = \"demo\"\nname = \"Demo\"\n";
    let started = with_client(settings).await;
    for (host, site) in [("other.example", "other"), ("Other.Example:8080", "other"), ("any.example", "demo")] {
        let page = started.get_with("/", &[("host", host)]).await;
        assert_eq!(config(&page.text())["site"]["id"], site, "{host}");
    }
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_ever_and_ready_made_encodings_are_sent() {
    let started = with_client("").await;
    let path = "/bantin-0123456789abcdef.js";
    for (accepted, body, coding) in [("", "plain", ""), ("gzip", "as gz", "gzip"), ("gzip, br", "as br", "br")] {
        let file = started.get_with(path, &[("accept-encoding", accepted)]).await;
        assert_eq!((file.text().as_str(), file.header("content-encoding")), (body, coding));
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("vary"), "accept-encoding");
        assert_eq!(file.header("access-control-allow-origin"), "*");
    }
    assert_eq!(started.get("/bantin-0123456789abcdef_bg.wasm").await.header("content-type"), "application/wasm");
    assert_eq!(started.get("/fonts/serif-89abcdef.woff2").await.header("content-type"), "font/woff2");
}

#[tokio::test]
async fn without_a_client_pages_say_so_and_without_a_site_too() {
    let started = Started::new().await;
    assert_eq!(started.get("/").await.status, StatusCode::NOT_FOUND);
    started.import(json!([item(1, 1)])).await;
    let page = started.get("/").await;
    assert!(page.status == StatusCode::OK && page.text().contains("--client"));
}
