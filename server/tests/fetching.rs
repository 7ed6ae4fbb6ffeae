//! The one way out: what it refuses, and what it brings.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use bantin_server::fetch::{FetchError, Limits};
use bantin_server::importing::{Order, Place};
use serde_json::{Value, json};
use url::Url;

use crate::support::{Started, feed, fetcher, item};

/// A server of the other side, on this machine.
pub async fn other_side(router: Router) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

fn to(location: String) -> impl IntoResponse {
    (StatusCode::FOUND, [(header::LOCATION, location)])
}

pub fn allowing(hosts: &[&str]) -> Limits {
    Limits { allow_private: hosts.iter().map(|host| (*host).to_owned()).collect(), ..Limits::default() }
}

async fn get(limits: Limits, address: &str) -> Result<Vec<u8>, FetchError> {
    fetcher(limits).get(Url::parse(address).unwrap()).await.map(|fetched| fetched.bytes)
}

#[tokio::test]
async fn private_addresses_are_refused_by_number_and_by_name() {
    let port = other_side(Router::new().route("/", text("hello"))).await;
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0", "10.0.0.1"]
    {
        let error = get(Limits::default(), &format!("http://{host}:{port}/")).await.unwrap_err();
        assert!(matches!(error, FetchError::Private(_)), "{host}: {error}");
    }
    for host in ["127.0.0.1", "localhost"] {
        let bytes = get(allowing(&[host]), &format!("http://{host}:{port}/")).await.unwrap();
        assert_eq!(bytes, b"hello", "{host}");
    }
    let error = get(allowing(&["localhost"]), &format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(error, FetchError::Private(_)), "allowed is the name, not the address");
}

fn text(text: &'static str) -> axum::routing::MethodRouter {
    answering(async move || text)
}

fn answering<H, T>(handler: H) -> axum::routing::MethodRouter
where
    H: axum::handler::Handler<T, ()>,
    T: 'static,
{
    axum::routing::get(handler)
}

#[tokio::test]
async fn a_redirect_is_followed_and_looked_at_like_the_first_address() {
    let port = other_side(
        Router::new()
            .route("/a", answering(async || to("/b".into())))
            .route("/b", text("hello"))
            .route("/number", answering(async || to("http://127.0.0.1:9/".into())))
            .route("/file", answering(async || to("file:///etc/passwd".into())))
            .route("/loop", answering(async || to("/loop".into()))),
    )
    .await;
    let at = |path: &str| format!("http://localhost:{port}/{path}");
    assert_eq!(get(allowing(&["localhost"]), &at("a")).await.unwrap(), b"hello");
    assert!(matches!(get(allowing(&["localhost"]), &at("number")).await, Err(FetchError::Private(_))));
    assert!(matches!(get(allowing(&["localhost"]), &at("file")).await, Err(FetchError::Address(_))));
    assert!(matches!(get(allowing(&["localhost"]), &at("loop")).await, Err(FetchError::Redirects(_))));
}

#[tokio::test]
async fn size_and_time_are_bounded_after_decompression_too() {
    // 8 MB of nothing, compressed to 8 KB.
    let bomb = std::sync::Arc::new(compressed().await);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let port = other_side(
        Router::new()
            .route("/large", answering(async || vec![b'a'; 2 << 20]))
            .route("/bomb", answering(async move || ([(header::CONTENT_ENCODING, "gzip")], (*bomb).clone())))
            .route("/slow", answering(async || std::future::pending::<String>().await))
            .route("/error", answering(async || StatusCode::INTERNAL_SERVER_ERROR)),
    )
    .await;
    let limits = || Limits { bytes: 1 << 20, time: Duration::from_millis(500), ..allowing(&["localhost"]) };
    let at = |path: &str| format!("http://localhost:{port}/{path}");
    assert!(matches!(get(limits(), &at("large")).await, Err(FetchError::Large(..))));
    assert!(matches!(get(limits(), &at("bomb")).await, Err(FetchError::Large(..))));
    assert!(matches!(get(limits(), &at("slow")).await, Err(FetchError::Slow(..))));
    assert!(matches!(get(limits(), &at("error")).await, Err(FetchError::Status(..))));
}

