//! What a visitor sees when something is broken.

use super::door::Fault;
use super::stage::{Stage, until};

super::journeys!(
    an_answer_that_is_no_json_can_be_tried_again,
    an_empty_answer_can_be_tried_again,
    a_failing_server_can_be_tried_again,
    a_request_that_never_ends_is_given_up,
    a_broken_connection_can_be_tried_again,
    a_listing_that_fails_can_be_tried_again,
    a_block_that_fails_leaves_the_front_page_whole,
);

async fn recovers(stage: Stage, fault: Fault, words: &str) {
    let browser = stage.visitor("203.0.113.60").await;
    browser.open("/").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    browser.door.fault("/articles/", fault);
    browser.click(".lead .headline a").await;
    browser.sees("main .failed").await;
    browser.reads(words).await;
    assert_eq!(browser.title().await, "Chưa tải được nội dung – Phường Bến Lau");
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

async fn a_broken_connection_can_be_tried_again(stage: Stage) {
    recovers(stage, Fault::Broken, "Không kết nối được với máy chủ").await;
}

async fn a_listing_that_fails_can_be_tried_again(stage: Stage) {
    let browser = stage.visitor("203.0.113.62").await;
    browser.open("/").await;
    browser.door.fault("category=thong-bao", Fault::Status(503));
    browser.click("nav a[href=\"/chuyen-muc/thong-bao\"]").await;
    browser.sees("main .failed").await;
    browser.door.mend();
    browser.click("main .failed button").await;
    browser.sees(".listing .row").await;
    assert_eq!(browser.count("main .failed").await, 0);
    assert_eq!(browser.title().await, "Thông báo – Phường Bến Lau");
    browser.leave().await;
}

async fn a_block_that_fails_leaves_the_front_page_whole(stage: Stage) {
    let browser = stage.visitor("203.0.113.63").await;
    browser.open("/chuyen-muc/thong-bao").await;
    browser.door.fault("category=thong-bao", Fault::Status(503));
    browser.click(".nameplate a").await;
    browser.sees(".block .failed").await;
    until("the rest is there", async || browser.count(".skeleton").await == 0).await;
    assert_eq!((browser.count("main .failed").await, browser.count(".lead").await), (1, 1));
    assert!(browser.count(".block .brief").await > 0);
    browser.door.mend();
    browser.click(".block .failed button").await;
    until("the block is there", async || browser.count("main .failed, .skeleton").await == 0).await;
    browser.leave().await;
}
