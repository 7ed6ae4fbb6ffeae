//! An article that its office has taken back.

use super::browser::Browser;
use super::http;
use super::stage::{Stage, until};

super::journeys!(a_withdrawn_article_says_so_and_shows_a_way_on);

async fn a_withdrawn_article_says_so_and_shows_a_way_on(stage: Stage) {
    let browser = stage.visitor("203.0.113.110").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    until("the visit is reported", async || browser.door.visits().len() == 1).await;
    stage.server.command(&["withdraw", "--site", "demo", id]);
    // The listing at hand is older than the withdrawal.
    browser.click(".lead .headline a").await;
    says_so(&browser).await;
    assert_eq!(browser.path().await, href);
    until("the focus is on the heading", async || {
        browser.ask("return document.activeElement.tagName", vec![]).await == "H1"
    })
    .await;
    browser.click(".dead-end a").await;
    browser.sees(".lead .headline a").await;
    assert_eq!(browser.path().await, "/");
    until("the front page is whole", async || browser.count(".skeleton").await == 0).await;
    assert_eq!(browser.count(&format!("a[href=\"{href}\"]")).await, 0, "it is listed no more");

    let address = format!("{}{href}", browser.door.address);
    assert_eq!(http::status(&address).await.0, 410);
    assert_eq!(http::status(&format!("{}api/v1/sites/demo/articles/{id}", stage.server.address)).await.0, 410);
    browser.open(&href).await;
    says_so(&browser).await;
    browser.click(".dead-end a").await;
    browser.sees(".lead .headline a").await;
    browser.has_had_its_turn().await;
    let visits = browser.door.visits();
    assert!(visits.iter().all(|(article, _)| article.is_none()), "a withdrawn article is read by nobody: {visits:?}");
    browser.leave().await;
}

async fn says_so(browser: &Browser) {
    browser.sees(".dead-end").await;
    assert_eq!(browser.text("main h1").await.as_deref(), Some("Bài viết đã được gỡ"));
    browser.reads("Cơ quan đăng tin đã gỡ bài viết này").await;
    assert_eq!(browser.title().await, "Bài viết đã được gỡ – Phường Bến Lau");
    assert_eq!(browser.text(".dead-end a").await.as_deref(), Some("Về trang chủ"));
    assert_eq!(browser.count(".article").await, 0);
}
