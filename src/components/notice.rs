//! What stands where content cannot: nothing there, nothing found, withdrawn, failed.

use super::Edition;
use crate::error::LoadError;
use crate::markup::{Element, el};
use crate::route::Route;
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

/// A whole page that has nothing else to show: an address that leads nowhere, or a withdrawn article. It leads on: home, and to
/// the category with this slug.
#[must_use]
pub fn dead_end(error: LoadError, category: Option<&str>, edition: &Edition) -> Element {
    let text = edition.text();
    let title = dead_end_title(error, text);
    let advice = if error == LoadError::Withdrawn { text.withdrawn_advice } else { text.not_found_advice };
    let way = |href: String, name: String| el("p").with(el("a").attr("href", href).with(name));
    let others = category.map(|slug| {
        way(edition.category_href(slug), format!("{}: {}", text.see_all, edition.category_name(slug, slug)))
    });
    el("section.notice.dead-end")
        .with(el("h1 tabindex=-1").with(title))
        .with(el("p").with(advice))
        .with(way(edition.href(&Route::Home), text.to_home.to_owned()))
        .with(others)
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
