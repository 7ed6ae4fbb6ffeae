//! bantin: a news front end for local-government sites.
//!
//! A Leptos client compiled to WebAssembly that fetches article JSON and renders listings, articles and a live visit
//! counter; its components are rendered by the companion server too.
//!
//! # The rooms, and the layering rule
//!
//! Imports point down only; `cargo xtask check` proves it.
//!
//! - `app`, `embed` → [`pages`](crate) → `state` → `client` → `platform`: the browser's half, with the feature `csr`; the last two alone,
//!   for modules that are loaded on demand, with `browser`.
//! - [`components`] → [`markup`], [`data`], [`text`], [`route`], [`clean_html`], [`error`] and the crates `feed` and `api`: data in, HTML out.
//! - [`markup`], [`data`], [`route`], [`text`], [`config`], [`error`], [`clean_html`]: pure, and import none of the rooms above them.
//!
//! | to find | look in |
//! | --- | --- |
//! | how the page starts | `app` |
//! | what an element of a host's page shows | `embed`; `public/embed.js` is its loader |
//! | what one page asks for and shows | `pages`, one file a page |
//! | what something looks like | [`components`] and `style/` |
//! | how a view is built, updated and printed | [`markup`] |
//! | what changes while a page is open | `state` |
//! | what is asked of a server, or of the reader of a feed | `client` |
//! | anything of the browser's | `platform`, one file a capability |
//! | what a page is made of, and the requests for it | [`data`] |
//! | how an address looks | [`route`] |
//! | a string that a visitor reads, a date, a number | [`text`] |

pub mod clean_html;
pub mod components;
pub mod config;
pub mod data;
pub mod embed;
pub mod error;
pub mod markup;
pub mod route;
pub mod text;

#[cfg(feature = "csr")]
pub mod app;
#[cfg(feature = "browser")]
mod client;
#[cfg(feature = "csr")]
mod pages;
#[cfg(feature = "browser")]
#[cfg_attr(not(feature = "csr"), expect(dead_code, reason = "a module on demand needs a part of it"))]
mod platform;
#[cfg(feature = "csr")]
mod state;

/// What modules on demand may use of the browser's half: wasms of their own, which ask as the application does.
#[cfg(feature = "browser")]
pub mod on_demand {
    pub use crate::client::Client;
    pub use crate::platform::document::text_of;
    pub use crate::platform::json::Tree;
    pub use crate::platform::modules::{ask, import_with};
    pub use crate::platform::timer::Timer;
}
