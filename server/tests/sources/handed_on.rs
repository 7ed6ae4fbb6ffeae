//! Files that stay at their source and are handed on by this server.

use axum::body::Body;
use axum::http::Response;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Source, nothing, text};
use crate::support::{Started, feed, item, until};

/// The smallest picture there is.
const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn sent(kind: &str, bytes: &'static [u8]) -> Response<Body> {
    Response::builder().header("content-type", kind).body(Body::from(bytes)).unwrap()
}

/// An article with a picture, one in its body, a document and a file that is none.
fn article(port: u16) -> Value {
    let at = |path: &str| format!("http://localhost:{port}{path}");
    let mut article = item(1, 1);
    article["image"] = at("/anh.ashx?id=1").into();
    article["content_html"] = format!("<p>Xem <img src='{}' alt='x'></p>", at("/trong-bai.gif")).into();
    article["attachments"] = json!([
        {"url": at("/ke-hoach.pdf"), "mime_type": "application/pdf"},
        {"url": at("/mat.pdf"), "mime_type": "application/pdf"},
    ]);
    article
}

fn files(path: &str) -> Response<Body> {
    match path {
        "/anh.ashx?id=1" | "/trong-bai.gif" => sent("image/gif", GIF),
        "/ke-hoach.pdf" => sent("application/pdf", b"%PDF-1.4"),
        // A page that says that it is not there, under the name of the file.
        "/mat.pdf" => sent("text/html", b"<html>"),
        _ => nothing(),
    }
}

#[tokio::test]
async fn a_file_is_fetched_when_it_is_asked_for_and_then_kept() {
    let source = Source::answering(|_, _| nothing()).await;
    let whole = feed(&json!([article(source.port)]));
    source.answers(move |path, _| if path == "/feed.json" { text(whole.clone()) } else { files(path) });
    let started = Started::with(&source.settings("pictures = \"proxy\"\nattachments = \"proxy\"")).await;
    started.shows(&["Tin 1"]).await;
    until(async || source.asked().first().cloned()).await;
    let shown = started.get("/api/v1/sites/demo/articles/1").await.json()["items"][0].clone();
    let picture = shown["image"].as_str().unwrap().to_owned();
    assert!(picture.starts_with("/media/demo/p"), "{picture}");
    let body = shown["content_html"].as_str().unwrap();
    assert!(body.contains("src=\"/media/demo/p") && body.contains(".gif\""), "{body}");
    let document = &shown["attachments"][0];
    assert_eq!(document.get("size_in_bytes"), None, "only its source knows");
    assert!(source.asked().is_empty(), "nobody has asked for a file yet");

    // Several who ask at the same time are one for the source.
    let (one, other) = tokio::join!(started.get(&picture), started.get(&picture));
    for answer in [&one, &other] {
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/gif"));
        assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    }
    assert_eq!(source.asked().len(), 1);
    let answer = started.get(document["url"].as_str().unwrap()).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/pdf"));

    // What is kept is sent while the source is away; what is not cannot be.
    source.asked();
    source.answers(|_, _| nothing());
    assert_eq!(started.get(&picture).await.status, StatusCode::OK);
    assert!(source.asked().is_empty());
    let missing = shown["attachments"][1]["url"].as_str().unwrap();
    for _ in 0..3 {
        assert_eq!(started.get(missing).await.status, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(source.asked().len(), 1, "it is left alone for a while");
    // Only what an article names is fetched.
    assert_eq!(started.get("/media/demo/p0123456789abcdef.pdf").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_of_its_kind_is_not_handed_on_and_another_choice_takes_effect() {
    let source = Source::answering(|_, _| nothing()).await;
    let whole = feed(&json!([article(source.port)]));
    source.answers(move |path, _| if path == "/feed.json" { text(whole.clone()) } else { files(path) });
    let started = Started::with(&source.settings("pictures = \"proxy\"\nattachments = \"proxy\"")).await;
    started.shows(&["Tin 1"]).await;
    let shown = started.get("/api/v1/sites/demo/articles/1").await.json();
    let broken = shown["items"][0]["attachments"][1]["url"].as_str().unwrap();
    assert_eq!(started.get(broken).await.status, StatusCode::BAD_GATEWAY);
    let Started { dir, clock, server, .. } = started;
    server.unwrap().stop().await;
    clock.set(clock.now() + 86_400);
    let started = Started::over(dir, &source.settings("pictures = \"copy\""), clock, Default::default()).await;
    until(async || {
        let shown = started.get("/api/v1/sites/demo/articles/1").await.json();
        shown["items"][0]["image"].as_str().filter(|image| !image.starts_with("/media/demo/p")).map(str::to_owned)
    })
    .await;
}
