//! The reader of foreign feeds: a second, small wasm, loaded only by a page that shows one. It answers as a server does.

use super::document::absolute;
use super::fetch::get;
use super::modules::{call, import, importer};
use crate::error::LoadError;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// The module, and the feeds of this page that it has read.
    static OPENED: RefCell<(JsValue, Vec<String>)> = const { RefCell::new((JsValue::UNDEFINED, Vec::new())) };
}

/// A feed, and the addresses of what reads it, all seen from the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local<'a> {
    /// Where the feed is.
    pub feed: &'a str,
    /// The reader's module; its wasm is beside it.
    pub reader: &'a str,
    /// DOMPurify, for browsers that cannot clean by themselves.
    pub purify: Option<&'a str>,
}

/// What the reader answers at a path, as the server would below `/api/v1/sites/{site}`.
///
/// # Errors
/// Feed or reader do not load, the feed cannot be read, or what is asked for is not in it.
pub async fn ask(local: &Local<'_>, path: &str) -> Result<String, LoadError> {
    let base = absolute(local.feed).unwrap_or_default();
    let is_open = OPENED.with_borrow(|(_, feeds)| feeds.contains(&base));
    if !is_open {
        open(local, &base).await?;
    }
    let module = OPENED.with_borrow(|(module, _)| module.clone());
    let purify = local.purify.map_or(JsValue::UNDEFINED, JsValue::from_str);
    let answer = call(&module, "answer", [&path.into(), &base.into(), &purify]).await;
    let text = answer.map_err(|status| match status.as_f64() {
        Some(status) => LoadError::of_status(status as u16).unwrap_or(LoadError::Answer),
        None => LoadError::Answer,
    })?;
    text.as_string().ok_or(LoadError::Answer)
}

async fn open(local: &Local<'_>, base: &str) -> Result<(), LoadError> {
    let none = JsValue::UNDEFINED;
    let feed = get(local.feed).await?;
    let module = import(local.reader).await?;
    call(&module, "default", [&none, &none, &none]).await.map_err(|_| LoadError::Network)?;
    call(&module, "open", [&feed.into(), &base.into(), &importer()]).await.map_err(|_| LoadError::Answer)?;
    OPENED.with_borrow_mut(|(kept, feeds)| {
        *kept = module;
        feeds.push(base.to_owned());
    });
    Ok(())
}
