//! The page about how visits are counted: the server's alone, reached by a link like any other, and taken over as it is.

use super::accessibility::violations;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(its_link_leads_out_of_the_application_and_it_is_taken_over_as_it_is);

const PAGE: &str = "/cach-tinh-luot-truy-cap";

async fn its_link_leads_out_of_the_application_and_it_is_taken_over_as_it_is(stage: Stage) {
    let browser = stage.visitor("203.0.113.190").await;
    browser.open(PAGE).await;
    browser.sees("#bantin:not([data-rendered]) main .article h2").await;
    until("it is counted", async || stage.server.api("counts").await["visits"]["total"] == 1).await;
    assert_eq!(browser.title().await, "Cách tính lượt truy cập – Phường Bến Lau");
    assert!(browser.total().await.is_some(), "it has the counter");
    let asked = |request: &String| request.contains("/articles");
    assert!(!browser.door.requests().iter().any(asked), "it brings all of itself: {:?}", browser.door.requests());
    // What was chosen for other pages holds for it too.
    browser.click("[data-aid=display]").await;
    browser.click("dialog [name=theme][value=dark]").await;
    browser.click("dialog [value=close]").await;
    browser.reload().await;
    browser.sees("#bantin:not([data-rendered]) main .article h2").await;
    let theme = "return document.documentElement.dataset.theme";
    assert_eq!(browser.ask(theme, vec![]).await, "dark");
    assert_eq!(violations(&browser).await, json!([]));

    browser.open("/en/").await;
    browser.ask("window.stayed = true", vec![]).await;
    browser.click(&format!("footer a[href=\"/en{PAGE}\"]")).await;
    browser.sees("main .article h2").await;
    assert_eq!(browser.path().await, format!("/en{PAGE}"));
    assert_eq!(browser.title().await, "How visits are counted – Phường Bến Lau");
    assert_eq!(browser.ask("return window.stayed ?? null", vec![]).await, json!(null));
    browser.follow(".language", PAGE).await;
    browser.sees("#bantin:not([data-rendered])").await;
    browser.click(".nameplate a").await;
    browser.sees(".lead").await;
    browser.back().await;
    browser.sees("#bantin:not([data-rendered]) main .article h2").await;
    assert_eq!(browser.path().await, PAGE, "it is there when somebody comes back to it");
    browser.leave().await;
}
