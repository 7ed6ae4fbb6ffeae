//! Modules that are loaded only by the pages that need them.

use crate::error::LoadError;
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// `import()`, which wasm cannot call by itself: handed over by the script that starts it.
    static IMPORT: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Takes the function that imports a module by its address.
pub fn import_with(import: JsValue) {
    IMPORT.set(import);
}

/// The function that imports a module.
pub(super) fn importer() -> JsValue {
    IMPORT.with_borrow(Clone::clone)
}

/// Imports a module by its address, seen from the page.
///
/// # Errors
/// It does not load.
pub(super) async fn import(address: &str) -> Result<JsValue, LoadError> {
    let import: Function = importer().dyn_into().map_err(|_| LoadError::Answer)?;
    awaited(import.call1(&JsValue::NULL, &address.into())).await.map_err(|_| LoadError::Network)
}

/// What a function of a module gives, or what the promise comes to that it gives.
///
/// # Errors
/// What it throws, or the promise is rejected with.
pub(super) async fn call(module: &JsValue, name: &str, arguments: [&JsValue; 3]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(module, &name.into())?.dyn_into()?;
    let [first, second, third] = arguments;
    awaited(function.call3(module, first, second, third)).await
}

async fn awaited(called: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&called?)).await
}
