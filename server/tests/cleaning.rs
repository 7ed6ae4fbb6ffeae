//! Articles are kept as they came, and cleaned when they are served.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Started, feed};

#[tokio::test]
async fn bodies_are_cleaned_and_their_addresses_lead_somewhere() {
    let started = Started::new().await;
    let mut feed: Value = serde_json::from_str(&feed(&json!([{
        "id": "1", "title": "A", "url": "/tin/1",
        "content_html": "<h2 onclick=x>A</h2><script>alert(1)</script><a href='2'>a</a><a href='#b'>b</a>\
                         <img src='/anh.jpg' onerror=alert(1)><iframe src='https://x.example'></iframe>",
    }])))
    .unwrap();
    feed["home_page_url"] = json!("https://huyen.example.vn/");
    let path = started.file("a.json", feed.to_string());
    started.import_as(started.order(vec![bantin_server::importing::Place::File(path)])).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(
        article["items"][0]["content_html"],
        "<h2>A</h2><p><a href=\"https://huyen.example.vn/2\" rel=\"noopener\">a</a>b\
         <img src=\"https://huyen.example.vn/anh.jpg\" alt=\"\" loading=\"lazy\" decoding=\"async\"></p>"
    );
    let kept: String = started.database().query_row("SELECT raw FROM article", [], |row| row.get(0)).unwrap();
    assert!(kept.contains("<script>alert(1)</script>"));
}

#[tokio::test]
async fn nothing_that_runs_is_served_in_any_field() {
    let started = Started::new().await;
    let bad = "javascript:alert(1)";
    started
        .import(json!([{
            "id": "1", "title": "<img src=x onerror=alert(1)>A", "url": bad, "external_url": bad, "image": bad,
            "banner_image": "data:text/html,<script>alert(1)</script>", "summary": "<script>alert(1)</script>b",
            "content_html": format!("<a href='{bad}'>a</a><svg><script>alert(1)</script></svg>"),
            "authors": [{"name": "B", "url": bad, "avatar": "vbscript:x"}],
            "attachments": [{"url": bad, "mime_type": "text/html"}],
        }]))
        .await;
    for path in ["/api/v1/sites/demo/articles/1", "/api/v1/sites/demo/articles", "/feed.json"] {
        let text = started.get(path).await.text();
        for word in ["javascript:", "vbscript:", "data:text", "<script", "onerror"] {
            assert!(!text.contains(word), "{path}: {word} in {text}");
        }
    }
}

#[tokio::test]
async fn a_body_made_to_be_slow_is_served_in_time() {
    let started = Started::new().await;
    let deep = |tag: &str, times: usize| format!("<{tag}>").repeat(times);
    let items = json!([
        {"id": "1", "title": "A", "content_html": deep("div", 20_000)},
        {"id": "2", "title": "B", "content_html": deep("b", 2_000) + &deep("p", 2_000)},
        {"id": "3", "title": "C", "content_html": deep("table", 2_000)},
        {"id": "4", "title": "D", "content_html": "<!--".repeat(50_000)},
    ]);
    started.import(items).await;
    let words = json!([{"id": "5", "title": "E", "content_html": deep("div", 300) + "a &lt;b"}]);
    started.import(words).await;
    let article = started.get("/api/v1/sites/demo/articles/5").await.json();
    assert_eq!(article["items"][0]["content_html"], "<p>a &lt;b</p>");
    for id in 1..=4 {
        let begun = Instant::now();
        let article = started.get(&format!("/api/v1/sites/demo/articles/{id}")).await;
        assert_eq!(article.status, 200, "{id}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{id}: {:?}", begun.elapsed());
    }
}
