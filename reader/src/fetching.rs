//! One page of a feed from the web: bounded in time and size.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, Response};

/// How long a page may take, in milliseconds: as the front end waits for the first one.
const TIME_LIMIT: i32 = 20_000;

/// A page as it came.
pub(crate) struct Fetched {
    /// Its bytes, decompressed.
    pub(crate) bytes: Vec<u8>,
    /// Where it was found at last.
    pub(crate) address: String,
}

/// Why a page did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FetchError {
    /// No answer, or none in time; or its server does not allow other sites to read it (CORS).
    Network,
    /// An HTTP status other than success.
    Status(u16),
    /// More bytes than were allowed.
    Large,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => write!(f, "no answer within {} s that this site may read", TIME_LIMIT / 1000),
            Self::Status(status) => write!(f, "its server answered {status}"),
            Self::Large => f.write_str("it is larger than what may still be read of one feed"),
        }
    }
}

/// Something that was not there or went wrong in the browser; what exactly, it does not tell scripts.
impl From<JsValue> for FetchError {
    fn from(_: JsValue) -> Self {
        Self::Network
    }
}

/// Fetches the page at `address`, at most `most` bytes of it.
pub(crate) async fn get(address: &str, most: usize) -> Result<Fetched, FetchError> {
    let window = web_sys::window().ok_or(FetchError::Network)?;
    let controller = AbortController::new()?;
    let abort: Function = Reflect::get(&controller, &"abort".into())?.dyn_into()?;
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&abort.bind0(&controller), TIME_LIMIT)?;
    let options = RequestInit::new();
    options.set_signal(Some(&controller.signal()));
    let fetched = read(window.fetch_with_str_and_init(address, &options), most).await;
    window.clear_timeout_with_handle(timer);
    // What is not wanted any more is not loaded any further; of what has arrived nothing is lost.
    controller.abort();
    fetched
}

async fn read(asked: Promise, most: usize) -> Result<Fetched, FetchError> {
    let response: Response = JsFuture::from(asked).await?.dyn_into()?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let mut bytes = Vec::new();
    if let Some(body) = response.body() {
        let chunks = ReadableStreamDefaultReader::new(&body)?;
        // The last one has no value.
        while let Ok(chunk) =
            Reflect::get(&JsFuture::from(chunks.read()).await?, &"value".into())?.dyn_into::<Uint8Array>()
        {
            bytes.extend(chunk.to_vec());
            if bytes.len() > most {
                return Err(FetchError::Large);
            }
        }
    }
    Ok(Fetched { bytes, address: response.url() })
}

/// A promise that is kept after so many milliseconds.
pub(crate) fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let set = web_sys::window()
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
        // Without timers nothing is waited for.
        if !matches!(set, Some(Ok(_))) {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    })
}
