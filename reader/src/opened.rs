//! The feed that is open: its pages are fetched one after the other, and answers wait for them where they have to.

use crate::calling::kept;
use crate::cleaning::composed;
use crate::fetching::{self, FetchError, UNREADABLE};
use crate::looking::{Found, Look, look};
use crate::pages::Pages;
use crate::request::Request;
use crate::telling::told;
use crate::wanted::Wanted;
use bantin_feed::tidy_texts;
use js_sys::{Array, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// How long the site waits for the pages after the first, in milliseconds. Only they tell all its categories, but nothing at all
/// is shown before the site is known; two or three pages come in this time on a slow line.
const PATIENCE: i32 = 1_000;

/// What the page is told of what may be on a page of the feed that could not be read.
const MAY_BE_THERE: u16 = 502;

/// A feed, and the reading of its pages.
pub(crate) struct Opened {
    wanted: Wanted,
    pages: RefCell<Pages>,
    /// Why there is no answer, while a page could not be read: an HTTP status, or 0.
    failure: Cell<u16>,
    /// Kept when the reading under way has come to its end, good or bad.
    reading: RefCell<Promise>,
    /// Kept when it has, or patience has ended.
    soon: RefCell<Promise>,
}

impl Opened {
    /// Begins to read a feed.
    pub(crate) fn new(wanted: Wanted) -> Rc<Self> {
        let pages = RefCell::new(Pages::begin(&wanted.feed));
        let reading = RefCell::new(Promise::resolve(&JsValue::UNDEFINED));
        let soon = reading.clone();
        let opened = Rc::new(Self { wanted, pages, failure: Cell::new(MAY_BE_THERE), reading, soon });
        opened.read_on();
        opened
    }

    /// What the page said of it.
    pub(crate) fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// The answer to a request, or the HTTP status that says why there is none; 0: no answer came.
    pub(crate) async fn find(self: &Rc<Self>, request: &Request) -> Result<Found, u16> {
        let mut tried = false;
        loop {
            let looked = look(&self.pages.borrow(), request);
            match looked {
                Look::Found(found) => return Ok(found),
                Look::Nothing => return Err(404),
                Look::Failed if tried => return Err(self.failure.get()),
                // A visitor who asks again is worth another try.
                Look::Failed => {
                    tried = true;
                    self.read_on();
                }
                // It is told as far as it is known when patience has ended.
                Look::NotYet if *request == Request::Site && self.is_begun() => {
                    settled(&self.soon).await;
                    return Ok(Found::Site(crate::site::site(self.pages.borrow().feed())));
                }
                // Whoever has waited for the first page is told at once that it does not come.
                Look::NotYet => tried = tried || !self.is_begun(),
            }
            settled(&self.reading).await;
        }
    }

    /// Whether the first page has been read.
    fn is_begun(&self) -> bool {
        self.pages.borrow().read() > 0
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

    async fn read_from(self: &Rc<Self>, mut next: Option<String>) {
        while let Some(address) = next {
            let first = !self.is_begun();
            let most = self.pages.borrow().bytes_left();
            next = match fetching::get(&address, most).await {
                Ok(page) => self.take(&address, page).await,
                Err(error) => self.miss(&address, error),
            };
            // The first page is enough for many an answer: whoever waited for it looks there, and then for the others.
            if first && next.is_some() {
                self.read_on();
                let either = Array::of2(&self.reading.borrow(), &fetching::after(PATIENCE));
                *self.soon.borrow_mut() = Promise::race(&either);
                return;
            }
        }
    }

    /// Takes a page, and says which is to be read now.
    async fn take(&self, address: &str, page: fetching::Fetched) -> Option<String> {
        match told(&self.wanted, &page).await {
            Ok(mut told) => {
                told.reading.feed.items.iter_mut().for_each(|article| tidy_texts(article, &composed));
                if let Some(first) = &told.first {
                    let some = told.refused.to_string();
                    warn(&["items of ", address, " that are left out: ", &some, ", the first being ", first].concat());
                }
                let mut pages = self.pages.borrow_mut();
                let stop = pages.add(told.reading, told.refused, &page.address, page.bytes.len());
                if let Some(stop) = stop.filter(|stop| stop.leaves_some()) {
                    warn(&format!("the feed goes on after {address}, but {stop}"));
                }
                pages.next()
            }
            Err(reason) => {
                self.fail(address, &reason, UNREADABLE);
                None
            }
        }
    }

    fn miss(&self, address: &str, error: FetchError) -> Option<String> {
        self.fail(address, &error.to_string(), error.status());
        if error == FetchError::Large && self.is_begun() {
            self.pages.borrow_mut().end();
        }
        None
    }

    /// What went wrong is for those who run the site: its visitors see what there is, and are told when what they ask for may be
    /// missing because of it.
    fn fail(&self, address: &str, reason: &str, status: u16) {
        let mut pages = self.pages.borrow_mut();
        let number = pages.read() + 1;
        warn(&format!("page {number} of the feed, {address}, could not be read: {reason}"));
        self.failure.set(if number == 1 { status } else { MAY_BE_THERE });
        pages.fail();
    }
}

/// Waits for a promise, however it ends.
async fn settled(promise: &RefCell<Promise>) {
    let promise = promise.borrow().clone();
    let _ = kept(promise.into()).await;
}

fn warn(what: &str) {
    web_sys::console::warn_1(&["bantin: ", what].concat().into());
}
