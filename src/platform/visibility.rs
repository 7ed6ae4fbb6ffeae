//! Whether anybody can see the page.

use super::document::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::VisibilityState;

/// Whether the page is visible now.
#[must_use]
pub fn visible() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Calls `then` each time that it changes, for as long as the page lives.
pub fn on_change(mut then: impl FnMut(bool) + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || then(visible()));
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}
