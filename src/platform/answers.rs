//! Answers that are there before they are asked for, by the path that they would be asked at: those that the page brought,
//! and those that were asked for ahead.

use super::json::Tree;
use super::timer::{promised, sleep};
use crate::error::LoadError;
use js_sys::{Object, Promise, Reflect};
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long an answer that was asked for ahead is good for, in milliseconds: from the look at a link to the click on it.
const AHEAD: i32 = 15_000;

thread_local! {
    /// An object: paths, and an answer for each, or the HTTP status of an error, or the promise of an answer.
    static ANSWERS: RefCell<Object> = RefCell::new(Object::new());
}

/// Keeps the answers that a page brought, written as JSON.
pub fn bring(json: &str) {
    if let Some(answers) = Tree::parse(json).and_then(|tree| tree.0.dyn_into().ok()) {
        ANSWERS.set(answers);
    }
}

/// Takes what is at a path, as it is.
#[must_use]
pub fn take_now(path: &str) -> Option<Tree> {
    let answer = look(path)?;
    remove(path);
    Some(Tree(answer))
}

/// Takes the answer at a path, which is then no longer there; one that is on its way is waited for.
pub async fn take(path: &str) -> Option<Result<Tree, LoadError>> {
    let Tree(answer) = take_now(path)?;
    let answer = match answer.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await.ok().filter(|answer| !answer.is_undefined())?,
        Err(answer) => answer,
    };
    Some(match answer.as_f64() {
        Some(status) => Err(LoadError::of_status(status as u16)?),
        None => Ok(Tree(answer)),
    })
}

/// Whether the answer at a path is there and need not be waited for.
#[must_use]
pub fn is_there(path: &str) -> bool {
    look(path).is_some_and(|answer| !answer.is_instance_of::<Promise>())
}

/// Asks for the answer at a path before anybody needs it, unless it is there. It is kept for a moment only: what is
/// corrected meanwhile must be seen. Where it fails, whoever needs it asks again and is told.
pub fn ask_ahead(path: String, ask: impl Future<Output = Result<Tree, LoadError>> + 'static) {
    if look(&path).is_some() {
        return;
    }
    let (promise, keep) = promised();
    put(&path, &promise);
    spawn_local(async move {
        let answer = ask.await.map_or(JsValue::UNDEFINED, |tree| tree.0);
        // Somebody may have taken it, to wait for it.
        if look(&path).is_some() {
            put(&path, &answer);
        }
        if let Some(keep) = keep {
            // No function of the browser's own fails here.
            let _ = keep.call1(&JsValue::UNDEFINED, &answer);
        }
        sleep(AHEAD).await;
        remove(&path);
    });
}

fn look(path: &str) -> Option<JsValue> {
    let answer = ANSWERS.with_borrow(|answers| Reflect::get(answers, &JsValue::from_str(path))).ok()?;
    (!answer.is_undefined()).then_some(answer)
}

fn put(path: &str, answer: &JsValue) {
    // Only a sealed object refuses it, and drops nothing: so too below.
    let _ = ANSWERS.with_borrow(|answers| Reflect::set(answers, &JsValue::from_str(path), answer));
}

fn remove(path: &str) {
    let _ = ANSWERS.with_borrow(|answers| Reflect::delete_property(answers, &JsValue::from_str(path)));
}
