//! Something done later, unless the timer is dropped before.

use super::document::window;
use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// The event of a page that is left, whether or not somebody comes back to it.
pub(super) const LEFT: &str = "pagehide";

/// A running timer; dropping it stops it.
pub struct Timer {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` once, after so many milliseconds. `None` where there is no window.
    #[must_use]
    pub fn after(milliseconds: i32, then: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut()>::new(then);
        let callback = closure.as_ref().unchecked_ref();
        let id = window()?.set_timeout_with_callback_and_timeout_and_arguments_0(callback, milliseconds).ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// A promise that is kept after so many milliseconds.
pub(super) fn later(milliseconds: i32) -> Promise {
    let (promise, keep) = promised();
    if let (Some(window), Some(keep)) = (window(), keep) {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&keep, milliseconds);
    }
    promise
}

/// A promise, and the function that keeps it, which every browser hands over.
pub(super) fn promised() -> (Promise, Option<Function>) {
    let mut keep = None;
    let promise = Promise::new(&mut |resolve, _| keep = Some(resolve));
    (promise, keep)
}

/// Waits for so many milliseconds, or until the page is left: nothing waits in a page that nobody may come back to.
pub async fn sleep(milliseconds: i32) {
    let (promise, keep) = promised();
    let (Some(window), Some(keep)) = (window(), keep) else { return };
    // None of these fails with a function of the browser's own, nor is the promise rejected.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&keep, milliseconds);
    let _ = window.add_event_listener_with_callback(LEFT, &keep);
    let _ = JsFuture::from(promise).await;
    let _ = window.remove_event_listener_with_callback(LEFT, &keep);
}
