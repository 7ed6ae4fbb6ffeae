//! One feed as a site: a second wasm, without Leptos, that answers as the companion server does.
//!
//! A page that shows its own server's articles needs none of what foreign feeds take: dates as portals write them, HTML
//! in titles, numbers for ids, bodies that nobody has cleaned. So that is here, loaded only by a page that names such a
//! feed, and the front end asks here what it would ask of a server. It may import the crates `feed` and `api` and
//! nothing of the application; `cleaning` is its only part that touches the browser.

mod cleaning;
mod request;
mod site;

use bantin_feed::{Feed, Format, write_json_feed};
use request::Request;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OPENED: RefCell<Option<Opened>> = const { RefCell::new(None) };
}

/// The feed that is answered for, and where it came from.
#[derive(Clone)]
struct Opened {
    feed: Rc<Feed>,
    base: Rc<str>,
}

/// Reads a feed that came from the address `base`; from then on [`answer`] answers for it.
///
/// # Errors
/// What is wrong with it, in English.
#[wasm_bindgen]
pub fn open(feed: &str, base: &str) -> Result<(), String> {
    let reading = bantin_feed::read(feed.as_bytes(), Format::Auto, Some(base)).map_err(|error| error.to_string())?;
    let opened = Opened { feed: Rc::new(site::in_order(reading.feed)), base: base.into() };
    OPENED.with_borrow_mut(|slot| *slot = Some(opened));
    Ok(())
}

/// What the server would answer at a path below `/api/v1/sites/{site}`: `/`, `/articles?…`, `/articles/{id}`. `import`
/// imports a module; `purify` is the address of DOMPurify, imported where the browser cannot clean by itself.
///
/// # Errors
/// The HTTP status that the server would answer, as a number.
#[wasm_bindgen]
pub async fn answer(path: String, import: JsValue, purify: Option<String>) -> Result<String, JsValue> {
    let status = |status: u16| JsValue::from(status);
    let opened = OPENED.with_borrow(Clone::clone).ok_or_else(|| status(503))?;
    match Request::parse(&path).ok_or_else(|| status(404))? {
        Request::Site => serde_json::to_string(&site::site(&opened.feed)).map_err(|_| status(500)),
        Request::Listing(wanted) => {
            site::listing(&opened.feed, &wanted).map(|page| write_json_feed(&page)).ok_or_else(|| status(404))
        }
        Request::Article(id) => {
            let mut article = site::article(&opened.feed, &id).ok_or_else(|| status(404))?;
            let body = cleaning::body(&article, &opened.base, &import, purify.as_deref());
            article.content_html = Some(body.await.map_err(|_| status(502))?);
            article.content_text = None;
            Ok(write_json_feed(&Feed { items: vec![article], ..Feed::default() }))
        }
    }
}
