//! A link that is pointed at: its page is asked for before the click, and comes at once.

use super::browser::{Browser, TAKEN_OVER};
use super::door::Fault;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(
    what_is_pointed_at_is_asked_for_once_and_not_counted,
    who_saves_data_is_asked_for_nothing,
    what_failed_ahead_is_asked_for_again,
    who_clicks_at_once_asks_once,
    what_is_there_comes_by_a_transition,
    less_motion_is_respected,
);

const LINK: &str = ".lead .headline a";

/// The request for the article that the link leads to.
async fn request(browser: &Browser) -> String {
    let href = browser.attribute(LINK, "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap().to_owned();
    format!("GET /api/v1/sites/demo/articles/{id}")
}

/// Waits until a pointer that has come to a link is taken to rest there, and what is asked for then has come to the door.
async fn rested(browser: &Browser) {
    // A timer that is set later for a later time ends later than the application's own.
    let later = "const done = arguments[0]; setTimeout(() => done(true), 61)";
    browser.driver.client.execute_async(later, vec![]).await.unwrap();
    browser.has_had_its_turn().await;
}

/// Lets the pointer rest on a link until its page has been asked for once. WebKit now and then loses a movement of it.
async fn rest(browser: &Browser, link: &str, request: &str) {
    until(&format!("{request} is made"), async || {
        browser.point(link).await;
        rested(browser).await;
        times(browser, request) == 1
    })
    .await;
}

fn times(browser: &Browser, request: &str) -> usize {
    browser.door.requests().iter().filter(|asked| *asked == request).count()
}

async fn what_is_pointed_at_is_asked_for_once_and_not_counted(stage: Stage) {
    let browser = stage.visitor("203.0.113.160").await;
    browser.open("/").await;
    let request = request(&browser).await;
    assert_eq!(times(&browser, &request), 0);
    // A request that is on its way when the link is clicked is waited for.
    browser.door.fault(request.trim_start_matches("GET "), Fault::Held);
    rest(&browser, LINK, &request).await;
    browser.has_had_its_turn().await;
    assert_eq!(browser.door.visits().iter().filter(|(article, _)| article.is_some()).count(), 0);
    browser.click(LINK).await;
    browser.door.mend();
    browser.sees(".article .body p").await;
    until("the reading is reported", async || browser.door.visits().iter().any(|(article, _)| article.is_some())).await;
    assert_eq!(times(&browser, &request), 1);
    // Category pages too, and what has come is used.
    let menu = ".menu a[href=\"/chuyen-muc/thong-bao\"]";
    let listing = "GET /api/v1/sites/demo/articles?category=thong-bao&page=1&per_page=12";
    rest(&browser, menu, listing).await;
    browser.click(menu).await;
    browser.sees(".listing .row").await;
    assert_eq!(times(&browser, listing), 1);
    browser.leave().await;
}

async fn who_saves_data_is_asked_for_nothing(stage: Stage) {
    let browser = stage.visitor("203.0.113.161").await;
    browser.door.fault("_bg.wasm", Fault::Held);
    browser.go("/").await;
    browser.sees(LINK).await;
    let saves = "Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true })";
    browser.ask(saves, vec![]).await;
    browser.door.mend();
    browser.sees(&format!("{TAKEN_OVER} main h1")).await;
    browser.point(LINK).await;
    rested(&browser).await;
    let request = request(&browser).await;
    assert_eq!(times(&browser, &request), 0);
    browser.click(LINK).await;
    browser.sees(".article .body p").await;
    assert_eq!(times(&browser, &request), 1);
    browser.leave().await;
}

async fn what_failed_ahead_is_asked_for_again(stage: Stage) {
    let browser = stage.visitor("203.0.113.162").await;
    browser.open("/").await;
    let request = request(&browser).await;
    browser.door.fault(request.trim_start_matches("GET "), Fault::Status(500));
    rest(&browser, LINK, &request).await;
    browser.has_had_its_turn().await;
    browser.door.mend();
    browser.click(LINK).await;
    browser.sees(".article .body p").await;
    assert_eq!(times(&browser, &request), 2);
    browser.leave_with(|report| report.contains("500")).await;
}

async fn who_clicks_at_once_asks_once(stage: Stage) {
    let browser = stage.visitor("203.0.113.165").await;
    browser.open("/").await;
    let request = request(&browser).await;
    browser.door.fault(request.trim_start_matches("GET "), Fault::Held);
    let at_once = "const link = document.querySelector(arguments[0]);
        link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        link.click()";
    browser.ask(at_once, vec![LINK.into()]).await;
    rested(&browser).await;
    browser.door.mend();
    browser.sees(".article .body p").await;
    // Chromium holds a second request for the same address back until the first is answered.
    browser.has_had_its_turn().await;
    assert_eq!(times(&browser, &request), 1);
    browser.leave().await;
}

/// Counts the transitions; where the engine has none, one is put in its place.
const COUNTED: &str = "const own = document.startViewTransition;
    window.transitions = 0;
    document.startViewTransition = change => {
        window.transitions += 1;
        if (own) return own.call(document, change);
        change();
    }";

async fn pointed_at_and_followed(browser: &Browser) {
    browser.ask(COUNTED, vec![]).await;
    let request = request(browser).await;
    browser.ask("scrollTo(0, 120)", vec![]).await;
    rest(browser, LINK, &request).await;
    // The answer behind it has come, and with it the one that was asked for before.
    browser.has_had_its_turn().await;
    browser.ask("window.bare = 0; new MutationObserver(() => {
        window.bare += document.querySelectorAll('.skeleton').length; }).observe(document.body, { childList: true, subtree: true })", vec![]).await;
    browser.click(LINK).await;
    browser.sees(".article .body p").await;
    until("it begins at its top", async || browser.ask("return scrollY", vec![]).await == 0).await;
    assert_eq!(browser.ask("return document.activeElement.tagName", vec![]).await, "H1");
    assert_eq!(browser.ask("return window.bare", vec![]).await, 0, "nothing is shown but the article");
}

async fn what_is_there_comes_by_a_transition(stage: Stage) {
    let browser = stage.visitor("203.0.113.163").await;
    browser.open("/").await;
    pointed_at_and_followed(&browser).await;
    assert_eq!(browser.ask("return window.transitions", vec![]).await, 1);
    // Back is the browser's own way, and what is not there is not waited for.
    browser.back().await;
    browser.sees(LINK).await;
    assert_eq!(browser.ask("return window.transitions", vec![]).await, 1);
    browser.leave().await;
}

async fn less_motion_is_respected(stage: Stage) {
    let browser = stage.visitor("203.0.113.164").await;
    browser.open("/").await;
    let still = "const own = window.matchMedia;
        window.matchMedia = query => query.includes('reduced-motion') ? { matches: true } : own.call(window, query)";
    browser.ask(still, vec![]).await;
    pointed_at_and_followed(&browser).await;
    assert_eq!(browser.ask("return window.transitions", vec![]).await, json!(0));
    browser.leave().await;
}
