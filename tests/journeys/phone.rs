//! A phone's width.

use super::stage::{Stage, until};

super::journeys!(nothing_is_wider_than_a_phone);

async fn nothing_is_wider_than_a_phone(stage: Stage) {
    let browser = stage.visitor("203.0.113.50").await;
    let feed = stage.server.api("articles?per_page=100").await;
    let articles = feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
    // The very long title, the widest table and the gallery are among them; so all are looked at.
    let paths = articles.map(|id| format!("/tin/{id}")).chain(["/".to_owned(), "/chuyen-muc/thong-bao".to_owned()]);
    for path in paths.collect::<Vec<_>>() {
        let frame = format!("{}/__frame?width=320&path={path}", browser.door.address);
        browser.driver.client.goto(&frame).await.unwrap();
        let shown = "const page = document.querySelector('iframe').contentDocument; return !!page?.querySelector('#bantin:not([data-rendered]) main h1') && !page.querySelector('.skeleton')";
        until("the page is there", async || browser.ask(shown, vec![]).await == true).await;
        let wide = "const root = document.querySelector('iframe').contentDocument.documentElement; return root.scrollWidth - root.clientWidth";
        assert_eq!(browser.ask(wide, vec![]).await, 0, "{path} scrolls sideways");
    }
    browser.leave().await;
}
