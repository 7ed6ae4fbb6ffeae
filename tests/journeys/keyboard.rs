//! The keyboard alone.

use super::stage::{Stage, until};

super::journeys!(a_reader_needs_no_mouse);

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

async fn a_reader_needs_no_mouse(stage: Stage) {
    // WebKit's driver on GTK moves the focus by Tab only where the desktop says so; the engine's own tests cover it.
    let browser = stage.visitor("203.0.113.40").await;
    browser.open("/").await;
    browser.sees(".lead .headline a").await;
    let focused = async || {
        browser
            .ask("return document.activeElement.className || document.activeElement.getAttribute('href')", vec![])
            .await
    };
    browser.ask("document.body.focus()", vec![]).await;
    browser.press(TAB).await;
    until("the first stop is the link past the menu", async || focused().await == "skip").await;
    let href = browser.attribute(".lead .headline a", "href").await.unwrap();
    for _ in 0..40 {
        if focused().await == href.as_str() {
            break;
        }
        browser.press(TAB).await;
        let ring = "const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3";
        assert_eq!(browser.ask(ring, vec![]).await, true, "no focus ring on {}", focused().await);
    }
    assert_eq!(focused().await, href.as_str(), "the lead's headline is reached by Tab");
    browser.press(ENTER).await;
    until("the article is there", async || browser.path().await == href).await;
    browser.sees(".article .body").await;
    browser.leave().await;
}
