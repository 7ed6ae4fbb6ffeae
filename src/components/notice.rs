//! What stands where content cannot: nothing there, nothing found, withdrawn, failed.

use crate::error::LoadError;
use crate::markup::{Element, el};
use crate::text::Text;

/// A listing without articles.
#[must_use]
pub fn empty(text: &'static Text) -> Element {
    el("p.notice").with(text.empty)
}

/// What a page is called that has nothing else to show.
#[must_use]
pub fn dead_end_title(error: LoadError, text: &'static Text) -> &'static str {
    if error == LoadError::Withdrawn { text.withdrawn } else { text.not_found }
}

/// A whole page that has nothing else to show: an address that leads nowhere, or a withdrawn article.
#[must_use]
pub fn dead_end(error: LoadError, home: String, text: &'static Text) -> Element {
    let title = dead_end_title(error, text);
    let advice = if error == LoadError::Withdrawn { text.withdrawn_advice } else { text.not_found_advice };
    el("section.notice.dead-end")
        .with(el("h1 tabindex=-1").with(title))
        .with(el("p").with(advice))
        .with(el("p").with(el("a").attr("href", home).with(text.to_home)))
}

/// Why a load failed, in the visitor's words.
#[must_use]
pub fn reason(error: LoadError, text: &'static Text) -> &'static str {
    match error {
        LoadError::Network => text.failed_network,
        LoadError::Timeout => text.failed_timeout,
        LoadError::Server(_) => text.failed_server,
        LoadError::Answer => text.failed_answer,
        LoadError::NotFound => text.not_found_advice,
        LoadError::Withdrawn => text.withdrawn_advice,
    }
}

/// What failed, why, and the button that tries again.
#[must_use]
pub fn failed(error: LoadError, text: &'static Text, retry: impl Fn() + Send + 'static) -> Element {
    el("section.notice.failed role=alert")
        .with(el("h2").with(text.failed))
        .with(el("p").with(reason(error, text)))
        .with(el("button type=button").with(text.retry).on_click(retry))
}
