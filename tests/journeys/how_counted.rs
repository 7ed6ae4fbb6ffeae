//! The page about how visits are counted: the server's alone, reached by a link like any other.

use super::stage::{Stage, until};

super::journeys!(its_link_leads_out_of_the_application_and_it_is_counted_itself);

const PAGE: &str = "/cach-tinh-luot-truy-cap";

async fn its_link_leads_out_of_the_application_and_it_is_counted_itself(stage: Stage) {
    let browser = stage.visitor("203.0.113.190").await;
    browser.go(PAGE).await;
    browser.sees("main .article h2").await;
    until("it is counted", async || stage.server.api("counts").await["visits"]["total"] == 1).await;
    assert_eq!(browser.title().await, "Cách tính lượt truy cập – Phường Bến Lau");
    assert!(browser.total().await.is_some(), "it has the counter");
    browser.has_had_its_turn().await;
    let client = |request: &String| request.contains(".wasm") || request.contains("boot-") || request.contains("POST");
    assert!(!browser.door.requests().iter().any(client), "{:?}", browser.door.requests());

    browser.open("/en/").await;
    browser.ask("window.stayed = true", vec![]).await;
    browser.click(&format!("footer a[href=\"/en{PAGE}\"]")).await;
    browser.sees("main .article h2").await;
    assert_eq!(browser.path().await, format!("/en{PAGE}"));
    assert_eq!(browser.title().await, "How visits are counted – Phường Bến Lau");
    assert_eq!(browser.ask("return window.stayed ?? null", vec![]).await, serde_json::json!(null));
    browser.follow(".language", PAGE).await;
    browser.follow(".nameplate a", "/").await;
    browser.sees(".lead").await;
    browser.leave().await;
}
