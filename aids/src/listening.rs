//! Reading an article aloud, by the browser's own speech (Web Speech API).

use crate::dialogue::{self, document, root};
use crate::passages::passages;
use bantin::markup::{Markup, el};
use bantin::text::{AidsText, aids_text};
use bantin_api::Language;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, HtmlDialogElement, HtmlSelectElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice,
};

/// What is spoken of an article, in its order.
const SPOKEN: &str = ".article h1, .article header .summary, .article .body :is(p, h2, h3, h4, li, figcaption, blockquote, dt, dd, tr, pre)";

/// The class of what is being spoken.
const MARK: &str = "spoken";

/// How long voices are waited for, in milliseconds: Chromium has them a moment after it was asked first.
const PATIENCE: i32 = 1_500;

/// How often it is looked whether the article is still there, in milliseconds.
const LOOK: i32 = 400;

thread_local! {
    /// The reading that goes on.
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
}

/// An article that is being read.
struct Reading {
    speech: SpeechSynthesis,
    voice: SpeechSynthesisVoice,
    player: HtmlDialogElement,
    /// What is spoken, piece by piece, and which element it is of.
    pieces: Vec<(Rc<Element>, String)>,
    at: usize,
    rate: f32,
    paused: bool,
    /// Browsers forget what nobody holds, and then never say that it has ended.
    speaking: Option<(SpeechSynthesisUtterance, Closure<dyn FnMut()>)>,
    /// Looks whether the article is still there.
    look: Option<(i32, Closure<dyn FnMut()>)>,
}

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
            Some(voice) => begin(speech, voice, text),
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

fn begin(speech: SpeechSynthesis, voice: SpeechSynthesisVoice, text: &'static AidsText) {
    let pieces = pieces();
    if pieces.is_empty() {
        return;
    }
    let Some(player) = dialogue::stay(&player(text), pressed, stop) else { return };
    READING.set(Some(Reading {
        speech,
        voice,
        player,
        pieces,
        at: 0,
        rate: 1.0,
        paused: false,
        speaking: None,
        look: None,
    }));
    with(|reading| {
        reading.watch();
        reading.speak();
    });
}

/// What is spoken, from the smallest elements that hold text.
fn pieces() -> Vec<(Rc<Element>, String)> {
    let Some(found) = document().and_then(|document| document.query_selector_all(SPOKEN).ok()) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    let mut pieces = Vec::new();
    for element in elements {
        // An item that holds paragraphs is spoken by those.
        if element.query_selector("p, li, dd").ok().flatten().is_some() {
            continue;
        }
        let text = match element.tag_name().as_str() {
            "TR" => cells(&element),
            _ => element.text_content().unwrap_or_default(),
        };
        let element = Rc::new(element);
        pieces.extend(passages(&text).into_iter().map(|passage| (Rc::clone(&element), passage)));
    }
    pieces
}

/// The cells of a row, a breath between two.
fn cells(row: &Element) -> String {
    let cells = row.children();
    let texts = (0..cells.length()).filter_map(|at| cells.item(at)?.text_content());
    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn player(text: &'static AidsText) -> Markup {
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
            .with(el("button.plain type=button value=pause").with(text.pause))
            .with(button("on", "»", text.passage_on))
            .with(speed)
            .with(el("button type=button value=close").with(text.stop))
            .into(),
    ]
    .into()
}

fn with(then: impl FnOnce(&mut Reading)) {
    READING.with(|reading| {
        // What the browser says while it is being told something is said once more later, or does not matter.
        if let Ok(mut reading) = reading.try_borrow_mut()
            && let Some(reading) = reading.as_mut()
        {
            then(reading);
        }
    });
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
            reading.rate = rate.map_or(1.0, |rate| js_sys::Number::parse_float(&rate.value()) as f32);
            reading.speak();
        }
    });
}

