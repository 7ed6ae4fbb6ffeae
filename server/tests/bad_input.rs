//! What comes wrong, from feeds and from the network.

use std::time::{Duration, Instant};

use bantin_server::importing::{ImportError, ImportReport, Place, import};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Started, feed, fetcher, id, item};

async fn try_import(started: &Started, bytes: &[u8]) -> Result<ImportReport, ImportError> {
    let order = started.order(vec![Place::File(started.file("feed.json", bytes))]);
    import(&order, &started.settings, &started.store(), &fetcher(Default::default())).await
}

#[tokio::test]
async fn a_document_that_is_no_feed_changes_nothing_and_says_why() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let whole = feed(&json!([item(1, 1), item(2, 2)]));
    let utf16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> =
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Huy\xean\", \"items\": []}".to_vec();
    for bytes in [&whole.as_bytes()[..whole.len() - 30], b"", b"<html></html>", b"{}", b"[1]", &utf16, &latin] {
        let error = try_import(&started, bytes).await.unwrap_err();
        assert!(error.to_string().contains("feed.json"), "{error}");
    }
    let missing = started.order(vec![Place::File("/nowhere/feed.json".into())]);
    let error = import(&missing, &started.settings, &started.store(), &fetcher(Default::default())).await.unwrap_err();
    assert!(error.to_string().starts_with("/nowhere/feed.json: "), "{error}");
    assert_eq!(started.get("/api/v1/sites/demo/articles").await.json()["_bantin"]["total"], 1);
}

#[tokio::test]
async fn fifty_megabytes_are_taken_and_more_than_is_allowed_is_not() {
    let started = Started::new().await;
    let large = "a".repeat(50 << 20);
    let report = started.import(json!([{"id": "1", "title": "A", "content_text": large}])).await;
    assert_eq!(report.new, 1);
    let listing = started.get("/api/v1/sites/demo/articles").await;
    assert!(listing.status == StatusCode::OK && listing.body.len() < 2_000);
    let path = started.file("larger.json", "");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(65 << 20).unwrap();
    let order = started.order(vec![Place::File(path)]);
    let error = import(&order, &started.settings, &started.store(), &fetcher(Default::default())).await.unwrap_err();
    assert!(error.to_string().contains("larger than 64 MB"), "{error}");
}

