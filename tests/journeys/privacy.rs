//! A visitor who asks not to be followed (Global Privacy Control), and one who does not.

use super::door::Door;
use super::stage::{Stage, until};
use serde_json::Value;

super::journeys!(under_gpc_each_article_shown_is_a_view_and_each_entry_a_visit, else_a_reload_is_neither);

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

    browser.click(".lead .headline a").await;
    browser.sees(".article .body").await;
    assert_eq!(reported(2).await, (number, false), "from page to page nobody enters");
    counted(1).await;

    browser.reload().await;
    browser.sees(".article .body").await;
    assert_eq!(reported(3).await, (number, false), "who reloads is there already");
    counted(2).await;
    shows(1).await;

    // From another site, by a link.
    let elsewhere = Door::open(&stage.server.address, "203.0.113.131").await;
    browser.driver.client.goto(&format!("{}/__probe.js", elsewhere.address)).await.unwrap();
    let follow = "const link = document.createElement('a');
        link.href = arguments[0]; document.body.append(link); link.click()";
    let link = Value::from(format!("{}{href}", browser.door.address));
    browser.ask(follow, vec![link]).await;
    browser.sees(".article .body").await;
    assert_eq!(reported(4).await, (number, true));
    counted(3).await;
    shows(2).await;
    let after = stage.server.api(&format!("articles/{id}/views")).await;
    assert_eq!(after["readers"], before["readers"], "readers are not counted");
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
