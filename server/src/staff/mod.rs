//! The staff's statistics: who may see them, for which days, what is shown, and how it is drawn.
//!
//! The room exists so that everything about these pages that can be wrong is plain computing: accounts and sessions by the
//! clock they are told, spans of days, comparisons, the geometry of charts, tables and CSV, and HTML from data. It may
//! import `store` (rows), `settings` (a site's zone), `visits` (reasons) and the front end's `text` and `route`; HTTP
//! is known in `handlers/staff` only.

pub mod account;
pub mod attempts;
mod calendar;
mod chart;
mod compared;
pub mod pages;
pub mod password;
mod report;
pub mod session;
mod span;
mod table;
mod tables;
mod words;

pub use report::Report;
pub use span::{Preset, Span, SpanError};
pub use table::Table;
pub use tables::{Kind, Shown};
pub use words::{Words, words};

/// The style sheet of these pages, after the tokens that all pages share. Addresses in it are relative to `quan-tri/`.
#[must_use]
pub fn style(accent: Option<u16>) -> String {
    let tokens = include_str!("../../../style/tokens.css").replace("url(\"fonts/", "url(\"../fonts/");
    let hue = accent.map(|hue| format!(":root{{--hue:{hue}}}\n")).unwrap_or_default();
    format!("{tokens}{}{hue}", include_str!("style.css"))
}
