//! Something that only one tab of an origin does at a time (Web Locks API).

use super::document::window;
use super::modules::call;
use super::timer::promised;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::AbortController;

thread_local! {
    /// The names of the locks that are held within this page alone.
    static HELD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A lock that is held or waited for; dropping it lets it go. The browser itself does when the tab closes or crashes.
pub enum Lock {
    /// Of all tabs.
    Tabs {
        /// Ends the waiting.
        waiting: AbortController,
        /// Lets it go.
        release: Option<Function>,
    },
    /// Of this page alone, by its name.
    Page(String),
}

impl Lock {
    /// Waits for the lock of this name, and calls `granted` once it is held. `None` where the browser has no locks: old ones,
    /// and pages that came by plain HTTP.
    #[must_use]
    pub fn request(name: &str, mut granted: impl FnMut() + 'static) -> Option<Self> {
        let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok().filter(|locks| !locks.is_undefined())?;
        let waiting = AbortController::new().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"signal".into(), &waiting.signal()).ok()?;
        let (held, release) = promised();
        let closure = Closure::<dyn FnMut() -> Promise>::new(move || {
            granted();
            held.clone()
        });
        let name = JsValue::from_str(name);
        spawn_local(async move {
            // Comes to an end when the lock is let go; rejected when it was still waited for.
            let _ = call(&locks, "request", [&name, &options, closure.as_ref()]).await;
        });
        Some(Self::Tabs { waiting, release })
    }

    /// A lock within this page, where it knows nothing of other tabs. `None` while it is held.
    #[must_use]
    pub fn in_page(name: &str) -> Option<Self> {
        HELD.with_borrow_mut(|held| {
            let free = held.iter().all(|other| other != name);
            free.then(|| {
                held.push(name.to_owned());
                Self::Page(name.to_owned())
            })
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        match self {
            Self::Tabs { waiting, release } => {
                waiting.abort();
                if let Some(release) = release {
                    // No function of the browser's own fails here.
                    let _ = release.call0(&JsValue::UNDEFINED);
                }
            }
            Self::Page(name) => HELD.with_borrow_mut(|held| held.retain(|other| other != name)),
        }
    }
}
