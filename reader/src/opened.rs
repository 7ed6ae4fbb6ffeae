//! The feed that is open: its pages are fetched one after the other, and answers wait for them where they have to.

use crate::fetching::{self, FetchError};
use crate::looking::{Found, Look, look};
use crate::pages::{Pages, Progress};
use crate::request::Request;
use bantin_feed::{Format, Given};
use js_sys::{Array, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// How long the site waits for all pages, in milliseconds. Only they tell all its categories, but nothing at all is shown
/// before the site is known; two or three pages come in this time on a slow line.
const PATIENCE: i32 = 1_000;

/// A feed, and the reading of its pages.
pub(crate) struct Opened {
    base: String,
    import: JsValue,
    pages: RefCell<Pages>,
    /// Kept when the reading under way has come to its end, good or bad.
    reading: RefCell<Promise>,
    /// Kept when it has, or patience has ended.
    soon: RefCell<Promise>,
}

impl Opened {
    /// Begins to read the pages after the first. `import` imports a module.
    pub(crate) fn new(pages: Pages, base: &str, import: JsValue) -> Rc<Self> {
        let reading = RefCell::new(Promise::resolve(&JsValue::UNDEFINED));
        let soon = reading.clone();
        let opened = Rc::new(Self { base: base.to_owned(), import, pages: RefCell::new(pages), reading, soon });
        if opened.progress() == Progress::Reading {
            opened.read_on();
            let either = Array::of2(&opened.reading.borrow(), &fetching::after(PATIENCE));
            *opened.soon.borrow_mut() = Promise::race(&either);
        }
        opened
    }

    /// Whether it is the feed at this address.
    pub(crate) fn is_from(&self, base: &str) -> bool {
        self.base == base
    }

    /// What imports a module.
    pub(crate) fn import(&self) -> &JsValue {
        &self.import
    }

    /// The answer to a request, or the HTTP status that says why there is none.
    pub(crate) async fn find(self: &Rc<Self>, request: &Request) -> Result<Found, u16> {
        if *request == Request::Site {
            kept(&self.soon).await;
            return Ok(Found::Site(crate::site::site(self.pages.borrow().feed())));
        }
        let mut tried = false;
        loop {
            let looked = look(&self.pages.borrow(), request);
            match looked {
                Look::Found(found) => return Ok(found),
                Look::Nothing => return Err(404),
                Look::Failed if tried => return Err(502),
                // A visitor who asks again is worth another try.
                Look::Failed => {
                    tried = true;
                    self.read_on();
                }
                Look::NotYet => {}
            }
            kept(&self.reading).await;
        }
    }

    fn progress(&self) -> Progress {
        self.pages.borrow().progress()
    }

    fn read_on(self: &Rc<Self>) {
        let next = self.pages.borrow_mut().next();
        let opened = Rc::clone(self);
        let reading = future_to_promise(async move {
            opened.read_from(next).await;
            Ok(JsValue::UNDEFINED)
        });
        *self.reading.borrow_mut() = reading;
    }

    async fn read_from(&self, mut next: Option<String>) {
        while let Some(address) = next {
            let most = self.pages.borrow().bytes_left();
            let fetched = fetching::get(&address, most).await;
            next = self.take(&address, fetched);
        }
    }

    /// Takes what came for a page, and says which is to be read now. What went wrong is for those who run the site: its
    /// visitors see what there is, and are told when what they ask for may be missing because of it.
    fn take(&self, address: &str, fetched: Result<fetching::Fetched, FetchError>) -> Option<String> {
        let mut pages = self.pages.borrow_mut();
        let number = pages.read() + 1;
        let failed = |reason: &str| warn(&format!("page {number} of the feed, {address}, could not be read: {reason}"));
        let page = match fetched {
            Ok(page) => page,
            Err(error) => {
                failed(&error.to_string());
                if error == FetchError::Large {
                    pages.end()
                } else {
                    pages.fail()
                }
                return None;
            }
        };
        match bantin_feed::read(&page.bytes, Format::Auto, &Given::from(&page.address)) {
            Ok(reading) => {
                let stop = pages.add(reading, &page.address, page.bytes.len());
                if let Some(stop) = stop.filter(|stop| stop.leaves_some()) {
                    warn(&format!("the feed goes on after {address}, but {stop}"));
                }
                pages.next()
            }
            Err(error) => {
                failed(&error.to_string());
                pages.fail();
                None
            }
        }
    }
}

/// Waits for a promise, however it ends.
async fn kept(promise: &RefCell<Promise>) {
    let promise = promise.borrow().clone();
    let _ = JsFuture::from(promise).await;
}

fn warn(what: &str) {
    web_sys::console::warn_1(&["bantin: ", what].concat().into());
}
