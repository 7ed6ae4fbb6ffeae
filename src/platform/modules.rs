//! Modules that are loaded only by the pages that need them: small wasms of their own.

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

/// Asks a function of the module at an address, which is loaded if it is not there yet. It is given two values and the function that
/// imports modules.
///
/// # Errors
/// The module does not load; or what the HTTP status says that the function gives in the place of an answer.
pub async fn ask(module: &str, function: &str, given: [&JsValue; 2]) -> Result<JsValue, LoadError> {
    let import = IMPORT.with_borrow(Clone::clone);
    let imported = match import.dyn_ref::<Function>() {
        Some(import) => import.call1(&JsValue::NULL, &module.into()),
        None => return Err(LoadError::Answer),
    };
    // A browser imports a module once, and that starts its wasm once.
    let module = kept(imported).await.map_err(|_| LoadError::Network)?;
    let none = JsValue::UNDEFINED;
    call(&module, "default", [&none, &none, &none]).await.map_err(|_| LoadError::Network)?;
    let [first, second] = given;
    call(&module, function, [first, second, &import]).await.map_err(|status| LoadError::of_module(status.as_f64()))
}

/// What a function of an object gives, or what the promise comes to that it gives.
///
/// # Errors
/// What it throws, or the promise is rejected with.
pub(super) async fn call(object: &JsValue, name: &str, given: [&JsValue; 3]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    let [first, second, third] = given;
    kept(function.call3(object, first, second, third)).await
}

/// What was given, or what the promise comes to that was given.
async fn kept(given: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&given?)).await
}
