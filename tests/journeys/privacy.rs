//! A visitor who asks not to be followed (Global Privacy Control), and one who does not.

use super::browser::{Browser, TAKEN_OVER};
use super::door::Door;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(
    under_gpc_each_article_shown_is_a_view_and_each_entry_a_visit,
    else_the_host_is_told_whose_link_was_followed,
    else_a_reload_is_neither,
    no_address_stands_on_a_filter_list,
);

/// What lists of advertising and tracking take counters by (easylist, issues 15069, 19273 and 23324), and two words that such
/// lists hold in many forms.
const LISTED: [&str; 9] = [
    "/count?",
    "/counter?",
    "/api/pageview",
    "/api/stat",
    "/_visitcount",
    "/analytics/",
    "beacon.js",
    "/track",
    "/pixel",
];

async fn under_gpc_each_article_shown_is_a_view_and_each_entry_a_visit(stage: Stage) {
    let browser = stage.visitor("203.0.113.130").await;
    browser.door.adds("sec-gpc", "1");
    let reported = async |count| {
        until("it is reported", async || browser.door.visits().len() >= count).await;
        let visits = browser.door.visits();
        assert_eq!(visits.len(), count, "{visits:?}");
        visits[count - 1]
    };
    let shows = async |total| until("the counter shows it", async || browser.total().await == Some(total)).await;

    browser.open("/").await;
    assert_eq!(reported(1).await, (None, true));
    shows(1).await;
    browser.reads("đang xem 1 người").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    let number = id.parse().ok();
    let before = stage.server.api(&format!("articles/{id}/views")).await;
    let counted = async |more| assert_eq!(stage.server.views(id).await, before["views"].as_u64().unwrap() + more);

    let kept = "return [localStorage.length, sessionStorage.length, document.cookie]";
    assert_eq!(browser.ask(kept, vec![]).await, json!([0, 0, ""]), "nothing is kept in the browser");
    browser.click(".lead .headline a").await;
    browser.sees(".article .body").await;
    assert_eq!(reported(2).await, (number, false), "from page to page nobody enters");
    counted(1).await;

    browser.reload().await;
    browser.sees(".article .body").await;
    assert_eq!(reported(3).await, (number, false), "who reloads is there already");
    counted(2).await;
    shows(1).await;

    follow_from_elsewhere(&stage, &browser, &href).await;
    assert_eq!(reported(4).await, (number, true));
    assert!(browser.door.reported().iter().all(|visit| visit.get("from").is_none()), "where it came from is not told");
    counted(3).await;
    shows(2).await;
    let after = stage.server.api(&format!("articles/{id}/views")).await;
    assert_eq!(after["readers"], before["readers"], "readers are not counted");
    browser.leave().await;
}

/// Comes from another site, by a link.
async fn follow_from_elsewhere(stage: &Stage, browser: &Browser, href: &str) {
    let elsewhere = Door::open(&stage.server.address, "203.0.113.131").await;
    let there = elsewhere.address.replace("127.0.0.1", "localhost");
    browser.driver.client.goto(&format!("{there}/__frame?path=/__probe.js&width=1")).await.unwrap();
    let follow = "const link = document.createElement('a');
        link.href = arguments[0]; document.body.append(link); link.click()";
    browser.ask(follow, vec![format!("{}{href}", browser.door.address).into()]).await;
    browser.sees(&format!("{TAKEN_OVER} .article .body")).await;
}

async fn else_the_host_is_told_whose_link_was_followed(stage: Stage) {
    let browser = stage.visitor("203.0.113.133").await;
    let reported = async |count: usize| {
        until("it is reported", async || browser.door.reported().len() == count).await;
        let visit = browser.door.reported()[count - 1].clone();
        (visit["entry"] == true, visit["from"].as_str().map(str::to_owned))
    };
    browser.open("/").await;
    assert_eq!(reported(1).await, (true, None), "by no link at all");
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    follow_from_elsewhere(&stage, &browser, &href).await;
    assert_eq!(reported(2).await, (true, Some("localhost".to_owned())));
    browser.reload().await;
    assert_eq!(reported(3).await, (false, None), "a reloaded page keeps its referrer");
    browser.click(".nameplate a").await;
    browser.sees(".lead").await;
    assert_eq!(reported(4).await, (false, None));
    browser.leave().await;
}

async fn else_a_reload_is_neither(stage: Stage) {
    let browser = stage.visitor("203.0.113.132").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap();
    let before = stage.server.views(id).await;
    browser.open(&href).await;
    until("the reading is reported", async || browser.door.visits().len() == 2).await;
    assert_eq!(stage.server.views(id).await, before + 1);
    browser.reload().await;
    browser.sees(".article .body").await;
    until("the second reading is reported", async || browser.door.visits().len() == 3).await;
    assert_eq!(stage.server.views(id).await, before + 1, "within half an hour it is the same reading");
    until("the counter shows one visit", async || browser.total().await == Some(1)).await;
    browser.leave().await;
}

async fn no_address_stands_on_a_filter_list(stage: Stage) {
    let browser = stage.visitor("203.0.113.134").await;
    browser.open("/").await;
    browser.click(".lead .headline a").await;
    browser.sees(".article .body").await;
    until("the reading is reported", async || browser.door.visits().len() == 2).await;
    let is_asked = |part: &str| browser.door.requests().iter().any(|address| address.contains(part));
    until("all is asked for", async || [".wasm", ".js", "/visits", "/live"].into_iter().all(is_asked)).await;
    let asked = browser.door.requests();
    let blocked = |address: &str| LISTED.iter().any(|listed| address.contains(listed));
    assert!(!asked.iter().any(|address| blocked(address)), "{asked:?}");
    browser.leave().await;
}
