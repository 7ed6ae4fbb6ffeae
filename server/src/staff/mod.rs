//! The staff's statistics: who may see them, for which days, what is shown, and how it is drawn.
//!
//! The room exists so that everything about these pages that can be wrong is plain computing: accounts and sessions by the
//! clock they are told, spans of days, comparisons, the geometry of charts, tables and CSV, and HTML from data. It may
//! import `store` (rows), `settings` (a site's zone), `visits` (reasons) and the front end's `text`, `route` and `components`
//! (a page's edition); HTTP is known in `handlers/staff` only.

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

/// The style sheet of these pages, after the tokens that all pages share. Addresses in it are relative to `quan-tri/`; `font`
/// knows under which name the client's build left a font.
#[must_use]
pub fn style(accent: Option<u16>, font: impl Fn(&str) -> Option<String>) -> String {
    let mut tokens = String::new();
    for (at, part) in include_str!("../../../style/tokens.css").split("url(\"").enumerate() {
        match part.split_once('"').filter(|_| at > 0) {
            Some((name, rest)) => {
                tokens.push_str(&format!("url(\"../{}\"{rest}", font(name).unwrap_or_else(|| name.to_owned())));
            }
            None => tokens.push_str(part),
        }
    }
    let hue = accent.map(|hue| format!(":root{{--hue:{hue}}}\n")).unwrap_or_default();
    format!("{tokens}{}{hue}", include_str!("style.css"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_under_the_names_they_were_given() {
        let sheet = style(Some(145), |name| name.contains("latin").then(|| "fonts/latin-1.woff2".to_owned()));
        assert!(sheet.contains("url(\"../fonts/latin-1.woff2\") format"), "{sheet}");
        assert!(sheet.contains("url(\"../fonts/source-serif-4-vietnamese-600-normal.woff2\")"));
        assert!(sheet.ends_with(":root{--hue:145}\n") && sheet.contains("--paper:") && sheet.contains(".masthead"));
    }
}
