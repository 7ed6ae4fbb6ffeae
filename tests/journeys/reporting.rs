//! A report arrives, and once: over a bad network, from a page that is closed, from one that comes back; and not before the
//! page is seen.

use super::browser::{Browser, TAKEN_OVER};
use super::door::Fault;
use super::driver::Engine;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(
    what_is_read_while_the_server_is_away_is_counted_once,
    a_report_under_way_outlives_its_page,
    a_report_that_waits_is_sent_when_its_page_is_left,
    a_page_that_comes_back_is_read_anew,
    a_page_rendered_ahead_counts_once_it_is_shown,
);

const LINK: &str = ".lead .headline a";
const EMPTY: &str = "/__frame?width=1&path=/__probe.js";

fn sent(browser: &Browser) -> usize {
    browser.door.requests().iter().filter(|request| request.starts_with("POST") && request.ends_with("/visits")).count()
}

async fn what_is_read_while_the_server_is_away_is_counted_once(mut stage: Stage) {
    let browser = stage.visitor("203.0.113.180").await;
    browser.open("/").await;
    until("the visit is counted", async || browser.total().await == Some(1)).await;
    let href = browser.attribute(LINK, "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap().to_owned();
    let before = stage.server.views(&id).await;
    let asked = format!("GET /api/v1/sites/demo/articles/{id}");
    until("the article is there", async || {
        browser.point(LINK).await;
        browser.has_had_its_turn().await;
        browser.door.requests().contains(&asked)
    })
    .await;
    browser.has_had_its_turn().await;
    stage.server.stop();
    browser.click(LINK).await;
    browser.sees(".article .body").await;
    until("it is out of touch", async || browser.count(".counter.out-of-touch").await == 1).await;
    until("the report has failed", async || sent(&browser) > 2).await;
    stage.server.resume();
    until("the view is counted", async || stage.server.views(&id).await == before + 1).await;
    until("it is in touch again", async || browser.count(".counter.out-of-touch").await == 0).await;
    browser.has_had_its_turn().await;
    assert_eq!(stage.server.views(&id).await, before + 1);
    let deliveries = browser.door.reported();
    let ids: std::collections::BTreeSet<_> = deliveries[1..].iter().map(|visit| visit["id"].to_string()).collect();
    assert_eq!(ids.len(), 1, "each delivery of a report is the same: {deliveries:?}");
    // Engines say so themselves when a server does not answer.
    browser.leave_with(|report| report.contains("502") || report.contains("Failed to load")).await;
}

async fn a_report_under_way_outlives_its_page(stage: Stage) {
    let browser = stage.visitor("203.0.113.181").await;
    browser.door.fault("/visits", Fault::Held);
    browser.open("/").await;
    until("the report is under way", async || sent(&browser) == 1).await;
    browser.go(EMPTY).await;
    browser.door.mend();
    until("it arrives", async || stage.server.api("counts").await["visits"]["total"] == 1).await;
    browser.leave().await;
}

async fn a_report_that_waits_is_sent_when_its_page_is_left(stage: Stage) {
    let browser = stage.visitor("203.0.113.182").await;
    browser.door.fault("/visits", Fault::Status(503));
    browser.open("/").await;
    // The next try would be 20 seconds away.
    until("it has failed three times", async || sent(&browser) == 3).await;
    let waits = "return planned().some(delay => delay === 20000)";
    until("it waits", async || browser.ask(waits, vec![]).await == true).await;
    browser.door.mend();
    browser.go(EMPTY).await;
    until("it arrives", async || stage.server.api("counts").await["visits"]["total"] == 1).await;
    assert_eq!(sent(&browser), 4);
    browser.leave().await;
}

async fn a_page_that_comes_back_is_read_anew(stage: Stage) {
    let browser = stage.visitor("203.0.113.183").await;
    browser.open("/").await;
    until("it is reported", async || browser.door.visits().len() == 1).await;
    until("the stream is open", async || stage.server.streams().await == Some(1)).await;
    browser.ask("window.stayed = true", vec![]).await;
    browser.go(EMPTY).await;
    until("the stream is closed", async || stage.server.streams().await == Some(0)).await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    browser.back().await;
    browser.sees(&format!("{TAKEN_OVER} main h1")).await;
    let kept = browser.ask("return window.stayed === true", vec![]).await == true;
    println!("{} has kept the page: {kept}", browser.engine.name());
    until("it is reported again", async || browser.door.visits().len() == 2).await;
    until("the stream is open again", async || stage.server.streams().await == Some(1)).await;
    until("the counter has caught up", async || browser.total().await == Some(4711)).await;
    let reported = browser.door.reported();
    assert_ne!(reported[0]["id"], reported[1]["id"], "a reading of its own");
    assert_eq!(reported[1]["entry"], false, "nobody enters by going back");
    browser.leave().await;
}

async fn a_page_rendered_ahead_counts_once_it_is_shown(stage: Stage) {
    // The others render nothing ahead.
    if stage.engine != Engine::Chromium {
        return;
    }
    let browser = stage.visitor("203.0.113.184").await;
    browser.go(EMPTY).await;
    let ahead = "const rules = document.createElement('script');
        rules.type = 'speculationrules';
        rules.textContent = JSON.stringify({ prerender: [{ urls: ['/chuyen-muc/thong-bao'], eagerness: 'immediate' }] });
        document.head.append(rules)";
    browser.ask(ahead, vec![]).await;
    // The application has started in it once its wasm is there, and then would have reported.
    until("it is rendered", async || browser.door.requests().iter().any(|request| request.contains("_bg.wasm"))).await;
    browser.has_had_its_turn().await;
    assert_eq!((sent(&browser), stage.server.streams().await), (0, Some(0)), "nobody has seen it");
    browser.ask("location.href = '/chuyen-muc/thong-bao'", vec![]).await;
    browser.sees(&format!("{TAKEN_OVER} .listing .row")).await;
    let activated = "return performance.getEntriesByType('navigation')[0].activationStart > 0";
    assert_eq!(browser.ask(activated, vec![]).await, json!(true), "the page that was rendered ahead is shown");
    until("it is reported", async || browser.door.visits().len() == 1).await;
    until("it is counted", async || browser.total().await == Some(1)).await;
    until("it is followed", async || stage.server.streams().await == Some(1)).await;
    browser.leave().await;
}
