//! From the front page to an article and back.

use super::stage::{Stage, until};

super::journeys!(
    from_home_to_an_article_and_back,
    an_address_works_when_opened_reloaded_and_copied,
    a_slug_that_no_longer_fits_is_corrected,
    the_interface_speaks_english_below_en,
    what_is_not_there_says_so,
);

async fn from_home_to_an_article_and_back(stage: Stage) {
    let browser = stage.visitor("203.0.113.10").await;
    browser.open("/").await;
    browser.sees(".lead .headline a").await;
    browser.sees(".block .brief").await;
    assert!(browser.count(".blocks .block").await >= 6);
    let link = ".block:last-child .brief:last-of-type .headline a";
    let (title, href) = (browser.text(link).await.unwrap(), browser.attribute(link, "href").await.unwrap());
    browser.click(link).await;
    until("the article is there", async || browser.text("main h1").await.as_ref() == Some(&title)).await;
    assert_eq!(browser.path().await, href);
    until("the focus is on the heading", async || {
        browser.ask("return document.activeElement.tagName", vec![]).await == "H1"
    })
    .await;
    assert_eq!(browser.ask("return scrollY", vec![]).await, 0);
    assert!(browser.ask("return document.title", vec![]).await.as_str().unwrap().starts_with(&title));
    browser.reads("Số lượt người xem").await;
    browser.reads("Tin đã đưa").await;
    browser.back().await;
    browser.sees(".lead .headline a").await;
    until("the scroll position is restored", async || {
        browser.ask("return scrollY", vec![]).await.as_f64().unwrap() > 300.0
    })
    .await;
    until("the focus is on the link that was followed", async || {
        browser.ask("return document.activeElement.getAttribute('href')", vec![]).await == href.as_str()
    })
    .await;
    browser.leave().await;
}

async fn an_address_works_when_opened_reloaded_and_copied(stage: Stage) {
    let browser = stage.visitor("203.0.113.11").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    assert!(href.starts_with("/tin/"), "{href}");
    browser.open(&href).await;
    let title = browser.text("main h1").await.unwrap();
    browser.driver.client.refresh().await.unwrap();
    until("the article is there again", async || browser.text("main h1").await.as_ref() == Some(&title)).await;
    assert_eq!(browser.path().await, href);
    browser.leave().await;
}

async fn a_slug_that_no_longer_fits_is_corrected(stage: Stage) {
    let browser = stage.visitor("203.0.113.12").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    browser.open(&format!("/tin/{id}/ten-cu")).await;
    until("the address is corrected", async || browser.path().await == href).await;
    browser.leave().await;
}

async fn the_interface_speaks_english_below_en(stage: Stage) {
    let browser = stage.visitor("203.0.113.13").await;
    browser.open("/").await;
    assert_eq!(browser.attribute("html", "lang").await.as_deref(), Some("vi"));
    browser.click("a.language").await;
    until("the page is in English", async || browser.attribute("html", "lang").await.as_deref() == Some("en")).await;
    assert_eq!(browser.path().await, "/en/");
    browser.reads("Latest news").await;
    browser.reads("Announcements").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    assert!(href.starts_with("/en/tin/"), "{href}");
    assert_eq!(browser.attribute(".lead", "lang").await.as_deref(), Some("vi"));
    browser.leave().await;
}

async fn what_is_not_there_says_so(stage: Stage) {
    let browser = stage.visitor("203.0.113.14").await;
    for path in ["/tin/999999/khong-co", "/chuyen-muc/khong-co", "/khong-co", "/chuyen-muc/thong-bao/trang/999"] {
        browser.open(path).await;
        browser.reads("Không tìm thấy trang").await;
        assert_eq!(browser.attribute(".dead-end a", "href").await.as_deref(), Some("/"), "{path}");
    }
    browser.leave().await;
}
