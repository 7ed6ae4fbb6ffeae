//! One feed as a site: a second wasm, without Leptos, that answers as the companion server does.
//!
//! A page that shows its own server's articles needs none of what foreign feeds take: dates as portals write them, HTML
//! in titles, numbers for ids, feeds of many pages, bodies that nobody has cleaned. So that is here, loaded only by a page
//! that names such a feed, and the front end asks here what it would ask of a server. It may import the crates `feed` and
//! `api` and nothing of the application.
//!
//! | to find | look in |
//! | --- | --- |
//! | what is asked, and of which feed | `request`, `wanted` |
//! | the pages of the feed, as one | `pages` |
//! | which answer they allow so far | `looking`, `site` |
//! | when pages are fetched, and who waits for them | `opened` |
//! | which elements a body names besides those that it keeps | `named` |
//! | other formats, told as JSON Feeds by a module of their own | `telling` |
//! | what touches the browser | `opened`, `fetching`, `telling`, `cleaning`, `calling` |

mod calling;
mod cleaning;
mod fetching;
mod looking;
mod named;
mod opened;
mod pages;
mod request;
mod site;
mod telling;
mod wanted;

use bantin_feed::{Feed, write_json_feed};
use looking::Found;
use opened::Opened;
use request::Request;
use std::cell::RefCell;
use std::rc::Rc;
use wanted::Wanted;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The feeds of a page, each once.
    static OPENED: RefCell<Vec<Rc<Opened>>> = const { RefCell::new(Vec::new()) };
}

/// The feed, which begins to be read if it is not open yet.
fn opened(wanted: Wanted) -> Rc<Opened> {
    OPENED.with_borrow_mut(|all| {
        if let Some(opened) = all.iter().find(|opened| opened.wanted().is_the_same(&wanted)) {
            return Rc::clone(opened);
        }
        let opened = Opened::new(wanted);
        all.push(Rc::clone(&opened));
        opened
    })
}

/// What the server would answer at a path below `/api/v1/sites/{site}`, were the feed a site: `/`, `/articles?…`,
/// `/articles/{id}`; and at `/whole` all articles, each with its text in the place of its body. `wanted` says of the feed: `feed`, its whole address; `format` and `fields`, where it is no JSON Feed;
/// `formats`, the address of what tells others as one; `purify`, that of DOMPurify, for browsers that cannot clean by themselves.
/// `import` imports a module. Of a feed of several pages the others are read meanwhile, and answers wait for them where they have to.
///
/// # Errors
/// The HTTP status that the server would answer, as a number; 0: no answer came for the feed, 408: none in time, 422: it cannot be
/// read. 502: what is asked for may be on a page of the feed that could not be read. Asking again tries again.
#[wasm_bindgen]
pub async fn answer(path: String, wanted: JsValue, import: JsValue) -> Result<String, JsValue> {
    let status = |status: u16| JsValue::from(status);
    let request = Request::parse(&path).ok_or_else(|| status(404))?;
    let opened = opened(Wanted::read(&wanted, import));
    match opened.find(&request).await.map_err(status)? {
        Found::Site(site) => serde_json::to_string(&site).map_err(|_| status(500)),
        Found::Listing(page) | Found::Whole(page) => Ok(write_json_feed(&page)),
        Found::Article(mut article, base) => {
            let body = cleaning::body(&article, &base, opened.wanted());
            article.content_html = Some(body.await.map_err(|_| status(502))?);
            article.content_text = None;
            Ok(write_json_feed(&Feed { items: vec![*article], ..Feed::default() }))
        }
    }
}
