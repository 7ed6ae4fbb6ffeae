//! The body of an article.

use crate::clean_html::CleanHtml;
use crate::markup::{Element, el};

/// The body, as the cleaner and `tidy` made it: its headings stand below the page's own, its tables scroll by themselves.
#[must_use]
pub fn body(html: &CleanHtml, lang: Option<String>) -> Element {
    el("div.body").attr("lang", lang).html(html.clone())
}
