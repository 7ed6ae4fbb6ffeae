//! The client alone, as plain files on a host that knows nothing of it.

use super::door::Door;
use super::stage::{Server, Stage, path_in, until};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tower_http::services::ServeDir;

super::journeys!(
    a_feed_is_listed_and_read_without_a_server_of_ours,
    a_server_elsewhere_counts_the_visits_of_plain_files,
);

async fn a_feed_is_listed_and_read_without_a_server_of_ours(stage: Stage) {
    let files = Router::new().fallback_service(ServeDir::new(path_in("BANTIN_DIST")));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let upstream = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, files).await });
    let browser = stage.at(&upstream, "203.0.113.80").await;
    browser.open("/").await;
    browser.sees(".lead .headline a").await;
    assert_eq!(browser.count(".counter").await, 0, "without a server nothing counts visits");
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    assert!(href.starts_with("#/tin/"), "{href}");
    browser.click(".lead .headline a").await;
    browser.sees(".article .body p").await;
    until("the picture of the body is loaded", async || {
        browser.ask("return document.querySelector('.body img')?.naturalWidth ?? 0", vec![]).await == 1200
    })
    .await;
    browser.reload().await;
    browser.sees(".article .body p").await;
    assert!(browser.path().await.ends_with(&href));
    browser.leave().await;
}

async fn a_server_elsewhere_counts_the_visits_of_plain_files(stage: Stage) {
    // The page's origin must be known before the server starts, and the server's before the page is written.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let browser = stage.at(&format!("http://{}", listener.local_addr().unwrap()), "203.0.113.81").await;
    let server = Server::embedded_in(&browser.door.address);
    let counting = Door::open(&server.address, "203.0.113.81").await;
    let page = std::fs::read_to_string(path_in("BANTIN_DIST").join("index.html")).unwrap();
    let counts = format!("\"counts\": \"{}/api/v1/sites/demo\"", counting.address);
    let page = page.replace("\"counts\": \"\"", &counts);
    assert!(page.contains(&counts), "the page's configuration has no place for the counts");
    // Many systems number their articles; such a number is not the server's for the same article.
    let feed = std::fs::read_to_string(path_in("BANTIN_DIST").join("demo/feed.json")).unwrap();
    let mut feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    for (number, item) in (1..).zip(feed["items"].as_array_mut().unwrap()) {
        item["id"] = number.to_string().into();
    }
    let files = Router::new()
        .route("/", get(async || Html(page)))
        .route("/demo/feed.json", get(async move || feed.to_string()))
        .fallback_service(ServeDir::new(path_in("BANTIN_DIST")));
    tokio::spawn(async move { axum::serve(listener, files).await });

    browser.open("/").await;
    until("the visit is counted", async || browser.total().await == Some(1)).await;
    assert_eq!(counting.visits(), [(None, true)]);
    browser.sees(".lead .headline a").await;
    browser.click(".lead .headline a").await;
    browser.sees(".article .body p").await;
    until("the reading is reported", async || counting.visits().len() == 2).await;
    assert_eq!(counting.visits()[1], (None, false));
    server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    until("the counter follows", async || browser.total().await == Some(4711)).await;
    assert_eq!(browser.count(".counter.out-of-touch").await, 0);
    assert!(browser.door.requests().iter().all(|request| !request.contains("/api/")), "the files' host is asked");
    let counted = format!("{}/api/v1/sites/demo/", counting.address);
    browser.leave_with(|report| report.contains("\"foreign\"") && report.contains(&counted)).await;
}
