//! The client alone, as plain files on a host that knows nothing of it.

use super::stage::{Stage, path_in, until};
use axum::Router;
use tower_http::services::ServeDir;

super::journeys!(a_feed_is_listed_and_read_without_a_server_of_ours);

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
    browser.driver.client.refresh().await.unwrap();
    browser.sees(".article .body p").await;
    assert!(browser.path().await.ends_with(&href));
    browser.leave().await;
}
