//! Events that are listened to until whoever listens is gone: an embed comes and goes, and must leave nothing on its host's page.

use super::document::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// What listens; dropping it removes it.
pub struct Listening {
    target: EventTarget,
    names: &'static [&'static str],
    closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Calls `then` at each event of these names that comes to a target.
    pub(super) fn to(target: EventTarget, names: &'static [&'static str], then: Box<dyn FnMut(Event)>) -> Self {
        let listening = Self { target, names, closure: Closure::wrap(then) };
        for name in names {
            // Only an invalid name of an event can fail, here and below.
            let _ = listening.target.add_event_listener_with_callback(name, listening.closure.as_ref().unchecked_ref());
        }
        listening
    }

    /// As [`to`](Self::to), at the window. `None` where there is none.
    pub(super) fn to_window(names: &'static [&'static str], mut then: impl FnMut() + 'static) -> Option<Self> {
        Some(Self::to(window()?.into(), names, Box::new(move |_| then())))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for name in self.names {
            let _ = self.target.remove_event_listener_with_callback(name, self.closure.as_ref().unchecked_ref());
        }
    }
}
