//! The browser: the only room that touches web-sys and js-sys.
//!
//! One file a capability, each with a plain Rust face, so that everything above can be read without knowing the DOM.
//! Imports `error` and nothing else of the application.

pub mod answers;
pub mod channel;
pub mod document;
pub mod events;
pub mod fetch;
pub mod finder;
pub mod guest;
pub mod history;
pub mod host;
pub mod json;
pub mod listening;
pub mod lock;
pub mod modules;
pub mod random;
pub mod reader;
pub mod timer;
mod video;
pub mod visibility;

#[cfg(feature = "csr")]
pub use web_sys::{Element, HtmlElement};
