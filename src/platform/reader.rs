//! The reader of foreign feeds: a second, small wasm, loaded only by a page that shows one. It answers as a server does.

use super::document::absolute;
use super::modules::{call, import, importer};
use crate::config::FeedSource;
use crate::error::LoadError;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// The module, once it is there.
    static READER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// What the reader answers at a path, as the server would below `/api/v1/sites/{site}`.
///
/// # Errors
/// Feed or reader do not load, the feed cannot be read, or what is asked for is not in it.
pub async fn ask(source: &FeedSource, path: &str) -> Result<String, LoadError> {
    let module = match READER.with_borrow(Clone::clone) {
        Some(module) => module,
        None => load(&source.reader).await?,
    };
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
    let answer = call(&module, "answer", [&path.into(), &wanted, &importer()]).await;
    let text = answer.map_err(|status| match status.as_f64() {
        Some(0.0) => LoadError::Network,
        Some(408.0) => LoadError::Timeout,
        Some(422.0) | None => LoadError::Answer,
        Some(status) => LoadError::of_status(status as u16).unwrap_or(LoadError::Answer),
    })?;
    text.as_string().ok_or(LoadError::Answer)
}

async fn load(reader: &str) -> Result<JsValue, LoadError> {
    let none = JsValue::UNDEFINED;
    let module = import(reader).await?;
    call(&module, "default", [&none, &none, &none]).await.map_err(|_| LoadError::Network)?;
    READER.set(Some(module.clone()));
    Ok(module)
}
