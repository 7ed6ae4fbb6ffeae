//! The staff look at their statistics, by the keyboard alone.

use super::accessibility::{prefer, schemes, violations};
use super::browser::Browser;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(the_staff_read_their_statistics_without_a_mouse);

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const PASSWORD: &str = "con do ben lau";
const STATISTICS: &str = "/quan-tri/thong-ke";

async fn the_staff_read_their_statistics_without_a_mouse(stage: Stage) {
    stage.server.account("lan", PASSWORD);
    let browser = stage.visitor("203.0.113.90").await;
    // Something to be shown.
    browser.open("/").await;
    until("the visit is counted", async || stage.server.api("counts").await["visits"]["today"] == 1).await;

    browser.go(STATISTICS).await;
    until("the form is there", async || browser.path().await == "/quan-tri/dang-nhap").await;
    assert_eq!(violations(&browser).await, json!([]), "the form");
    tab_to(&browser, "#ten").await;
    write(&browser, "lan").await;
    tab_to(&browser, "#mat-khau").await;
    write(&browser, PASSWORD).await;
    browser.press(ENTER).await;
    until("the statistics are there", async || browser.path().await == STATISTICS).await;

    browser.sees(".figures").await;
    tab_to(&browser, "a[href*='khoang=7-ngay']").await;
    browser.press(ENTER).await;
    until("it is about seven days", async || browser.path().await.contains("khoang=7-ngay")).await;
    browser.sees("a[href*='khoang=7-ngay'][aria-current]").await;

    tab_to(&browser, "section[aria-labelledby=theo-ngay] summary").await;
    browser.press(ENTER).await;
    browser.sees("section[aria-labelledby=theo-ngay] details[open]").await;
    assert_eq!(browser.count("section[aria-labelledby=theo-ngay] tbody tr").await, 7);
    assert_eq!(browser.text("section[aria-labelledby=theo-ngay] tbody tr:last-child td").await.as_deref(), Some("1"));
    let file = browser.attribute("section[aria-labelledby=theo-ngay] .files a[download]", "href").await.unwrap();
    assert!(file.starts_with("thong-ke.csv?bang=ngay&tu="), "{file}");

    for scheme in schemes(&browser) {
        prefer(&browser, scheme).await;
        for path in
            [STATISTICS, "/quan-tri/thong-ke?khoang=12-thang", "/quan-tri/thong-ke?tu=x", "/en/quan-tri/thong-ke"]
        {
            browser.go(path).await;
            browser.sees(".figures").await;
            browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)", vec![]).await;
            assert_eq!(violations(&browser).await, json!([]), "{path}, {scheme}");
        }
    }

    browser.go(STATISTICS).await;
    tab_to(&browser, ".who button").await;
    browser.press(ENTER).await;
    until("it is signed out", async || browser.path().await == "/quan-tri/dang-nhap").await;
    browser.go(STATISTICS).await;
    until("nothing is shown any more", async || browser.path().await == "/quan-tri/dang-nhap").await;
    browser.leave().await;
}

/// Presses Tab until an element has the focus, with a ring that can be seen.
async fn tab_to(browser: &Browser, selector: &str) {
    browser.sees(selector).await;
    let is_there = "return document.activeElement?.matches(arguments[0]) ?? false";
    for _ in 0..40 {
        if browser.ask(is_there, vec![selector.into()]).await == true {
            let ring = "const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3";
            assert_eq!(browser.ask(ring, vec![]).await, true, "no focus ring on {selector}");
            return;
        }
        browser.press(TAB).await;
    }
    panic!("{selector} is not reached by Tab");
}

async fn write(browser: &Browser, text: &str) {
    for letter in text.chars() {
        browser.press(letter).await;
    }
}
