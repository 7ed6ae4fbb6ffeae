//! Requests, each with a time limit, each ended when nobody waits for it any more.

use super::timer::Timer;
use crate::error::LoadError;
use gloo_net::http::{Request, RequestBuilder, Response};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::AbortController;

/// How long an answer may take, in milliseconds: a slow phone on a bad line needs several seconds, nobody waits for more.
const TIME_LIMIT: i32 = 20_000;

/// Ends the request when the future that waits for it is dropped.
struct Aborted(Option<AbortController>);

impl Drop for Aborted {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// The text of a `GET`.
///
/// # Errors
/// No answer, none in time, or an error status.
pub async fn get(address: &str) -> Result<String, LoadError> {
    perform(Request::get(address), None).await
}

/// The text that answers a `POST` of JSON. It is sent as `text/plain`, which needs no preflight.
///
/// # Errors
/// As for [`get`].
pub async fn post(address: &str, json: String) -> Result<String, LoadError> {
    perform(Request::post(address), Some(json)).await
}

async fn perform(request: RequestBuilder, body: Option<String>) -> Result<String, LoadError> {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let timed_out = Rc::new(Cell::new(false));
    let aborted = Aborted(controller);
    let _timer = Timer::after(TIME_LIMIT, {
        let (timed_out, controller) = (timed_out.clone(), aborted.0.clone());
        move || {
            timed_out.set(true);
            if let Some(controller) = &controller {
                controller.abort();
            }
        }
    });
    let request = match body {
        // What is a text is sent as text/plain (Fetch, section 5.2).
        Some(body) => request.body(body),
        None => request.build(),
    };
    let answer = async {
        let response: Response =
            request.map_err(|_| LoadError::Network)?.send().await.map_err(|_| LoadError::Network)?;
        if let Some(error) = LoadError::of_status(response.status()) {
            return Err(error);
        }
        response.text().await.map_err(|_| LoadError::Network)
    };
    answer.await.map_err(|error| if timed_out.get() { LoadError::Timeout } else { error })
}
