//! An article that is being read aloud: which piece of it, and what is marked.

use crate::dialogue::{self, document};
use crate::passages::passages;
use bantin::text::aids_text;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlDialogElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// What is spoken of an article, in its order.
const SPOKEN: &str = ".article h1, .article header .summary, \
    .article .body :is(p, h2, h3, h4, h5, h6, li, caption, figcaption, summary, blockquote, dt, dd, tr, pre)";

/// The class of what is being spoken.
const MARK: &str = "spoken";

/// How often it is looked whether the article is still there, in milliseconds.
const LOOK: i32 = 400;

thread_local! {
    /// The reading that goes on.
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
    /// Whether it is known already when the page is left: some browsers would speak on.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// What is being spoken, and what hears of its end.
struct Speaking {
    utterance: SpeechSynthesisUtterance,
    _heard: [Closure<dyn FnMut()>; 2],
}

/// A piece that is spoken at once, and the element that it is of.
type Piece = (Rc<Element>, String);

/// An article that is being read.
pub(crate) struct Reading {
    speech: SpeechSynthesis,
    voice: SpeechSynthesisVoice,
    player: HtmlDialogElement,
    /// All that is spoken.
    pieces: Vec<Piece>,
    at: usize,
    rate: f32,
    paused: bool,
    /// Browsers forget what nobody holds, and then never say that it has ended.
    speaking: Option<Speaking>,
    /// Looks whether the article is still there.
    look: Option<(i32, Closure<dyn FnMut()>)>,
}

/// What is spoken, from the smallest elements that hold text.
pub(crate) fn pieces() -> Vec<Piece> {
    let Some(found) = document().and_then(|document| document.query_selector_all(SPOKEN).ok()) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    let mut pieces = Vec::new();
    for element in elements {
        let is_row = element.tag_name() == "TR";
        // What stands in a cell is spoken with its row.
        if !is_row && element.closest("tr").ok().flatten().is_some() {
            continue;
        }
        let text = if is_row { cells(&element) } else { own_text(&element) };
        let element = Rc::new(element);
        pieces.extend(passages(&text).into_iter().map(|passage| (Rc::clone(&element), passage)));
    }
    pieces
}

/// The text of an element without that of lists and paragraphs in it, which are spoken by themselves.
fn own_text(element: &Element) -> String {
    let nodes = element.child_nodes();
    let nodes = (0..nodes.length()).filter_map(|at| nodes.item(at));
    let own = nodes.filter(|node| {
        let of_its_own =
            |inner: &Element| inner.matches("p, ul, ol, dl, table, figure, blockquote, details").unwrap_or(false);
        !node.dyn_ref::<Element>().is_some_and(of_its_own)
    });
    own.filter_map(|node| node.text_content()).collect()
}

/// The cells of a row, a breath between two.
fn cells(row: &Element) -> String {
    let cells = row.children();
    let texts = (0..cells.length()).filter_map(|at| cells.item(at)?.text_content());
    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Begins a reading.
pub(crate) fn begin(reading: Reading) {
    stop();
    // What another page has left to be spoken is not wanted any more.
    reading.speech.cancel();
    if !LEAVING.replace(true)
        && let Some(window) = web_sys::window()
    {
        let left = Closure::<dyn FnMut()>::new(stop);
        // Only an invalid name of an event can fail.
        let _ = window.add_event_listener_with_callback("pagehide", left.as_ref().unchecked_ref());
        left.forget();
    }
    READING.set(Some(reading));
    with(|reading| {
        reading.watch();
        reading.speak();
    });
}

/// Tells the reading something, if there is one.
pub(crate) fn with(then: impl FnOnce(&mut Reading)) {
    READING.with(|reading| {
        // What the browser says while it is being told something is said once more later, or does not matter.
        if let Ok(mut reading) = reading.try_borrow_mut()
            && let Some(reading) = reading.as_mut()
        {
            then(reading);
        }
    });
}

/// A player was closed: its reading ends, if it has not ended and given way to another.
pub(crate) fn ended(player: &HtmlDialogElement) {
    let is_its = READING.with(|reading| {
        reading.try_borrow().is_ok_and(|reading| reading.as_ref().is_some_and(|reading| reading.player == *player))
    });
    if is_its {
        stop();
    }
}

/// Ends it, if there is any.
pub(crate) fn stop() {
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
    /// One that begins with the first piece.
    pub(crate) fn new(
        speech: SpeechSynthesis,
        voice: SpeechSynthesisVoice,
        player: HtmlDialogElement,
        pieces: Vec<Piece>,
    ) -> Self {
        Self { speech, voice, player, pieces, at: 0, rate: 1.0, paused: false, speaking: None, look: None }
    }

    /// Reads at another speed from now on, 1 being the usual.
    pub(crate) fn pace(&mut self, rate: f32) {
        self.rate = rate;
        self.speak();
    }

    /// Ends what is being spoken; what has been said of its end no longer counts.
    fn hush(&mut self) {
        if let Some(Speaking { utterance, .. }) = self.speaking.take() {
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
        let failed = Closure::<dyn FnMut()>::new(|| spawn_local(async { with(Reading::fail) }));
        utterance.set_onerror(Some(failed.as_ref().unchecked_ref()));
        self.speech.speak(&utterance);
        self.speaking = Some(Speaking { utterance, _heard: [ended, failed] });
    }

    /// A piece cannot be spoken: it waits there, as some devices speak only what was just asked for by a press.
    fn fail(&mut self) {
        if let Ok(Some(button)) = self.player.query_selector("[value=pause]")
            && !self.paused
        {
            self.pause(&button);
        }
    }

    /// Some browsers never go on after their own pause, so the piece is spoken anew.
    pub(crate) fn pause(&mut self, button: &Element) {
        self.paused = !self.paused;
        let text = aids_text(dialogue::language());
        button.set_text_content(Some(if self.paused { text.resume } else { text.pause }));
        self.speak();
    }

    /// To the beginning of the element before or behind.
    pub(crate) fn go(&mut self, way: isize) {
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
