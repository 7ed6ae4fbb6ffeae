//! Answers that are there before they are asked for, by the path that they would be asked at: those that the page brought.

use super::json::Tree;
use crate::error::LoadError;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// An object: paths, and an answer for each, or the HTTP status of an error.
    static ANSWERS: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Keeps the answers that a page brought, written as JSON.
pub fn bring(json: &str) {
    if let Some(answers) = Tree::parse(json) {
        ANSWERS.set(answers.0);
    }
}

/// Takes the answer at a path, which is then no longer there.
#[must_use]
pub fn take(path: &str) -> Option<Result<Tree, LoadError>> {
    let answers: Object = ANSWERS.with_borrow(|answers| answers.dyn_ref().cloned())?;
    let key = JsValue::from_str(path);
    let answer = Reflect::get(&answers, &key).ok()?;
    if answer.is_undefined() {
        return None;
    }
    // Only a sealed object keeps it.
    let _ = Reflect::delete_property(&answers, &key);
    Some(match answer.as_f64() {
        Some(status) => Err(LoadError::of_status(status as u16)?),
        None => Ok(Tree(answer)),
    })
}