#[tokio::test]
async fn odd_items_are_taken_whole() {
    let started = Started::new().await;
    let items = json!([
        {"id": "a/b?c#d \"e\" 'f' 😀 </script>", "title": "Tên \"x\" <b>😀</b>", "content_text": "a"},
        {"id": "long", "title": "dài ".repeat(512), "content_text": "a"},
        {"id": "zero", "title": "Năm 0", "content_text": "a", "date_published": "0000-01-01T00:00:00Z"},
        {"id": "late", "title": "Năm 9999", "content_text": "a", "date_published": "9999-12-31T23:59:59Z"},
        {"id": "views", "title": "Nhiều", "content_text": "a", "_bantin": {"views": u64::MAX}},
    ]);
    let path = started.file("feed.json", feed(&items));
    let mut order = started.order(vec![Place::File(path)]);
    order.views = true;
    let report = started.import_as(order).await;
    assert_eq!((report.new, report.refused.len()), (5, 0), "{report:?}");
    let listing = started.get("/api/v1/sites/demo/articles").await.json();
    for item in listing["items"].as_array().unwrap() {
        let page = item["url"].as_str().unwrap();
        assert_eq!(started.get(page).await.status, StatusCode::OK, "{page}");
        let id = item["id"].as_str().unwrap();
        assert_eq!(started.get(&format!("/api/v1/sites/demo/articles/{id}")).await.status, StatusCode::OK);
        let body = json!({"id": crate::support::id(), "article": id.parse::<u64>().unwrap()});
        assert_eq!(started.visit(&body, &[]).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_same_id_from_two_sources_is_two_articles() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let path = started.file("b.json", feed(&json!([item(1, 2)])));
    let mut order = started.order(vec![Place::File(path)]);
    order.source = "other".into();
    assert_eq!(started.import_as(order).await.new, 1);
    assert_eq!(started.get("/api/v1/sites/demo/articles").await.json()["_bantin"]["total"], 2);
}

#[tokio::test]
async fn wrong_addresses_are_problems_that_say_what_is_right() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let articles = "/api/v1/sites/demo/articles";
    for (path, status, says) in [
        ("/api/v1/sites/none", 404, "no site `none`"),
        ("/api/v1/sites/none/articles", 404, "no site"),
        ("/api/v1/sites/none/articles/1", 404, "no site"),
        ("/api/v1/sites/none/counts", 404, "no site"),
        ("/api/v1/sites/%ff", 400, "UTF-8"),
        ("/api/v1/sites/demo/none", 404, "no such resource"),
        ("/api/v2/sites/demo", 404, "no such resource"),
        (&format!("{articles}/99"), 404, "no such article"),
        (&format!("{articles}/x"), 404, "no such article"),
        (&format!("{articles}/-1"), 404, "no such article"),
        (&format!("{articles}/18446744073709551616"), 404, "no such article"),
        (&format!("{articles}/18446744073709551615"), 404, "no such article"),
        (&format!("{articles}/1%2f2"), 404, "no such article"),
        (&format!("{articles}/99/views"), 404, "no such article"),
        (&format!("{articles}?page=0"), 400, "`page` is `0`; allowed: a whole number from 1"),
        (&format!("{articles}?page=1000000000"), 404, "allowed: 1 to 1"),
        (&format!("{articles}?page=18446744073709551615"), 404, "allowed: 1 to 1"),
        (&format!("{articles}?page=99999999999999999999"), 400, "`page`"),
        (&format!("{articles}?per_page=-5"), 400, "`per_page` is `-5`; allowed: a whole number from 1 to 100"),
        (&format!("{articles}?per_page=0"), 400, "`per_page`"),
        (&format!("{articles}?per_page=1000000"), 400, "`per_page`"),
        (&format!("{articles}?per_page=x"), 400, "`per_page`"),
        (&format!("{articles}?page=1&page=2"), 400, "more than once"),
        (&format!("{articles}?category=%ff"), 400, "UTF-8"),
        (&format!("{articles}?category=none"), 404, "`category`"),
    ] {
        let answer = started.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().unwrap().contains(says), "{path}: {problem}");
    }
    for (method, path) in [
        (Method::POST, articles),
        (Method::DELETE, "/api/v1/sites/demo"),
        (Method::GET, "/api/v1/sites/demo/visits"),
        (Method::PUT, "/"),
    ] {
        let answer = started.ask(method, path, &[], vec![]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn wrong_reports_are_problems_and_count_nothing() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let text = |body: &str| body.as_bytes().to_vec();
    let good = id();
    for (body, status) in [
        (text(""), 400),
        (text("x"), 400),
        (text("[]"), 400),
        (text(r#"{"article": 1}"#), 400),
        (text(r#"{"id": "short", "article": 1}"#), 400),
        (text(&format!(r#"{{"id": "{}", "article": 1}}"#, "a".repeat(65))), 400),
        (text(r#"{"id": "0123456789abcde/", "article": 1}"#), 400),
        (text(&format!(r#"{{"id": "{good}", "article": -1}}"#)), 400),
        (text(&format!(r#"{{"id": "{good}", "article": "1"}}"#)), 400),
        (text(&format!(r#"{{"id": "{good}", "article": 1, "time": 5}}"#)), 400),
        (text(&format!(r#"{{"id": "{good}", "article": 18446744073709551615}}"#)), 404),
        (vec![0xff; 100], 400),
        (vec![b' '; 4_097], 413),
        (vec![b' '; 1 << 20], 413),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        let headers = [("origin", started.url.as_str()), ("content-type", "application/json")];
        let answer = started.ask(Method::POST, "/api/v1/sites/demo/visits", &headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{shown}");
        assert_eq!(answer.json()["status"], status);
    }
    let headers = [("origin", started.url.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let answer = started.ask(Method::POST, "/api/v1/sites/demo/visits", &headers, text("id=1")).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(started.counts().await["visits"], json!({"total": 0, "today": 0}));
}

/// Sends bytes, then nothing, and waits for the end of the connection.
async fn send_and_wait(started: &Started, bytes: &[u8]) -> (Duration, String) {
    let address = started.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let begun = Instant::now();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A reset is an end too.
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await.unwrap();
    (begun.elapsed(), String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test]
async fn slow_clients_are_cut_off() {
    let started = Started::with("[server]\nclient_timeout = 1\nrequest_timeout = 1\n").await;
    started.import(json!([item(1, 1)])).await;
    for head in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\nX: "] {
        let (time, _) = send_and_wait(&started, head.as_bytes()).await;
        assert!(time < Duration::from_secs(10), "{head:?}: {time:?}");
    }
    let host = started.url.trim_start_matches("http://");
    let body = format!(
        "POST /api/v1/sites/demo/visits HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
         Content-Type: text/plain\r\nContent-Length: 100\r\n\r\n{{"
    );
    let (time, answer) = send_and_wait(&started, body.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && time < Duration::from_secs(10), "{time:?}: {answer}");
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_cut_off() {
    let started = Started::with("[server]\nclient_timeout = 1\n").await;
    let large = "a".repeat(30 << 20);
    started.import(json!([{"id": "1", "title": "A", "content_text": large}])).await;
    let address = started.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /api/v1/sites/demo/articles/1 HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let begins = stream.readable();
    tokio::time::timeout(Duration::from_secs(60), begins).await.unwrap().unwrap();
    // Here doing nothing for longer than is allowed is what is tried.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let mut taken = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut taken)).await.unwrap();
    assert!(end.is_err() || taken.len() < 30 << 20, "{} bytes came after all", taken.len());
}

#[tokio::test]
async fn bytes_that_are_no_request_are_answered_or_cut_off() {
    let started = Started::new().await;
    for bytes in
        [&b"\x16\x03\x01\x02\x00"[..], b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"]
    {
        let mut all = bytes.to_vec();
        all.extend_from_slice(b"\r\n\r\n");
        let (_, answer) = send_and_wait(&started, &all).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let long = format!("GET /{} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "a".repeat(100_000));
    let (_, answer) = send_and_wait(&started, long.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(started.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_feed_whose_text_looks_like_our_own_numbers_is_sent_as_it_is() {
    let started = Started::new().await;
    let text = "\"views\":2000000000000000 \"views\":9007199254740991";
    started.import(json!([{"id": "1", "title": text, "content_text": text}])).await;
    let article: Value = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(
        (&article["items"][0]["content_text"], &article["items"][0]["_bantin"]["views"]),
        (&json!(text), &json!(0))
    );
}
