//! What a visitor sees when something is broken.

use super::door::Fault;
use super::stage::{Stage, until};

super::journeys!(
    an_answer_that_is_no_json_can_be_tried_again,
    an_empty_answer_can_be_tried_again,
    a_failing_server_can_be_tried_again,
    a_request_that_never_ends_is_given_up,
    without_wasm_there_is_a_way_to_the_news,
);

async fn recovers(stage: Stage, fault: Fault, words: &str) {
    let browser = stage.visitor("203.0.113.60").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    browser.door.fault("/articles/", fault);
    browser.click(".lead .headline a").await;
    browser.sees("main .failed").await;
    browser.reads(words).await;
    browser.door.mend();
    browser.click("main .failed button").await;
    browser.sees(".article .body").await;
    assert_eq!(browser.path().await, href);
    browser.leave().await;
}

async fn an_answer_that_is_no_json_can_be_tried_again(stage: Stage) {
    recovers(stage, Fault::Html, "dữ liệu không đọc được").await;
}

async fn an_empty_answer_can_be_tried_again(stage: Stage) {
    recovers(stage, Fault::Empty, "dữ liệu không đọc được").await;
}

async fn a_failing_server_can_be_tried_again(stage: Stage) {
    recovers(stage, Fault::Status(500), "Máy chủ đang gặp sự cố").await;
}

async fn a_request_that_never_ends_is_given_up(stage: Stage) {
    recovers(stage, Fault::Silence, "Máy chủ trả lời quá lâu").await;
}

async fn without_wasm_there_is_a_way_to_the_news(stage: Stage) {
    let browser = stage.visitor("203.0.113.61").await;
    browser.door.fault(".wasm", Fault::Status(404));
    browser.driver.client.goto(&browser.door.address).await.unwrap();
    browser.sees("#bantin .failed a").await;
    browser.reads("Trang không khởi động được").await;
    assert_eq!(browser.attribute("#bantin .failed a", "href").await.as_deref(), Some("/feed.json"));
    browser.door.mend();
    browser.click("#bantin .failed button").await;
    until("the page has started", async || browser.count(".lead").await > 0).await;
    browser.leave_with(|report| report.contains("bantin:")).await;
}