/// Ends it, if there is any.
fn stop() {
    let reading = READING.with(|reading| reading.try_borrow_mut().ok().and_then(|mut reading| reading.take()));
    if let Some(mut reading) = reading {
        reading.hush();
        reading.mark(None);
        if let Some(((look, _), window)) = reading.look.take().zip(web_sys::window()) {
            window.clear_interval_with_handle(look);
        }
        reading.player.close();
    }
}

impl Reading {
    /// Ends what is being spoken; what has been said of its end no longer counts.
    fn hush(&mut self) {
        if let Some((utterance, _)) = self.speaking.take() {
            utterance.set_onend(None);
            utterance.set_onerror(None);
            self.speech.cancel();
        }
    }

    /// Speaks the piece that is next, unless it is paused.
    fn speak(&mut self) {
        self.hush();
        let Some((element, passage)) = self.pieces.get(self.at).cloned() else {
            return spawn_local(async { stop() });
        };
        self.mark(Some(&element));
        if self.paused {
            return;
        }
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&passage) else { return };
        utterance.set_voice(Some(&self.voice));
        utterance.set_lang(&self.voice.lang());
        utterance.set_rate(self.rate);
        let ended = Closure::<dyn FnMut()>::new(|| {
            // Later: what is called now is about to be dropped.
            spawn_local(async {
                with(|reading| {
                    reading.at += 1;
                    reading.speak();
                });
            });
        });
        utterance.set_onend(Some(ended.as_ref().unchecked_ref()));
        // A piece that cannot be spoken is passed over; the others may be.
        utterance.set_onerror(Some(ended.as_ref().unchecked_ref()));
        self.speech.speak(&utterance);
        self.speaking = Some((utterance, ended));
    }

    /// Some browsers never go on after their own pause, so the piece is spoken anew.
    fn pause(&mut self, button: &Element) {
        self.paused = !self.paused;
        let text = aids_text(dialogue::language());
        button.set_text_content(Some(if self.paused { text.resume } else { text.pause }));
        self.speak();
    }

    /// To the beginning of the element before or behind.
    fn go(&mut self, way: isize) {
        let is_of =
            |at: usize, element: &Rc<Element>| self.pieces.get(at).is_some_and(|(of, _)| Rc::ptr_eq(of, element));
        let Some((here, _)) = self.pieces.get(self.at) else { return };
        let mut first = self.at;
        while first > 0 && is_of(first - 1, here) {
            first -= 1;
        }
        let mut last = self.at;
        while is_of(last + 1, here) {
            last += 1;
        }
        self.at = if way > 0 {
            (last + 1).min(self.pieces.len().saturating_sub(1))
        } else if let Some((before, _)) = first.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            self.pieces.iter().position(|(of, _)| Rc::ptr_eq(of, before)).unwrap_or(0)
        } else {
            0
        };
        self.speak();
    }

    fn mark(&self, spoken: Option<&Rc<Element>>) {
        for (element, _) in &self.pieces {
            let is_spoken = spoken.is_some_and(|spoken| Rc::ptr_eq(spoken, element));
            // Only a name that is none can fail.
            let had = element.class_list().contains(MARK);
            let _ = element.class_list().toggle_with_force(MARK, is_spoken);
            if is_spoken && !had {
                let rect = element.get_bounding_client_rect();
                let height =
                    web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(f64::MAX);
                if rect.top() < 0.0 || rect.bottom() > height - 100.0 {
                    element.scroll_into_view();
                }
            }
        }
    }

    /// Whoever leaves the article does not want to hear on.
    fn watch(&mut self) {
        let look = Closure::<dyn FnMut()>::new(|| {
            let is_gone = READING.with_borrow(|reading| {
                reading
                    .as_ref()
                    .is_some_and(|reading| reading.pieces.first().is_some_and(|(element, _)| !element.is_connected()))
            });
            if is_gone {
                stop();
            }
        });
        let window = web_sys::window();
        let callback = look.as_ref().unchecked_ref();
        let id = window
            .and_then(|window| window.set_interval_with_callback_and_timeout_and_arguments_0(callback, LOOK).ok());
        self.look = id.map(|id| (id, look));
    }
}
