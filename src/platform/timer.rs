//! Something done later, unless the timer is dropped before.

use super::document::window;
use super::guest::is_guest;
use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// The event of a page that is left, whether or not somebody comes back to it.
pub(super) const LEFT: &str = "pagehide";

/// A running timer; dropping it stops it.
pub struct Timer {
    id: i32,
    frame: bool,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` once, after so many milliseconds. `None` where there is no window.
    #[must_use]
    pub fn after(milliseconds: i32, then: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut()>::new(then);
        let callback = closure.as_ref().unchecked_ref();
        let id = window()?.set_timeout_with_callback_and_timeout_and_arguments_0(callback, milliseconds).ok()?;
        Some(Self { id, frame: false, _closure: closure })
    }

    /// Calls `then` once, before the page is painted next: never while nobody can see it. `None` as above.
    #[must_use]
    pub fn once_painted(then: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut()>::new(then);
        let id = window()?.request_animation_frame(closure.as_ref().unchecked_ref()).ok()?;
        Some(Self { id, frame: true, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(window) = window() else { return };
        if self.frame {
            // Only an unknown frame can fail.
            let _ = window.cancel_animation_frame(self.id);
        } else {
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

/// Waits for so many milliseconds, or until the page is left, if it is ours: nothing waits in a page that nobody may come back
/// to.
pub async fn sleep(milliseconds: i32) {
    let (promise, keep) = promised();
    let (Some(window), Some(keep)) = (window(), keep) else { return };
    // None of these fails with a function of the browser's own, nor is the promise rejected.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&keep, milliseconds);
    if is_guest() {
        let _ = JsFuture::from(promise).await;
        return;
    }
    let _ = window.add_event_listener_with_callback(LEFT, &keep);
    let _ = JsFuture::from(promise).await;
    let _ = window.remove_event_listener_with_callback(LEFT, &keep);
}
