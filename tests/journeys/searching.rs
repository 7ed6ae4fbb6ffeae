//! Searching, on the server's own page: by keyboard, with and without diacritics, narrowed, and where nothing is found as it was typed.

use super::browser::Browser;
use super::stage::{Stage, until};

super::journeys!(what_is_typed_in_the_head_is_found, what_is_found_can_be_narrowed_and_kept);

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

/// The sentence that says how many there are.
async fn found(browser: &Browser) -> String {
    browser.sees(".found").await;
    browser.text(".found").await.unwrap()
}

async fn what_is_typed_in_the_head_is_found(stage: Stage) {
    let browser = stage.visitor("203.0.113.230").await;
    browser.open("/").await;
    browser.ask("document.body.focus()", vec![]).await;
    let focused = async || browser.ask("return document.activeElement.id", vec![]).await;
    for _ in 0..6 {
        if focused().await == "search" {
            break;
        }
        browser.press(TAB).await;
    }
    assert_eq!(focused().await, "search", "the field is among the first stops");
    for letter in "phan loai rac".chars() {
        browser.press(letter).await;
    }
    browser.press(ENTER).await;
    assert!(found(&browser).await.contains("có “phan loai rac”"));
    assert_eq!(browser.path().await, "/tim-kiem?q=phan+loai+rac");
    assert_eq!(browser.title().await, "Tìm kiếm: phan loai rac – Phường Bến Lau");
    assert_eq!(browser.text(".results .headline mark").await.as_deref(), Some("Phân loại rác"));
    let bare = browser.attribute(".results .headline a", "href").await;
    browser.go("/tim-kiem?q=ph%C3%A2n%20lo%E1%BA%A1i%20r%C3%A1c").await;
    found(&browser).await;
    assert_eq!(browser.attribute(".results .headline a", "href").await, bare, "with diacritics the same stands first");
    browser.go("/tim-kiem?q=phaan+loaij+racs").await;
    assert!(found(&browser).await.contains("có “phân loại rác”"));
    browser.reads("Có phải bạn tìm “phân loại rác”?").await;
    assert_eq!(browser.attribute(".results .headline a", "href").await, bare, "keystrokes that no driver has read");
    browser.click(".results .headline a").await;
    browser.sees(".article .body").await;
    browser.leave().await;
}

async fn what_is_found_can_be_narrowed_and_kept(stage: Stage) {
    let browser = stage.visitor("203.0.113.231").await;
    browser.go("/tim-kiem").await;
    browser.reads("có dấu hay không dấu").await;
    browser.click("#search-q").await;
    for letter in "rac".chars() {
        browser.press(letter).await;
    }
    browser.click(".asked button").await;
    let all = found(&browser).await;
    let rows = browser.count(".results .row").await;
    browser.click(".filters .filter:last-child li:last-child a").await;
    until("fewer are left", async || browser.count(".results .row").await < rows).await;
    let narrowed = browser.path().await;
    assert!(narrowed.contains("q=rac&from=2025-01-01&to=2025-12-31"), "{narrowed}");
    assert_eq!(
        browser.attribute("#search-from", "value").await.as_deref(),
        Some("2025-01-01"),
        "the days are filled in"
    );
    browser.go(&narrowed).await;
    assert_ne!(found(&browser).await, all, "the address can be kept");
    browser.click(".filters [aria-current]").await;
    until("the filter is off", async || browser.text(".found").await.as_deref() == Some(all.as_str())).await;
    browser.go("/tim-kiem?q=khongcogica").await;
    browser.reads("Không có tin nào có “khongcogica”.").await;
    browser.go("/en/tim-kiem?q=rubbish").await;
    browser.reads("with “rubbish”").await;
    browser.leave().await;
}
