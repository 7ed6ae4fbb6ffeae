//! An article read aloud. The engines here have no voices, so that the page is given a speech of our own making, which says what it was
//! told to speak.

use super::accessibility::violations;
use super::browser::Browser;
use super::stage::{Stage, until};
use serde_json::{Value, json};

super::journeys!(an_article_is_read_aloud, without_a_voice_it_is_said_how_to_have_one);

/// Speaks at once whatever it is given, but for what is held; `voices` are the languages that it has.
const SPEECH: &str = "
    const [voices] = arguments;
    window.spoken = [];
    window.held = false;
    let waiting;
    const speech = {
        getVoices: () => voices.map((lang) => ({ lang, localService: true, name: lang })),
        speak(utterance) {
            window.spoken.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate });
            const end = () => (window.refused ? utterance.onerror : utterance.onend)?.(new Event('end'));
            if (window.held) waiting = end; else setTimeout(end, 1);
        },
        cancel() { waiting = undefined; },
        set onvoiceschanged(then) {},
    };
    window.release = () => { window.held = false; const end = waiting; waiting = undefined; end?.(); };
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class { constructor(text) { this.text = text; } } });";

async fn at_an_article(stage: &Stage, visitor: &str, voices: &[&str]) -> Browser {
    let browser = stage.visitor(visitor).await;
    stage.server.import(&json!({
        "id": "nghe", "title": "Bài để nghe", "summary": "Tóm tắt ngắn.", "date_published": "2026-11-24T08:00:00+07:00",
        "content_html": "<p>Câu một ở đây. Câu hai ở đây.</p><ul><li>Mục thứ nhất<ul><li>Mục con</li></ul></li></ul>\
            <table><tbody><tr><td>Hẻm 1</td><td>12 hộ</td></tr></tbody></table><p>Câu cuối cùng.</p>",
    }));
    browser.open("/tim-kiem?q=bai+de+nghe").await;
    browser.click(".results .headline a").await;
    browser.sees(".article .body table").await;
    browser.ask(SPEECH, vec![json!(voices)]).await;
    browser
}

async fn spoken(browser: &Browser) -> Vec<String> {
    let spoken = browser.ask("return window.spoken.map((piece) => piece.text)", vec![]).await;
    spoken.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

async fn an_article_is_read_aloud(stage: Stage) {
    let browser = at_an_article(&stage, "203.0.113.251", &["en-US", "vi_VN"]).await;
    browser.click("[data-aid=listen]").await;
    let all = [
        "Bài để nghe",
        "Tóm tắt ngắn.",
        "Câu một ở đây.",
        "Câu hai ở đây.",
        "Mục thứ nhất",
        "Mục con",
        "Hẻm 1, 12 hộ",
        "Câu cuối cùng.",
    ];
    until("all of it was spoken", async || spoken(&browser).await == all).await;
    until("the player is gone", async || browser.count("dialog").await == 0).await;
    assert_eq!(browser.count(".spoken").await, 0);
    assert_eq!(browser.ask("return window.spoken.every((piece) => piece.lang === 'vi_VN')", vec![]).await, true);
    // Once more, held at the first sentence, and steered.
    browser.ask("window.spoken = []; window.held = true", vec![]).await;
    browser.click("[data-aid=listen]").await;
    browser.sees("h1.spoken").await;
    // Pressed once more it begins anew, and there is one player.
    browser.click("[data-aid=listen]").await;
    until("it has begun anew", async || spoken(&browser).await == ["Bài để nghe"; 2]).await;
    browser.has_had_its_turn().await;
    assert_eq!((browser.count("dialog").await, browser.count("h1.spoken").await), (1, 1));
    browser.ask("window.spoken.pop()", vec![]).await;
    assert_eq!(violations(&browser).await, json!([]), "with the player");
    browser.click("dialog [value=on]").await;
    browser.click("dialog [value=on]").await;
    browser.sees(".body p.spoken").await;
    browser.click("dialog [value=pause]").await;
    until("it is paused", async || browser.text("dialog [value=pause]").await.as_deref() == Some("Đọc tiếp")).await;
    browser.ask("window.release()", vec![]).await;
    assert_eq!(spoken(&browser).await.len(), 3, "nothing goes on");
    browser.ask("window.held = true", vec![]).await;
    browser.click("dialog [value=pause]").await;
    until("it goes on with the same sentence", async || {
        spoken(&browser).await.last().is_some_and(|last| last == "Câu một ở đây.")
    })
    .await;
    browser.click("dialog [value=back]").await;
    browser.sees(".summary.spoken").await;
    browser.ask("const rate = document.querySelector('dialog select'); rate.value = '1.5'; rate.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
    until("it is read faster", async || browser.ask("return window.spoken.at(-1).rate", vec![]).await == 1.5).await;
    // What the device refuses to speak waits for the next press.
    browser.ask("window.held = false; window.refused = true", vec![]).await;
    browser.click("dialog [value=on]").await;
    until("it waits", async || browser.text("dialog [value=pause]").await.as_deref() == Some("Đọc tiếp")).await;
    browser.ask("window.held = true; window.refused = false", vec![]).await;
    browser.click("dialog [value=pause]").await;
    browser.sees(".spoken").await;
    // Whoever goes on to another page is not read to any more.
    browser.click(".nameplate a").await;
    browser.sees(".lead .headline").await;
    until("the player is gone", async || browser.count("dialog").await == 0).await;
    browser.leave().await;
}

async fn without_a_voice_it_is_said_how_to_have_one(stage: Stage) {
    let browser = at_an_article(&stage, "203.0.113.252", &["en-US"]).await;
    browser.click("[data-aid=listen]").await;
    browser.reads("Máy này chưa có giọng đọc tiếng Việt").await;
    assert_eq!(violations(&browser).await, json!([]), "what is said");
    assert_eq!(spoken(&browser).await, [""; 0]);
    browser.click("dialog [value=close]").await;
    until("it is closed", async || browser.count("dialog").await == 0).await;
    browser.leave().await;
}
