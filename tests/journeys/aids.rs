//! Aids for reading: how pages are shown is chosen and kept, an article is handed on, printed.

use super::accessibility::violations;
use super::browser::Browser;
use super::door::Fault;
use super::stage::{Stage, until};
use serde_json::{Value, json};

super::journeys!(
    how_pages_are_shown_is_chosen_by_keyboard_and_kept,
    what_cannot_be_kept_holds_for_the_page,
    an_article_is_handed_on,
    an_aid_that_does_not_load_says_so,
);

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const SPACE: char = ' ';

async fn root(browser: &Browser, name: &str) -> Value {
    browser.ask("return document.documentElement.getAttribute(arguments[0])", vec![name.into()]).await
}

/// Presses Tab until what has the focus is what a selector finds.
async fn tab_to(browser: &Browser, selector: &str) {
    for _ in 0..20 {
        browser.press(TAB).await;
        if browser.ask("return document.activeElement.matches(arguments[0])", vec![selector.into()]).await == true {
            return;
        }
    }
    panic!("{selector} is not among the next twenty stops");
}

async fn how_pages_are_shown_is_chosen_by_keyboard_and_kept(stage: Stage) {
    let browser = stage.visitor("203.0.113.240").await;
    browser.open("/").await;
    let width = "return parseFloat(getComputedStyle(document.querySelector('.lead .headline')).fontSize)";
    let usual = browser.ask(width, vec![]).await.as_f64().unwrap();
    tab_to(&browser, "[data-aid=display]").await;
    browser.press(ENTER).await;
    browser.sees("dialog[open] h2").await;
    assert_eq!(violations(&browser).await, json!([]), "with the dialogue open");
    tab_to(&browser, "dialog [value=larger]").await;
    for _ in 0..5 {
        browser.press(ENTER).await;
    }
    until("the text is at its largest", async || root(&browser, "data-size").await == "3").await;
    assert!(browser.ask(width, vec![]).await.as_f64().unwrap() > usual * 1.3, "and so is the page");
    assert_eq!(browser.attribute("dialog [value=larger]", "aria-disabled").await.as_deref(), Some("true"));
    tab_to(&browser, "dialog [name=contrast]").await;
    browser.press(SPACE).await;
    tab_to(&browser, "dialog [name=spacing]").await;
    browser.press(SPACE).await;
    tab_to(&browser, "dialog [name=keys]").await;
    browser.press(SPACE).await;
    until("all is chosen", async || root(&browser, "data-keys").await == "off").await;
    browser.click("dialog [name=theme][value=dark]").await;
    until("it is dark", async || root(&browser, "data-theme").await == "dark").await;
    assert_eq!(violations(&browser).await, json!([]), "large, dark, with contrast and spacing");
    browser.press(ESCAPE).await;
    until("it is closed", async || browser.count("dialog").await == 0).await;
    assert_eq!(
        browser.ask("return document.activeElement.dataset.aid", vec![]).await,
        "display",
        "the focus is where it was"
    );
    browser.press('/').await;
    assert_ne!(browser.ask("return document.activeElement.id", vec![]).await, "search", "the key is turned off");
    // On the next page it is as it was chosen, and nothing of it is wider than the screen.
    browser.go("/tim-kiem?q=rac").await;
    browser.sees("#bantin:not([data-rendered]) .found").await;
    let all = ["data-size", "data-contrast", "data-spacing", "data-theme", "data-keys"];
    for (name, value) in all.into_iter().zip(["3", "more", "wide", "dark", "off"]) {
        assert_eq!(root(&browser, name).await, value, "{name}");
    }
    let ground = "return getComputedStyle(document.body).backgroundColor";
    assert_eq!(browser.ask(ground, vec![]).await, "rgb(0, 0, 0)");
    assert_eq!(violations(&browser).await, json!([]), "what is found, as it was chosen");
    let wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(browser.ask(wider, vec![]).await, 0);
    browser.click("[data-aid=display]").await;
    browser.click("dialog [value=reset]").await;
    until("all is as it was", async || root(&browser, "data-size").await.is_null()).await;
    assert_eq!(browser.ask("return localStorage.getItem('bantin-display')", vec![]).await, Value::Null);
    browser.click("dialog [value=close]").await;
    until("it is closed", async || browser.count("dialog").await == 0).await;
    browser.leave().await;
}

async fn what_cannot_be_kept_holds_for_the_page(stage: Stage) {
    let browser = stage.visitor("203.0.113.241").await;
    browser.open("/").await;
    let deny = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
    browser.ask(deny, vec![]).await;
    browser.click("[data-aid=display]").await;
    browser.click("dialog [name=theme][value=dark]").await;
    until("it is dark", async || root(&browser, "data-theme").await == "dark").await;
    browser.click("dialog [value=close]").await;
    browser.click(".lead .headline a").await;
    browser.sees(".article .body").await;
    assert_eq!(root(&browser, "data-theme").await, "dark");
    browser.leave().await;
}

async fn an_article_is_handed_on(stage: Stage) {
    let browser = stage.visitor("203.0.113.242").await;
    browser.open("/").await;
    browser.click(".lead .headline a").await;
    browser.sees(".article .body").await;
    // A device with a sheet of its own is asked for that.
    let give = "window.given = []; Object.defineProperty(navigator, 'share', { configurable: true, value: async (what) => { given.push(what); } })";
    browser.ask(give, vec![]).await;
    browser.click("[data-aid=share]").await;
    until("the sheet is asked for", async || browser.ask("return given.length", vec![]).await == 1).await;
    let given = browser.ask("return given[0]", vec![]).await;
    let title = browser.text("h1").await.unwrap();
    assert_eq!(given["title"], title.as_str());
    assert!(given["url"].as_str().unwrap().ends_with(&browser.path().await), "{given}");
    assert_eq!(browser.count("dialog").await, 0);
    // One without has links.
    browser.ask("Object.defineProperty(navigator, 'share', { value: undefined })", vec![]).await;
    browser.click("[data-aid=share]").await;
    browser.sees("dialog[open] a").await;
    assert_eq!(violations(&browser).await, json!([]), "with the dialogue open");
    let links = browser.ask("return [...document.querySelectorAll('dialog a')].map((link) => link.href)", vec![]).await;
    let links: Vec<&str> = links.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(links.len(), 3);
    assert!(links.iter().all(|link| link.contains("%2Ftin%2F")), "{links:?}");
    let address = browser.ask("return document.querySelector('#aid-address').value", vec![]).await;
    assert_eq!(address, given["url"]);
    browser.click("dialog [value=copy]").await;
    until("it is said what became of it", async || {
        let said = browser.text("dialog [role=status]").await.unwrap_or_default();
        said == "Đã sao chép." || said.starts_with("Máy không cho sao chép")
    })
    .await;
    browser.click("dialog [value=close]").await;
    let count = "window.printed = 0; Object.defineProperty(window, 'print', { value: () => { window.printed++; } })";
    browser.ask(count, vec![]).await;
    browser.click("[data-aid=print]").await;
    until("it is printed", async || browser.ask("return window.printed", vec![]).await == 1).await;
    browser.leave().await;
}

async fn an_aid_that_does_not_load_says_so(stage: Stage) {
    let browser = stage.visitor("203.0.113.243").await;
    browser.open("/").await;
    browser.door.fault("/bantin-aids", Fault::Status(503));
    browser.click("[data-aid=display]").await;
    browser.sees("[data-aid=display].failed").await;
    browser.door.mend();
    browser
        .leave_with(|report| ["bantin-aids", "503", "module script"].iter().any(|known| report.contains(known)))
        .await;
}
