//! An article in two languages, and the interface in two.

use super::browser::Browser;
use super::stage::{Stage, until};

super::journeys!(an_article_is_read_in_the_other_language_and_back, the_language_is_switched_and_switched_back);

/// The beginnings of the two titles.
const VIETNAMESE: &str = "Cẩm nang cho người nước ngoài";
const ENGLISH: &str = "Living in and visiting";

async fn an_article_is_read_in_the_other_language_and_back(stage: Stage) {
    let browser = stage.visitor("203.0.113.120").await;
    let feed = stage.server.api("articles?per_page=100").await;
    let mut items = feed["items"].as_array().unwrap().iter();
    let item = items.find(|item| item["title"].as_str().unwrap().starts_with(VIETNAMESE)).unwrap();
    browser.open(&format!("/tin/{}", item["id"].as_str().unwrap())).await;
    reads(&browser, "vi", VIETNAMESE).await;
    let vietnamese = browser.path().await;
    let english = browser.attribute(".translation a", "href").await.unwrap();
    assert!(english.starts_with("/en/tin/"), "{english}");
    assert_eq!(browser.text(".translation a").await.as_deref(), Some("Read this article in English"));
    assert_eq!(browser.attribute(".translation a", "lang").await.as_deref(), Some("en"));
    assert_eq!(browser.attribute(".translation a", "hreflang").await.as_deref(), Some("en"));

    browser.click(".translation a").await;
    reads(&browser, "en", ENGLISH).await;
    assert_eq!(browser.path().await, english);
    browser.reads("Earlier").await;
    assert_eq!(browser.attribute(".translation a", "href").await.as_ref(), Some(&vietnamese));
    browser.reload().await;
    reads(&browser, "en", ENGLISH).await;
    assert_eq!(browser.path().await, english, "the address alone says the language");

    browser.click(".translation a").await;
    reads(&browser, "vi", VIETNAMESE).await;
    assert_eq!(browser.path().await, vietnamese);
    browser.back().await;
    reads(&browser, "en", ENGLISH).await;

    // Shown in the other interface the same text says that it is foreign there.
    browser.click("a.language").await;
    until("the page is in Vietnamese", async || browser.attribute("html", "lang").await.as_deref() == Some("vi")).await;
    until("the article is there", async || browser.count(".article .body").await > 0).await;
    assert_eq!(browser.path().await, english.trim_start_matches("/en"));
    assert_eq!(browser.attribute("main h1", "lang").await.as_deref(), Some("en"));
    assert_eq!(browser.attribute(".article .body", "lang").await.as_deref(), Some("en"));
    browser.leave().await;
}

/// Waits for the article in this language, and looks at what says which it is.
async fn reads(browser: &Browser, language: &str, title: &str) {
    until(&format!("{title} is there"), async || {
        browser.text("main h1").await.is_some_and(|heading| heading.starts_with(title))
    })
    .await;
    assert_eq!(browser.attribute("html", "lang").await.as_deref(), Some(language));
    assert_eq!(browser.attribute("main h1", "lang").await, None, "it is in the page's own language");
    assert!(browser.title().await.starts_with(title), "{}", browser.title().await);
}

async fn the_language_is_switched_and_switched_back(stage: Stage) {
    let browser = stage.visitor("203.0.113.121").await;
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
    browser.reload().await;
    browser.reads("Latest news").await;
    browser.click("a.language").await;
    until("the page is in Vietnamese", async || browser.attribute("html", "lang").await.as_deref() == Some("vi")).await;
    assert_eq!(browser.path().await, "/");
    browser.reads("Tin mới nhất").await;
    assert_eq!(browser.attribute(".lead", "lang").await, None);
    browser.leave().await;
}
