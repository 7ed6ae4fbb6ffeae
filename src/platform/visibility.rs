//! Whether anybody can see the page.

use super::document::document;
use super::guest::is_guest;
use super::listening::Listening;
use super::timer::{LEFT, Timer};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How often a guest looks whether the page is still seen, in milliseconds.
const LOOKS: i32 = 10_000;

/// Whether the page is visible now. One that is rendered ahead (Speculation Rules) is not, nor is one that is kept for the way
/// back.
#[must_use]
pub fn visible() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// Calls `then` each time that it changes, until what is given back is dropped.
#[must_use]
pub fn on_change(then: impl FnMut() + 'static) -> Watch {
    if !is_guest() {
        return Watch::Listening(Listening::to_window(&["visibilitychange"], then));
    }
    let looks =
        Rc::new(Looks { then: RefCell::new(Box::new(then)), seen: Cell::new(visible()), next: RefCell::default() });
    looks.wait();
    Watch::Looking(looks)
}

/// Calls `then` each time that the page is left, until what is given back is dropped. The page may be kept, and be seen again
/// when somebody comes back to it. A guest is not told.
#[must_use]
pub fn on_leave(then: impl FnMut() + 'static) -> Watch {
    Watch::Listening(if is_guest() { None } else { Listening::to_window(&[LEFT], then) })
}

/// What watches; dropping it ends that.
#[expect(dead_code, reason = "kept for what dropping it does")]
pub enum Watch {
    /// The window says when it changes.
    Listening(Option<Listening>),
    /// It is looked at again and again.
    Looking(Rc<Looks>),
}

/// Looks now and then while the page is seen, and is called by the first frame that is painted when it is again.
pub struct Looks {
    then: RefCell<Box<dyn FnMut()>>,
    seen: Cell<bool>,
    next: RefCell<Option<Timer>>,
}

impl Looks {
    fn wait(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let again = move || {
            if let Some(this) = this.upgrade() {
                this.look();
            }
        };
        let next = if self.seen.get() { Timer::after(LOOKS, again) } else { Timer::once_painted(again) };
        self.next.replace(next);
    }

    fn look(self: &Rc<Self>) {
        let now = visible();
        if self.seen.replace(now) != now {
            self.then.borrow_mut()();
        }
        self.wait();
    }
}
