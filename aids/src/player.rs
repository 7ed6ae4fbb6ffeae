//! The player of an article that is read aloud: what is seen of it, and what its buttons do.

use crate::dialogue;
use crate::reading::{self, Reading, with};
use bantin::markup::{Markup, el};
use bantin::text::AidsText;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlSelectElement, SpeechSynthesis, SpeechSynthesisVoice};

/// Opens it, and begins to read.
pub(crate) fn open(speech: SpeechSynthesis, voice: SpeechSynthesisVoice, text: &'static AidsText) {
    let pieces = reading::pieces();
    if pieces.is_empty() {
        return;
    }
    if let Some(player) = dialogue::stay(&inside(text, voice.local_service()), pressed, reading::ended) {
        reading::begin(Reading::new(speech, voice, player, pieces));
    }
}

fn inside(text: &'static AidsText, is_local: bool) -> Markup {
    let button = |value: &'static str, sign: &'static str, name: &'static str| {
        let hidden = el("span.visually-hidden").with(name);
        el("button.plain type=button").attr("value", value).with(el("span aria-hidden=true").with(sign)).with(hidden)
    };
    let rate = |rate: &'static str| {
        el("option").attr("value", rate).attr("selected", (rate == "1").then_some("")).with(format!("{rate}×"))
    };
    let rates: Markup = ["0.75", "1", "1.25", "1.5"].into_iter().map(rate).collect();
    let speed = el("label").with(el("span").with(text.speed)).with(el("select name=rate").with(rates));
    [
        el("h2.visually-hidden id=aid-title").with(text.listen).into(),
        el("div.abreast")
            .with(button("back", "«", text.passage_back))
            .with(el("button.plain type=button value=pause autofocus").with(text.pause))
            .with(button("on", "»", text.passage_on))
            .with(speed)
            .with(el("button type=button value=close").with(text.stop))
            .into(),
        (!is_local).then(|| el("p.note").with(text.voice_by_net)).into(),
    ]
    .into()
}

fn pressed(player: &HtmlDialogElement, pressed: &Element) {
    with(|reading| match pressed.get_attribute("value").as_deref() {
        Some("pause") => reading.pause(pressed),
        Some("back") => reading.go(-1),
        Some("on") => reading.go(1),
        _ => {
            let rate = player.query_selector("[name=rate]").ok().flatten();
            let rate = rate.and_then(|rate| rate.dyn_into::<HtmlSelectElement>().ok());
            // The browser's own: Rust's is 5 KB of wasm.
            reading.pace(rate.map_or(1.0, |rate| js_sys::Number::parse_float(&rate.value()) as f32));
        }
    });
}
