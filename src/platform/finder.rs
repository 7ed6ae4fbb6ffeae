//! The finder: a small wasm that makes the page of what is found, loaded when somebody searches.

use super::modules;
use crate::error::LoadError;
use js_sys::Reflect;

/// The title and the HTML of the page of a search, whose address has this query, in the language of this tag.
///
/// # Errors
/// The finder does not load, or nobody answers.
pub async fn found(finder: &str, query: &str, language: &str) -> Result<[String; 2], LoadError> {
    let page = modules::ask(finder, "found", [&query.into(), &language.into()]).await?;
    let part = |at: u32| Reflect::get_u32(&page, at).ok().and_then(|part| part.as_string()).unwrap_or_default();
    Ok([part(0), part(1)])
}
