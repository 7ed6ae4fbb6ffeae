//! Files beside a feed.

use bantin_server::importing::Place;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::pictures::jpeg;
use crate::support::{Started, feed};

fn with(html: &str) -> Value {
    json!([{
        "id": "1", "title": "A", "content_html": html, "image": "pictures/x.jpg", "banner_image": "https://a.example/b.jpg",
        "attachments": [{"url": "./tệp.pdf", "mime_type": "application/pdf", "size_in_bytes": 0},
                        {"url": "missing.pdf", "mime_type": "application/pdf"}],
    }])
}

#[tokio::test]
async fn files_beside_a_feed_are_taken_over_and_kept_by_browsers() {
    let started = Started::new().await;
    let bytes = jpeg(900, 600);
    started.file("pictures/x.jpg", &bytes);
    started.file("tệp.pdf", b"a document");
    started.file("y.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>");
    started.import(with("<img src='pictures/x.jpg'><a href='y.svg'>b</a><img src='none.png' alt='không'>")).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    let item = &article["items"][0];
    let picture = item["image"].as_str().unwrap();
    assert!(picture.starts_with("/media/demo/") && picture.ends_with(".jpg"), "{picture}");
    let html = item["content_html"].as_str().unwrap();
    assert!(html.starts_with(&format!("<p><img src=\"{picture}\" alt=\"\" srcset=\"")), "{html}");
    assert!(html.ends_with("</a>không</p>"), "{html}");
    assert_eq!(item["banner_image"], "https://a.example/b.jpg");
    assert_eq!(item["attachments"].as_array().unwrap().len(), 1);
    assert_eq!(item["attachments"][0]["size_in_bytes"], 10);
    let sent = started.get(picture).await;
    assert_eq!((sent.status, &sent.body), (StatusCode::OK, &bytes));
    assert_eq!(sent.header("content-type"), "image/jpeg");
    assert_eq!(sent.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(sent.header("x-content-type-options"), "nosniff");
    let part = started.get_with(picture, &[("range", "bytes=0-3")]).await;
    assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &bytes[..4]));
    let svg = html.split('"').find(|part| part.ends_with(".svg")).unwrap();
    let svg = started.get(svg).await;
    assert_eq!(svg.header("content-security-policy"), "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    // A picture that is another one now has another address.
    started.file("pictures/x.jpg", jpeg(901, 600));
    started.import(with("a")).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_ne!(article["items"][0]["image"], picture);
}

#[tokio::test]
async fn nothing_outside_the_feeds_folder_is_taken_over() {
    let started = Started::new().await;
    started.file("secret.jpg", b"secret");
    std::fs::create_dir_all(started.dir.path().join("feeds/in")).unwrap();
    std::os::unix::fs::symlink(
        started.dir.path().join("feeds/secret.jpg"),
        started.dir.path().join("feeds/in/link.jpg"),
    )
    .unwrap();
    started.file("in/program.exe", b"program");
    let html = "<img src='../secret.jpg'><img src='link.jpg'><img src='%2e%2e/secret.jpg'><a href='program.exe'>a</a>\
                <img src='/etc/hostname'>";
    let path = started.file("in/feed.json", feed(&json!([{"id": "1", "title": "A", "content_html": html}])));
    let report = started.import_as(started.order(vec![Place::File(path)])).await;
    let notes: Vec<&str> = report.notes.iter().map(|note| note.item.as_str()).collect();
    assert_eq!(notes, ["link.jpg", "program.exe"]);
    assert!(!started.settings.server.data.join("media/demo").exists());
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(article["items"][0]["content_html"], "<p>a</p>");
}

#[tokio::test]
async fn only_names_that_an_import_made_are_sent() {
    let started = Started::new().await;
    std::fs::write(started.settings.server.data.join("0123456789abcdef.jpg"), "x").unwrap();
    for path in [
        "/media/demo/..%2f..%2fbantin.sqlite3",
        "/media/demo/%2e%2e/bantin.sqlite3",
        "/media/..%2f/0123456789abcdef.jpg",
        "/media/demo/0123456789abcdef.jpg",
        "/media/demo/0123456789abcdef.exe",
    ] {
        assert_eq!(started.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
