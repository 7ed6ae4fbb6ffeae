//! The reader of foreign feeds: a second, small wasm, loaded only by a page that shows one. It answers as a server does.

use super::document::absolute;
use super::modules;
use crate::config::FeedSource;
use crate::error::LoadError;
use js_sys::{Object, Reflect};

/// What the reader answers at a path, as the server would below `/api/v1/sites/{site}`.
///
/// # Errors
/// Feed or reader do not load, the feed cannot be read, or what is asked for is not in it.
pub async fn ask(source: &FeedSource, path: &str) -> Result<String, LoadError> {
    let feed = absolute(&source.address).unwrap_or_default();
    let wanted = Object::new();
    for (key, value) in [
        ("feed", Some(&feed)),
        ("format", source.format.as_ref()),
        ("fields", source.fields.as_ref()),
        ("formats", source.formats.as_ref()),
        ("purify", source.purify.as_ref()),
    ] {
        if let Some(value) = value {
            // Only a sealed object refuses it.
            let _ = Reflect::set(&wanted, &key.into(), &value.into());
        }
    }
    let text = modules::ask(&source.reader, "answer", [&path.into(), &wanted]).await?;
    text.as_string().ok_or(LoadError::Answer)
}
