//! One page of a feed from the web: bounded in time and size.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestInit, Response};

/// What is asked for: as the companion server asks, so that a server with several forms gives both the same. Short and plain
/// enough to be sent without asking before (Fetch, "CORS-safelisted request-header").
const ACCEPT: &str = "application/feed+json, application/json;q=0.9, */*;q=0.5";

/// How long a page may take, in milliseconds: as the front end waits for the first one.
const TIME_LIMIT: i32 = 20_000;

/// A page as it came.
pub(crate) struct Fetched {
    /// Its bytes, decompressed.
    pub(crate) bytes: Vec<u8>,
    /// Where it was found at last.
    pub(crate) address: String,
    /// How many pages there are, where its server says so beside it (WordPress).
    pub(crate) pages: Option<u32>,
}

/// Why a page did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FetchError {
    /// No answer; or its server does not allow other sites to read it (CORS).
    Network,
    /// No answer in time.
    Timeout,
    /// An HTTP status other than success.
    Status(u16),
    /// More bytes than were allowed.
    Large,
}

impl FetchError {
    /// What the page is told: an HTTP status, or 0 for no answer at all. That the feed is gone does not say that what is asked
    /// for is, and so it is not 404.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Network => 0,
            Self::Timeout => 408,
            Self::Status(404 | 410) => 502,
            Self::Status(status) => status,
            Self::Large => UNREADABLE,
        }
    }
}

/// What the page is told of a feed that came and cannot be read.
pub(crate) const UNREADABLE: u16 = 422;

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => f.write_str("no answer that this site may read; its server has to allow that (CORS)"),
            Self::Timeout => write!(f, "no answer within {} s", TIME_LIMIT / 1000),
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
    let headers = Headers::new()?;
    headers.set("accept", ACCEPT)?;
    options.set_headers(&headers);
    let fetched = read(window.fetch_with_str_and_init(address, &options), most).await;
    window.clear_timeout_with_handle(timer);
    let late = controller.signal().aborted();
    // What is not wanted any more is not loaded any further; of what has arrived nothing is lost.
    controller.abort();
    fetched.map_err(|error| if late { FetchError::Timeout } else { error })
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
    let pages = response.headers().get("x-wp-totalpages").ok().flatten();
    Ok(Fetched { bytes, address: response.url(), pages: pages.and_then(|pages| pages.parse().ok()) })
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
