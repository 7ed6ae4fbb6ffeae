//! Whether anybody can see the page.

use super::document::{document, listen};
use super::timer::LEFT;
use web_sys::VisibilityState;

/// Whether the page is visible now. One that is rendered ahead (Speculation Rules) is not, nor is one that is kept for the way
/// back.
#[must_use]
pub fn visible() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Calls `then` each time that it changes, for as long as the page lives.
pub fn on_change(then: impl FnMut() + 'static) {
    listen(&["visibilitychange"], Box::new(then));
}

/// Calls `then` each time that the page is left. It may be kept, and be seen again when somebody comes back to it.
pub fn on_leave(then: impl FnMut() + 'static) {
    listen(&[LEFT], Box::new(then));
}
