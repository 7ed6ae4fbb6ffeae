//! Something done later, unless the timer is dropped before.

use super::document::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

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

/// Waits for so many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    // A timeout's promise is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
