//! What stands where content cannot: nothing there, nothing found, withdrawn, failed.

use crate::error::LoadError;
use crate::text::Text;
use leptos::prelude::*;

/// A listing without articles.
#[must_use]
pub fn empty(text: &'static Text) -> impl IntoView {
    view! { <p class="notice">{text.empty}</p> }
}

/// A whole page that has nothing else to show: an address that leads nowhere, or a withdrawn article.
#[must_use]
pub fn dead_end(error: LoadError, home: String, text: &'static Text) -> impl IntoView {
    let (title, advice) = match error {
        LoadError::Withdrawn => (text.withdrawn, text.withdrawn_advice),
        _ => (text.not_found, text.not_found_advice),
    };
    view! {
        <section class="notice dead-end">
            <h1 tabindex="-1">{title}</h1>
            <p>{advice}</p>
            <p><a href=home>{text.to_home}</a></p>
        </section>
    }
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
pub fn failed(error: LoadError, text: &'static Text, retry: impl Fn() + 'static) -> impl IntoView {
    view! {
        <section class="notice failed" role="alert">
            <h2>{text.failed}</h2>
            <p>{reason(error, text)}</p>
            <button type="button" on:click=move |_| retry()>{text.retry}</button>
        </section>
    }
}
