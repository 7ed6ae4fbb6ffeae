//! What the server rendered is enough to read by: where the wasm does not load, and where no script runs at all.

use super::browser::Browser;
use super::door::Fault;
use super::stage::{Stage, until};

super::journeys!(
    without_wasm_all_can_be_read_and_is_counted,
    without_its_glue_all_can_be_read_and_is_counted,
    without_script_all_can_be_read_and_is_counted,
    a_page_that_is_only_fetched_counts_nothing,
);

async fn without_wasm_all_can_be_read_and_is_counted(stage: Stage) {
    does_not_start(&stage, ".wasm").await;
}

async fn without_its_glue_all_can_be_read_and_is_counted(stage: Stage) {
    does_not_start(&stage, "/bantin-").await;
}

async fn does_not_start(stage: &Stage, without: &str) {
    let browser = stage.visitor("203.0.113.61").await;
    browser.door.fault(without, Fault::Status(404));
    // A page that is left before its script has run is seen by nobody.
    let article = reads_on(&browser, async |pages| {
        until("the page is reported", async || browser.door.visits().len() == pages).await;
    })
    .await;
    let visits = browser.door.visits();
    assert_eq!(visits[0], (None, true), "the first page was entered from outside");
    assert_eq!(visits[4], (Some(article), false));
    assert!(visits[1..].iter().all(|(_, entry)| !entry), "{visits:?}");
    assert_eq!(stage.server.views(&article.to_string()).await - 1, viewed_before(stage, article).await);
    browser.leave_with(|report| report.contains("bantin:")).await;
}

async fn without_script_all_can_be_read_and_is_counted(stage: Stage) {
    let browser = stage.visitor("203.0.113.64").await;
    browser.door.fault("/", Fault::Unscripted);
    let article = reads_on(&browser, async |_| ()).await;
    let before = viewed_before(&stage, article).await;
    until("the view is counted", async || stage.server.views(&article.to_string()).await == before + 1).await;
    until("so is the visit", async || stage.server.api("counts").await["visits"]["total"] == 1).await;
    assert!(!browser.door.requests().iter().any(|request| request.contains("POST")), "nothing else was sent");
    browser.driver.client.refresh().await.unwrap();
    browser.sees(".article .body").await;
    browser.leave().await;
    assert_eq!(stage.server.views(&article.to_string()).await, before + 1, "the same reading, within half an hour");
}

/// Goes from page to page by plain links; ends at an article, whose number it gives. `stay` is told how many pages have been
/// seen, and each is left when it ends.
async fn reads_on(browser: &Browser, stay: impl AsyncFn(usize)) -> u64 {
    browser.go("/").await;
    browser.sees(".lead .headline a").await;
    assert!(browser.count(".blocks .block").await >= 6);
    assert_eq!(browser.count(".skeleton, .failed").await, 0);
    stay(1).await;
    browser.follow("nav a[href=\"/chuyen-muc/thong-bao\"]", "/chuyen-muc/thong-bao").await;
    browser.sees(".listing .row").await;
    stay(2).await;
    browser.follow(".pagination [rel=next]", "/chuyen-muc/thong-bao/trang/2").await;
    browser.sees(".pagination [rel=prev]").await;
    stay(3).await;
    browser.follow("a.language", "/en/chuyen-muc/thong-bao/trang/2").await;
    browser.sees("html[lang=en]").await;
    stay(4).await;
    let href = browser.href(".row .headline a").await;
    browser.follow(".row .headline a", &href).await;
    browser.sees(".article .body").await;
    browser.sees(".views").await;
    stay(5).await;
    href.trim_start_matches("/en/tin/").split('/').next().unwrap().parse().unwrap()
}

/// How often an article had been read before the journey: what was imported with it.
async fn viewed_before(stage: &Stage, article: u64) -> u64 {
    let feed = super::stage::demo_feed();
    let title = stage.server.api(&format!("articles/{article}")).await["items"][0]["title"].clone();
    let mut items = feed["items"].as_array().unwrap().iter();
    items.find(|item| item["title"] == title).unwrap()["_bantin"]["views"].as_u64().unwrap_or_default()
}

async fn a_page_that_is_only_fetched_counts_nothing(stage: Stage) {
    let browser = stage.visitor("203.0.113.65").await;
    browser.open("/").await;
    until("the visit is counted", async || browser.total().await == Some(1)).await;
    let href = browser.href(".lead .headline a").await;
    let article = href.trim_start_matches("/tin/").split('/').next().unwrap().parse().unwrap();
    let before = viewed_before(&stage, article).await;
    let fetch = "const [href, done] = arguments; fetch(href).then(page => page.text()).then(done, done)";
    let page = browser.driver.client.execute_async(fetch, vec![href.as_str().into()]).await.unwrap();
    assert!(page.as_str().unwrap().contains("<noscript>"), "the page was fetched");
    browser.has_had_its_turn().await;
    assert_eq!(stage.server.views(&article.to_string()).await, before);
    browser.leave().await;
}
