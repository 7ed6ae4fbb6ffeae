//! Clicks that are the browser's own: they open a link elsewhere, and the application keeps out of it.

use super::browser::Browser;
use super::driver::Engine;
use super::stage::{Stage, until};
use fantoccini::actions::{MOUSE_BUTTON_LEFT, MOUSE_BUTTON_MIDDLE};
use serde_json::{Value, json};

super::journeys!(
    a_middle_click_opens_another_window,
    a_click_with_control_opens_another_window,
    only_a_plain_click_is_taken_over,
);

const CONTROL: char = '\u{E009}';
const LINK: &str = ".lead .headline a";

async fn a_middle_click_opens_another_window(stage: Stage) {
    if stage.engine != Engine::Webkit {
        return opens_another_window(&stage, MOUSE_BUTTON_MIDDLE, None).await;
    }
    // WebKit's driver presses the main button whichever is asked for, so the page is sent what a visitor's mouse sends.
    let browser = stage.visitor("203.0.113.100").await;
    browser.open("/").await;
    browser.sees(LINK).await;
    assert!(!is_taken_over(&browser, "auxclick", json!({ "button": 1 })).await);
    assert_eq!(browser.path().await, "/");
    browser.leave().await;
}

async fn a_click_with_control_opens_another_window(stage: Stage) {
    opens_another_window(&stage, MOUSE_BUTTON_LEFT, Some(CONTROL)).await;
}

async fn opens_another_window(stage: &Stage, button: u64, key: Option<char>) {
    let browser = stage.visitor("203.0.113.100").await;
    browser.open("/").await;
    let href = browser.attribute(LINK, "href").await.unwrap();
    until("the visit is reported", async || browser.door.visits().len() == 1).await;
    browser.ask("window.stayed = true", vec![]).await;
    browser.click_with(LINK, button, key).await;
    until("the browser has asked for the page itself", async || asked_for(&browser, &href)).await;
    // WebKit's test browser has one window only while it is driven, and follows such a click in it.
    if stage.engine != Engine::Webkit {
        let client = &browser.driver.client;
        until("there is another window", async || client.windows().await.unwrap().len() == 2).await;
        let here = client.window().await.unwrap();
        assert_eq!(browser.path().await, "/");
        assert_eq!(browser.ask("return window.stayed", vec![]).await, true);
        assert!(browser.count(LINK).await > 0, "the page at hand stays as it is");
        let windows = client.windows().await.unwrap();
        let other = windows.into_iter().find(|window| *window != here).unwrap();
        client.switch_to_window(other).await.unwrap();
    }
    browser.sees(".article .body").await;
    assert_eq!(browser.path().await, href);
    assert_eq!(browser.ask("return window.stayed ?? null", vec![]).await, json!(null), "it is a page of its own");
    until("its reading is reported", async || browser.door.visits().len() == 2).await;
    let (article, entry) = browser.door.visits()[1];
    assert!(article.is_some() && !entry, "a window opened from our own page is no entry");
    browser.leave().await;
}

fn asked_for(browser: &Browser, href: &str) -> bool {
    browser.door.requests().contains(&format!("GET {href}"))
}

async fn only_a_plain_click_is_taken_over(stage: Stage) {
    let browser = stage.visitor("203.0.113.101").await;
    browser.open("/").await;
    browser.sees(LINK).await;
    let clicks = [
        ("auxclick", json!({ "button": 1 })),
        ("click", json!({ "button": 1 })),
        ("click", json!({ "ctrlKey": true })),
        ("click", json!({ "metaKey": true })),
        ("click", json!({ "shiftKey": true })),
        ("click", json!({ "altKey": true })),
    ];
    for (kind, options) in clicks {
        assert!(!is_taken_over(&browser, kind, options.clone()).await, "{kind} with {options}");
        assert_eq!(browser.path().await, "/", "{kind} with {options}");
    }
    assert!(is_taken_over(&browser, "click", json!({})).await);
    browser.sees(".article .body").await;
    browser.leave().await;
}

/// Whether the application takes over a click on the link. It is heard last of all; then nobody follows the link.
async fn is_taken_over(browser: &Browser, kind: &str, options: Value) -> bool {
    let click = "const [selector, kind, options] = arguments;
        let taken = null;
        const hear = event => { taken = event.defaultPrevented; event.preventDefault(); };
        addEventListener(kind, hear, { once: true });
        const event = new MouseEvent(kind, { bubbles: true, cancelable: true, composed: true, ...options });
        document.querySelector(selector).dispatchEvent(event);
        return taken";
    browser.ask(click, vec![LINK.into(), kind.into(), options]).await.as_bool().unwrap()
}
