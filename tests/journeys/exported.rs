//! A site that was exported: plain files below a path, on a host that knows nothing of us.

use super::browser::Browser;
use super::door::Fault;
use super::stage::{Stage, path_in, until};
use axum::Router;
use tower_http::services::{ServeDir, ServeFile};

super::journeys!(an_exported_site_is_read_and_asks_no_server, an_exported_site_is_read_without_script,);

/// The demo site as files, below a path, at the door of a browser.
async fn at_the_files(stage: &Stage) -> Browser {
    // The files know where they stand, so the door must be there before them.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let browser = stage.at(&format!("http://{}", listener.local_addr().unwrap()), "203.0.113.170").await;
    let dir = stage.server.folder("www");
    let dist = path_in("BANTIN_DIST");
    let (dist, to) = (dist.to_string_lossy(), dir.to_string_lossy());
    let origin = browser.door.address.as_str();
    stage.server.command(&[
        "export",
        "--site",
        "demo",
        "--origin",
        origin,
        "--base",
        "/tin-tuc/",
        "--client",
        &dist,
        &to,
    ]);
    let files = ServeDir::new(&dir).not_found_service(ServeFile::new(dir.join("404.html")));
    let files = Router::new().nest_service("/tin-tuc", files);
    tokio::spawn(async move { axum::serve(listener, files).await });
    browser
}

async fn an_exported_site_is_read_and_asks_no_server(stage: Stage) {
    let browser = at_the_files(&stage).await;
    browser.open("/tin-tuc/").await;
    assert_eq!(browser.count(".counter").await, 0, "nobody counts here");
    let lead = ".lead .headline a";
    let href = browser.attribute(lead, "href").await.unwrap();
    assert!(href.starts_with("/tin-tuc/tin/") && href.ends_with('/'), "{href}");
    browser.click(lead).await;
    browser.sees(".article .body p").await;
    assert_eq!(browser.path().await, href);
    browser.reload().await;
    browser.sees(".article .body p").await;
    browser.click(".menu a[href=\"/tin-tuc/chuyen-muc/thong-bao/\"]").await;
    browser.sees(".listing .row").await;
    browser.click(".pagination [rel=next]").await;
    browser.sees(".pagination [rel=prev]").await;
    assert_eq!(browser.path().await, "/tin-tuc/chuyen-muc/thong-bao/trang/2/");
    browser.click("a.language").await;
    browser.sees("html[lang=en]").await;
    browser.reload().await;
    browser.sees("html[lang=en] .listing .row").await;
    browser.click(".nameplate a").await;
    browser.sees(".blocks .block").await;
    until("all blocks are there", async || browser.count(".skeleton").await == 0).await;
    assert_eq!(browser.count(".failed").await, 0);
    browser.click("#search").await;
    for letter in "water\u{E007}".chars() {
        browser.press(letter).await;
    }
    browser.reads("with “water”").await;
    assert_eq!(browser.path().await, "/tin-tuc/en/tim-kiem/?q=water");
    browser.reload().await;
    browser.reads("with “water”").await;
    let requests = browser.door.requests();
    assert!(requests.iter().any(|request| request.starts_with("GET /tin-tuc/json/articles/")), "{requests:?}");
    assert!(!requests.iter().any(|request| request.contains("/api/") || request.starts_with("POST")), "{requests:?}");
    browser.open("/tin-tuc/khong-co").await;
    browser.reads("Không tìm thấy trang").await;
    // A page that is not there is answered as such, and the browser says so.
    browser.leave_with(|report| report.contains("404")).await;
}

async fn an_exported_site_is_read_without_script(stage: Stage) {
    let browser = at_the_files(&stage).await;
    browser.door.fault("/", Fault::Unscripted);
    browser.go("/tin-tuc/").await;
    let listing = "/tin-tuc/chuyen-muc/thong-bao/";
    browser.follow(&format!(".menu a[href=\"{listing}\"]"), listing).await;
    browser.follow(".pagination [rel=next]", "/tin-tuc/chuyen-muc/thong-bao/trang/2/").await;
    let href = browser.href(".row .headline a").await;
    browser.follow(".row .headline a", &href).await;
    browser.sees(".article .body").await;
    assert!(browser.count("link[rel=canonical]").await == 1);
    browser.leave().await;
}
