//! Reading an article aloud, by the browser's own speech (Web Speech API): whether it has a voice for it.

use crate::dialogue::{self, document, root};
use crate::player;
use crate::reading::stop;
use bantin::markup::{Markup, el};
use bantin::text::{AidsText, aids_text};
use bantin_api::Language;
use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{SpeechSynthesis, SpeechSynthesisVoice};

/// How long voices are waited for, in milliseconds: Chromium has them a moment after it was asked first.
const PATIENCE: i32 = 1_500;

/// Begins to read the article that the page shows.
pub(crate) fn listen() {
    stop();
    spawn_local(async {
        let text = aids_text(dialogue::language());
        let Some(speech) =
            web_sys::window().and_then(|window| window.speech_synthesis().ok()).filter(|it| !it.is_undefined())
        else {
            return tell(text, text.no_speech);
        };
        let language = language();
        match voice(&speech, language).await {
            Some(voice) => player::open(speech, voice, text),
            None if language == Language::Vi => tell(text, text.no_vietnamese),
            None => tell(text, text.no_voice),
        }
    });
}

fn tell(text: &'static AidsText, what: &'static str) {
    let inside: Markup = [
        el("h2 id=aid-title").with(text.listen).into(),
        el("p.note").with(what).into(),
        el("div.foot").with(el("span")).with(el("button type=button value=close").with(text.close)).into(),
    ]
    .into();
    dialogue::open(&inside, |_, _| {});
}

/// That of the article, which may be another than the page's.
fn language() -> Language {
    let body = document().and_then(|document| document.query_selector(".article .body[lang]").ok().flatten());
    let tag = body.and_then(|body| body.get_attribute("lang")).or_else(|| root()?.get_attribute("lang"));
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}

async fn voice(speech: &SpeechSynthesis, language: Language) -> Option<SpeechSynthesisVoice> {
    if let Some(voice) = voice_now(speech, language) {
        return Some(voice);
    }
    let come = Promise::new(&mut |resolve, _| {
        speech.set_onvoiceschanged(Some(&resolve));
        wait(&resolve, PATIENCE);
    });
    // It is never rejected.
    let _ = JsFuture::from(come).await;
    voice_now(speech, language)
}

/// One of the device itself before one that needs the net.
fn voice_now(speech: &SpeechSynthesis, language: Language) -> Option<SpeechSynthesisVoice> {
    let voices = speech.get_voices().into_iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    let fitting = voices.filter(|voice| Language::of_tag(&voice.lang().replace('_', "-")) == Some(language));
    fitting.max_by_key(|voice| voice.local_service())
}

fn wait(then: &Function, milliseconds: i32) {
    if let Some(window) = web_sys::window() {
        // A function of the browser's own is never refused.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then, milliseconds);
    }
}
