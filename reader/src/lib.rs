//! One feed as a site: a second wasm, without Leptos, that answers as the companion server does.
//!
//! A page that shows its own server's articles needs none of what foreign feeds take: dates as portals write them, HTML
//! in titles, numbers for ids, feeds of many pages, bodies that nobody has cleaned. So that is here, loaded only by a page
//! that names such a feed, and the front end asks here what it would ask of a server. It may import the crates `feed` and
//! `api` and nothing of the application.
//!
//! | to find | look in |
//! | --- | --- |
//! | what is asked | `request` |
//! | the pages of the feed, as one | `pages` |
//! | which answer they allow so far | `looking`, `site` |
//! | when pages are fetched, and who waits for them | `opened` |
//! | which elements a body names besides those that it keeps | `named` |
//! | what touches the browser | `opened`, `fetching`, `cleaning` |

mod cleaning;
mod fetching;
mod looking;
mod named;
mod opened;
mod pages;
mod request;
mod site;

use bantin_feed::{Feed, Format, Given, write_json_feed};
use looking::Found;
use opened::Opened;
use pages::Pages;
use request::Request;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The feeds of a page, each once.
    static OPENED: RefCell<Vec<Rc<Opened>>> = const { RefCell::new(Vec::new()) };
}

/// The feed that came from this address, if it is open.
fn opened(base: &str) -> Option<Rc<Opened>> {
    OPENED.with_borrow(|all| all.iter().find(|opened| opened.is_from(base)).cloned())
}

/// Reads a feed that came from the address `base`, and begins to read the pages that its `next_url` leads to; from then on
/// [`answer`] answers for it. A feed that is open already stays as it is. `import` imports a module.
///
/// # Errors
/// What is wrong with it, in English.
#[wasm_bindgen]
pub fn open(feed: &str, base: &str, import: JsValue) -> Result<(), String> {
    if opened(base).is_some() {
        return Ok(());
    }
    let reading =
        bantin_feed::read(feed.as_bytes(), Format::Auto, &Given::from(base)).map_err(|error| error.to_string())?;
    let opened = Opened::new(Pages::new(reading, base, feed.len()), base, import);
    OPENED.with_borrow_mut(|all| all.push(opened));
    Ok(())
}

/// What the server would answer at a path below `/api/v1/sites/{site}`, were the feed from the address `base` a site: `/`,
/// `/articles?…`, `/articles/{id}`. `purify` is the address of DOMPurify, imported where the browser cannot clean by itself.
///
/// # Errors
/// The HTTP status that the server would answer, as a number. 502: what is asked for may be on a page of the feed that could
/// not be read. Asking again tries again.
#[wasm_bindgen]
pub async fn answer(path: String, base: String, purify: Option<String>) -> Result<String, JsValue> {
    let status = |status: u16| JsValue::from(status);
    let opened = opened(&base).ok_or_else(|| status(503))?;
    let request = Request::parse(&path).ok_or_else(|| status(404))?;
    match opened.find(&request).await.map_err(status)? {
        Found::Site(site) => serde_json::to_string(&site).map_err(|_| status(500)),
        Found::Listing(page) => Ok(write_json_feed(&page)),
        Found::Article(mut article, base) => {
            let body = cleaning::body(&article, &base, opened.import(), purify.as_deref());
            article.content_html = Some(body.await.map_err(|_| status(502))?);
            article.content_text = None;
            Ok(write_json_feed(&Feed { items: vec![*article], ..Feed::default() }))
        }
    }
}
