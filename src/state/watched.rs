//! A value that views follow: whatever reads it is made again when it changes.
//!
//! Leptos' own signals are compiled anew for each type that they hold: a kilobyte and a half of the wasm for every one. Here
//! only the value has a type; who follows it, and that it changed, is the same code for all.

use super::kept::Kept;
use leptos::prelude::{ArcTrigger, Notify as _, Track as _};
use std::cell::RefCell;
use std::rc::Rc;

/// A handle to a value that is kept for as long as the owner lives under which it was made.
pub struct Watched<T> {
    kept: Kept<Inner<T>>,
}

struct Inner<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Watched<T> {}

impl<T: Clone + 'static> Watched<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self { kept: Kept::new(Rc::new(Inner { value: RefCell::new(value), changed: ArcTrigger::new() })) }
    }

    /// The value, followed from then on; `None` once its owner is gone.
    pub fn get(&self) -> Option<T> {
        let inner = self.kept.get()?;
        inner.changed.track();
        let value = inner.value.borrow().clone();
        Some(value)
    }

    /// The value, without following it.
    pub fn now(&self) -> Option<T> {
        let inner = self.kept.get()?;
        let value = inner.value.borrow().clone();
        Some(value)
    }

    /// Changes it, and has all made again that follows it. Nothing happens once its owner is gone, as it may be in the very turn
    /// in which an answer comes.
    pub fn set(&self, value: T) {
        if let Some(inner) = self.kept.get() {
            inner.value.replace(value);
            inner.changed.notify();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::Owner;

    #[test]
    fn a_value_is_there_until_its_owner_is_gone() {
        let owner = Owner::new();
        let value = owner.with(|| Watched::new(1));
        assert_eq!((value.get(), value.now()), (Some(1), Some(1)));
        value.set(2);
        assert_eq!(value.get(), Some(2));
        owner.cleanup();
        value.set(3);
        assert_eq!((value.get(), value.now()), (None, None));
    }
}
