//! Pictures that articles name by addresses of other servers: fetched at import, or left where they are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use bantin_server::fetch::Limits;
use bantin_server::importing::{ImportReport, Place, import};
use serde_json::{Value, json};

use crate::fetching::{allowing, other_side};
use crate::pictures::{bomb, jpeg};
use crate::support::{Started, feed, fetcher};

/// Another server, and how often its good picture was asked for.
async fn gallery() -> (u16, Arc<AtomicUsize>) {
    let asked = Arc::<AtomicUsize>::default();
    let counter = Arc::clone(&asked);
    let good = async move || {
        counter.fetch_add(1, Ordering::Relaxed);
        jpeg(900, 600)
    };
    let router = Router::new()
        .route("/anh/good.jpg", get(good))
        .route("/anh/page.jpg", get(async || "<!doctype html><script>alert(1)</script>"))
        .route("/anh/bomb.png", get(async || bomb()))
        .route("/anh/drawing.svg", get(async || "<svg xmlns='http://www.w3.org/2000/svg'/>"))
        .route("/anh/large.jpg", get(async || vec![0xff_u8; 300_000]));
    (other_side(router).await, asked)
}

async fn import_within(started: &Started, items: &Value, limits: Limits) -> ImportReport {
    let path = started.file("feed.json", feed(items));
    let order = started.order(vec![Place::File(path)]);
    import(&order, &started.settings, &started.store(), &fetcher(limits)).await.unwrap()
}

#[tokio::test]
async fn a_picture_of_another_server_is_taken_over_once() {
    let (port, asked) = gallery().await;
    let started = Started::new().await;
    let good = format!("http://localhost:{port}/anh/good.jpg");
    let items = |title: &str| {
        let html = format!("<p>a</p><img src='../anh/good.jpg'><a href='{good}'>b</a><img src='anh/none.jpg'>");
        json!([{ "id": "1", "title": title, "url": format!("http://localhost:{port}/tin/1"), "banner_image": good,
                 "content_html": html }])
    };
    let report = import_within(&started, &items("A"), allowing(&["localhost"])).await;
    let notes: Vec<_> = report.notes.iter().map(|note| note.item.clone()).collect();
    assert_eq!(notes, [format!("http://localhost:{port}/tin/anh/none.jpg")]);
    let item = started.get("/api/v1/sites/demo/articles/1").await.json()["items"][0].clone();
    let ours = item["banner_image"].as_str().unwrap();
    assert!(ours.starts_with("/media/demo/"), "{ours}");
    let html = item["content_html"].as_str().unwrap();
    assert!(
        html.contains(&format!("<img src=\"{ours}\" alt=\"\" srcset="))
            && html.contains(&format!("<a href=\"{ours}\"")),
        "{html}"
    );
    assert!(
        html.contains(&format!("<img src=\"http://localhost:{port}/tin/anh/none.jpg\" alt=\"\" loading=\"lazy\"")),
        "{html}"
    );
    assert_eq!(item["_bantin"]["picture"]["width"], 900);
    assert_eq!(started.get(ours).await.body, jpeg(900, 600));
    import_within(&started, &items("B"), allowing(&["localhost"])).await;
    assert_eq!(asked.load(Ordering::Relaxed), 1, "what is there is not fetched again");
}

#[tokio::test]
async fn what_cannot_be_had_stays_where_it_is_and_the_article_is_read() {
    let (port, _) = gallery().await;
    let limits = || Limits { bytes: 200_000, ..allowing(&["localhost"]) };
    for (name, reason) in [
        ("page.jpg", "is no picture"),
        ("bomb.png", "50000 × 50000"),
        ("drawing.svg", "SVG"),
        ("large.jpg", "larger than 200000"),
        ("none.jpg", "404"),
    ] {
        let started = Started::new().await;
        let address = format!("http://localhost:{port}/anh/{name}");
        let html = format!("<p>Một đoạn.</p><p><img src='{address}' width='7'>");
        let items = json!([{ "id": "1", "title": "A", "image": address, "content_html": html }]);
        let report = import_within(&started, &items, limits()).await;
        assert_eq!((report.new, report.notes.len()), (1, 1), "{:?}", report.notes);
        assert!(report.notes[0].reason.contains(reason), "{name}: {}", report.notes[0].reason);
        assert!(report.notes[0].reason.ends_with("left where it is"));
        let item = started.get("/api/v1/sites/demo/articles/1").await.json()["items"][0].clone();
        assert_eq!((item["image"].as_str(), &item["_bantin"]["picture"]), (Some(address.as_str()), &Value::Null));
        let lazy = "alt=\"\" width=\"7\" loading=\"lazy\" decoding=\"async\"></p>";
        assert_eq!(item["content_html"], format!("<p>Một đoạn.</p><p><img src=\"{address}\" {lazy}"));
        assert!(!started.settings.server.data.join("media").exists(), "{name}");
    }
}

#[tokio::test]
async fn no_picture_is_fetched_from_a_private_address() {
    let (port, asked) = gallery().await;
    let started = Started::new().await;
    let address = format!("http://localhost:{port}/anh/good.jpg");
    let items = json!([{ "id": "1", "title": "A", "image": address }]);
    let report = import_within(&started, &items, Limits::default()).await;
    assert!(report.notes[0].reason.contains("private address"), "{:?}", report.notes);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_dead_host_is_asked_no_more_than_it_takes() {
    let started = Started::new().await;
    // A port that nobody listens to any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let html: String = (0..20).map(|n| format!("<img src='http://localhost:{port}/{n}.jpg'>")).collect();
    let report =
        import_within(&started, &json!([{ "id": "1", "title": "A", "content_html": html }]), allowing(&["localhost"]))
            .await;
    assert_eq!(report.notes.len(), 20);
    let skipped = report.notes.iter().filter(|note| note.reason.contains("not asked again")).count();
    assert!(skipped >= 12, "{:?}", report.notes);
}
