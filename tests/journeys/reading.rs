//! From the front page to an article and back.

use super::http;
use super::stage::{Stage, demo_feed, until};
use serde_json::json;

super::journeys!(
    from_home_to_an_article_and_back,
    an_address_works_when_opened_reloaded_and_copied,
    a_slug_that_no_longer_fits_is_corrected,
    a_link_whose_slug_no_longer_fits_is_corrected,
    what_is_not_there_says_so,
);

const LEAD: &str = ".lead .headline a";

async fn from_home_to_an_article_and_back(stage: Stage) {
    let browser = stage.visitor("203.0.113.10").await;
    browser.open("/").await;
    browser.sees(LEAD).await;
    browser.sees(".block .brief").await;
    assert!(browser.count(".blocks .block").await >= 6);
    let front = browser.title().await;
    assert_eq!(front, "Phường Bến Lau");
    let link = ".block:last-child .brief:last-of-type .headline a";
    let (title, href) = (browser.text(link).await.unwrap(), browser.attribute(link, "href").await.unwrap());
    let middle = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' }); return scrollY";
    let left = browser.ask(middle, vec![link.into()]).await.as_f64().unwrap();
    assert!(left > 300.0, "the link is far down: {left}");
    browser.click(link).await;
    until("the article is there", async || browser.text("main h1").await.as_ref() == Some(&title)).await;
    assert_eq!(browser.path().await, href);
    until("the focus is on the heading", async || {
        browser.ask("return document.activeElement.tagName", vec![]).await == "H1"
    })
    .await;
    assert_eq!(browser.ask("return scrollY", vec![]).await, 0);
    assert_eq!(browser.title().await, format!("{title} – {front}"));
    browser.reads("Số lượt người xem").await;
    browser.reads("Tin đã đưa").await;
    browser.back().await;
    browser.sees(LEAD).await;
    until("the scroll position is restored", async || {
        (browser.ask("return scrollY", vec![]).await.as_f64().unwrap() - left).abs() < 2.0
    })
    .await;
    until("the focus is on the link that was followed", async || {
        browser.ask("return document.activeElement.getAttribute('href')", vec![]).await == href.as_str()
    })
    .await;
    assert_eq!(browser.title().await, front);
    browser.leave().await;
}

async fn an_address_works_when_opened_reloaded_and_copied(stage: Stage) {
    let browser = stage.visitor("203.0.113.11").await;
    browser.open("/").await;
    let href = browser.attribute(LEAD, "href").await.unwrap();
    assert!(href.starts_with("/tin/"), "{href}");
    browser.open(&href).await;
    let title = browser.text("main h1").await.unwrap();
    browser.reload().await;
    until("the article is there again", async || browser.text("main h1").await.as_ref() == Some(&title)).await;
    assert_eq!(browser.path().await, href);
    browser.leave().await;
}

async fn a_slug_that_no_longer_fits_is_corrected(stage: Stage) {
    let browser = stage.visitor("203.0.113.12").await;
    browser.open("/").await;
    let href = browser.attribute(LEAD, "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    let (status, location) = http::status(&format!("{}/tin/{id}/ten-cu", browser.door.address)).await;
    assert_eq!((status, location.as_ref()), (301, Some(&href)));
    browser.open(&format!("/tin/{id}/ten-cu")).await;
    until("the address is corrected", async || browser.path().await == href).await;
    browser.leave().await;
}

async fn a_link_whose_slug_no_longer_fits_is_corrected(stage: Stage) {
    let browser = stage.visitor("203.0.113.13").await;
    browser.open("/").await;
    let href = browser.attribute(LEAD, "href").await.unwrap();
    let title = browser.text(LEAD).await.unwrap();
    let feed = demo_feed();
    let mut items = feed["items"].as_array().unwrap().iter();
    let item = items.find(|item| item["title"] == title.as_str()).unwrap();
    // The source gives the article another title, after the listing was loaded.
    let renamed = json!({
        "id": item["id"], "title": "Tên mới của bài", "content_text": "Nội dung.",
        "date_published": item["date_published"], "_bantin": { "categories": item["_bantin"]["categories"] },
    });
    stage.server.import(&renamed);
    browser.click(LEAD).await;
    until("the new title is there", async || browser.text("main h1").await.as_deref() == Some("Tên mới của bài")).await;
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    until("the address is corrected", async || browser.path().await == format!("/tin/{id}/ten-moi-cua-bai")).await;
    assert_eq!(browser.title().await, "Tên mới của bài – Phường Bến Lau");
    browser.back().await;
    browser.sees(LEAD).await;
    assert_eq!(browser.path().await, "/", "the correction is no step of its own");
    browser.leave().await;
}

async fn what_is_not_there_says_so(stage: Stage) {
    let browser = stage.visitor("203.0.113.14").await;
    for path in ["/tin/999999/khong-co", "/chuyen-muc/khong-co", "/khong-co", "/chuyen-muc/thong-bao/trang/999"] {
        browser.open(path).await;
        browser.reads("Không tìm thấy trang").await;
        assert_eq!(browser.title().await, "Không tìm thấy trang – Phường Bến Lau", "{path}");
        assert_eq!(http::status(&format!("{}{path}", browser.door.address)).await.0, 404, "{path}");
        assert_eq!(browser.attribute(".dead-end a", "href").await.as_deref(), Some("/"), "{path}");
    }
    browser.leave().await;
}
