//! Whether we are a guest on a page: an embed listens to nothing of its host's window.

use std::cell::Cell;

thread_local! {
    static GUEST: Cell<bool> = const { Cell::new(false) };
}

/// From now on we are.
pub fn enter() {
    GUEST.set(true);
}

/// Whether we are.
#[must_use]
pub fn is_guest() -> bool {
    GUEST.get()
}