/// Many zeros as gzip, made by the same layer that the server compresses with.
async fn compressed() -> Vec<u8> {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let router = Router::new()
        .route("/", axum::routing::get(async || vec![0_u8; 8 << 20]))
        .layer(tower_http::compression::CompressionLayer::new());
    let request = axum::http::Request::get("/").header("accept-encoding", "gzip").body(axum::body::Body::empty());
    let response = router.oneshot(request.unwrap()).await.unwrap();
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

#[tokio::test]
async fn only_the_web_is_fetched() {
    for address in ["file:///etc/passwd", "ftp://example.org/", "http://user:secret@example.org/", "data:text/plain,a"]
    {
        assert!(matches!(get(Limits::default(), address).await, Err(FetchError::Address(_))), "{address}");
    }
}

#[tokio::test]
async fn pages_of_a_feed_are_fetched_one_after_the_other() {
    let page = |n: u64, next: &str| {
        let mut page: Value = serde_json::from_str(&feed(&json!([item(n, n)]))).unwrap();
        page["next_url"] = json!(next);
        page["items"][0]["content_html"] = json!("<img src='anh.jpg'>");
        page.to_string()
    };
    let (first, second) = (page(1, "feed2.json"), page(2, "/tin/feed.json"));
    let port = other_side(
        Router::new()
            .route("/tin/feed.json", answering(async move || first.clone()))
            .route("/tin/feed2.json", answering(async move || second.clone())),
    )
    .await;
    let started = Started::new().await;
    let place = Place::parse(&format!("http://localhost:{port}/tin/feed.json")).unwrap();
    let order = Order { complete: true, ..started.order(vec![place]) };
    let fetcher = fetcher(allowing(&["localhost"]));
    let report = bantin_server::importing::import(&order, &started.settings, &started.store(), &fetcher).await.unwrap();
    assert_eq!((report.new, report.refused.len()), (2, 0));
    assert!(report.notes.iter().any(|note| note.reason.contains("leads back")), "{:?}", report.notes);
    assert!(report.not_complete.is_some());
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    let html = article["items"][0]["content_html"].as_str().unwrap();
    assert!(html.starts_with(&format!("<p><img src=\"http://localhost:{port}/tin/anh.jpg\"")), "{html}");
}

#[tokio::test]
async fn the_pages_of_a_wordpress_are_followed_by_what_its_answers_say() {
    static PROTECTED: AtomicBool = AtomicBool::new(false);
    let post = |id: u64, text: &str| {
        json!({ "id": id, "date_gmt": format!("2026-10-{id:02}T01:00:00"), "status": "publish", "link": format!("https://old.example/{id}"),
            "title": { "rendered": format!("Tin {id} &amp; ảnh") }, "content": { "rendered": text, "protected": text.is_empty() } })
    };
    let posts = move |RawQuery(query): RawQuery| {
        let nine = if PROTECTED.load(Ordering::Relaxed) { "" } else { "<p>a</p>" };
        let page = match query.unwrap_or_default().split('&').any(|pair| pair == "page=2") {
            true => json!([post(7, "<p>b</p>")]),
            false => json!([post(9, nine), post(8, "")]),
        };
        async move { ([("x-wp-totalpages", "2")], page.to_string()) }
    };
    let port = other_side(Router::new().route("/wp-json/wp/v2/posts", axum::routing::get(posts))).await;
    let started = Started::new().await;
    let place = Place::parse(&format!("http://localhost:{port}/wp-json/wp/v2/posts?per_page=2")).unwrap();
    let order = Order { complete: true, ..started.order(vec![place]) };
    let fetcher = fetcher(allowing(&["localhost"]));
    let import =
        async || bantin_server::importing::import(&order, &started.settings, &started.store(), &fetcher).await.unwrap();
    let first = import().await;
    assert_eq!((first.new, first.withdrawn, first.refused.len()), (2, 0, 0), "{first:?}");
    assert!(first.notes.iter().any(|note| note.reason.contains("protected by a password")), "{first:?}");
    let titles = started.get("/api/v1/sites/demo/articles").await.json();
    assert_eq!(titles["items"][0]["title"], "Tin 9 & ảnh");
    // What was shown and may no longer be read is gone.
    PROTECTED.store(true, Ordering::Relaxed);
    let second = import().await;
    assert_eq!((second.unchanged, second.withdrawn, second.not_complete), (1, 1, None));
}
