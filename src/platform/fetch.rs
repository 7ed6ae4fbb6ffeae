//! Requests, each with a time limit, each ended when nobody waits for it any more.

use super::document::window;
use super::timer::Timer;
use crate::error::LoadError;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// How long an answer may take, in milliseconds: a slow phone on a bad line needs several seconds, nobody waits for more.
const TIME_LIMIT: i32 = 20_000;

/// Ends the request when the future that waits for it is dropped.
struct Aborted(AbortController);

impl Drop for Aborted {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The text of a `GET`.
///
/// # Errors
/// No answer, none in time, or an error status.
pub async fn get(address: &str) -> Result<String, LoadError> {
    perform(address, None).await
}

/// The text that answers a `POST` of JSON. It is sent as `text/plain`, which needs no preflight, and is sent although the page
/// closes.
///
/// # Errors
/// As for [`get`].
pub async fn post(address: &str, json: String) -> Result<String, LoadError> {
    perform(address, Some(json)).await
}

async fn perform(address: &str, body: Option<String>) -> Result<String, LoadError> {
    let failed = |_| LoadError::Network;
    let controller = AbortController::new().map_err(failed)?;
    let signal = controller.signal();
    let how = Object::new();
    let set = |key: &str, value: &JsValue| {
        // Only a sealed object refuses it.
        let _ = Reflect::set(&how, &key.into(), value);
    };
    set("signal", &signal);
    if let Some(body) = body {
        set("method", &"POST".into());
        set("keepalive", &JsValue::TRUE);
        // What is a text is sent as text/plain (Fetch, section 5.2).
        set("body", &body.into());
    }
    let _aborted = Aborted(controller.clone());
    let _timer = Timer::after(TIME_LIMIT, move || controller.abort());
    let answer = async {
        let window = window().ok_or(LoadError::Network)?;
        let sent = window.fetch_with_str_and_init(address, how.unchecked_ref::<RequestInit>());
        let response: Response = JsFuture::from(sent).await.map_err(failed)?.unchecked_into();
        if let Some(error) = LoadError::of_status(response.status()) {
            return Err(error);
        }
        let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
        text.as_string().ok_or(LoadError::Network)
    };
    // Nobody else ends it while it is waited for.
    answer.await.map_err(|error| if signal.aborted() { LoadError::Timeout } else { error })
}
