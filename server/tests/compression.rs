//! Compressed answers, and many that are asked for at once.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Started, item};

#[tokio::test]
async fn long_answers_are_compressed_and_short_ones_are_not() {
    let started = Started::new().await;
    started.import(Value::from((1..=25).map(|n| item(n, n)).collect::<Vec<_>>())).await;
    for coding in ["br", "gzip"] {
        let listing = started.get_with("/api/v1/sites/demo/articles", &[("accept-encoding", coding)]).await;
        assert_eq!(listing.header("content-encoding"), coding);
        assert!(listing.header("vary").contains("accept-encoding"));
    }
    let counts = started.get_with("/api/v1/sites/demo/counts", &[("accept-encoding", "br")]).await;
    assert_eq!(counts.header("content-encoding"), "");
}

#[tokio::test]
async fn compressed_answers_have_the_newest_text_and_counts() {
    let started = Started::new().await;
    let long = |text: &str| json!([{"id": "1", "title": text, "content_text": "a", "summary": "b ".repeat(1_000)}]);
    started.import(long("Một")).await;
    for (path, coding) in [("/articles", "br"), ("/articles/1", "br"), ("/articles/1", "zstd"), ("/articles/1", "gzip")]
    {
        let path = format!("/api/v1/sites/demo{path}");
        let compressed = async || {
            let answer = started.get_with(&path, &[("accept-encoding", coding)]).await;
            assert_eq!(answer.header("content-encoding"), coding);
            assert!(answer.header("vary").contains("accept-encoding") && answer.body.len() < 1_000);
            answer
        };
        let (first, plain) = (compressed().await, started.get(&path).await);
        assert_eq!(first.header("etag"), plain.header("etag"));
        let known = [("accept-encoding", coding), ("if-none-match", first.header("etag"))];
        assert_eq!(started.get_with(&path, &known).await.status, StatusCode::NOT_MODIFIED);
        assert_eq!(compressed().await.body, first.body, "{path} {coding}");
        started.visit_by(&format!("{path} {coding}"), Some(1)).await;
        let visited = compressed().await;
        assert_ne!(visited.body, first.body, "a visit is not in {path} {coding}");
        assert_eq!(visited.header("etag"), first.header("etag"));
        // By another connection, as another process would.
        started.import(long(&format!("{path} {coding}"))).await;
        assert_ne!(compressed().await.header("etag"), first.header("etag"), "{path} {coding}");
    }
}

#[tokio::test]
async fn many_who_ask_at_once_are_all_answered_the_newest() {
    let started = Started::new().await;
    for round in 0..3 {
        let title = format!("Tin {round}");
        started.import(json!([{"id": "1", "title": title, "content_text": "a"}])).await;
        let path = "/api/v1/sites/demo/articles";
        let missing = "/api/v1/sites/demo/articles/9";
        let asked = (0..40).map(|n| started.get(if n % 4 == 3 { missing } else { path }));
        for (n, answer) in futures_util::future::join_all(asked).await.into_iter().enumerate() {
            if n % 4 == 3 {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
            } else {
                assert_eq!(answer.json()["items"][0]["title"], title);
            }
        }
    }
}
