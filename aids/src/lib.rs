//! Aids for reading: a wasm of its own, loaded when somebody uses one.
//!
//! This crate exists so that the first view pays for their buttons and no more. The script that starts the application asks for an aid by
//! the name that its button has; each opens as a dialogue over the page, so that nothing of the page moves. It may import the
//! application's `markup` and `text` and the crates `api` and `feed`.
//!
//! | to find | look in |
//! | --- | --- |
//! | how pages are shown: size, spacing, contrast, colours | `chosen`; its dialogue: `display` |
//! | handing an article on | `ways`; its dialogue: `sharing` |
//! | reading an article aloud | `listening`: whether there is a voice; `reading`: what is spoken; `passages`: in which pieces; `player`: what is seen of it |
//! | a dialogue | `dialogue` and `style.css` |

pub mod chosen;
pub mod passages;
pub mod ways;

#[cfg(target_arch = "wasm32")]
mod dialogue;
#[cfg(target_arch = "wasm32")]
mod display;
#[cfg(target_arch = "wasm32")]
mod listening;
#[cfg(target_arch = "wasm32")]
mod player;
#[cfg(target_arch = "wasm32")]
mod reading;
#[cfg(target_arch = "wasm32")]
mod sharing;

#[cfg(target_arch = "wasm32")]
mod entry {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Gives the aid of a button: `display`, `listen`, `share`. Whoever calls this must have been asked to by a click.
    #[wasm_bindgen]
    pub fn aid(name: &str) {
        match name {
            "display" => crate::display::open(),
            "share" => crate::sharing::share(),
            "listen" => crate::listening::listen(),
            _ => {}
        }
    }
}
