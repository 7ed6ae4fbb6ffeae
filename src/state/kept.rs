//! Something that belongs to the browser's thread, behind a handle that views may carry.
//!
//! `StoredValue` does the same, but is compiled for each type that it holds, and its `new_local` asks at each use for the
//! thread's own handle: kilobytes of the wasm. A page has one thread.

use leptos::prelude::on_cleanup;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

thread_local! {
    static KEPT: RefCell<Vec<(u32, Rc<dyn Any>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A handle to something that is kept for as long as the owner lives under which it was made.
pub struct Kept<T> {
    key: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: 'static> Kept<T> {
    /// Keeps it.
    pub fn new(value: Rc<T>) -> Self {
        let key = NEXT.replace(NEXT.get().wrapping_add(1));
        KEPT.with_borrow_mut(|kept| kept.push((key, value)));
        on_cleanup(move || {
            // Dropped only when the list is free again: what goes may itself look something up.
            let gone = KEPT.with_borrow_mut(|kept| {
                let place = kept.iter().position(|(of, _)| *of == key)?;
                Some(kept.swap_remove(place))
            });
            drop(gone);
        });
        Self { key, kind: PhantomData }
    }

    /// What is kept, or `None` once its owner is gone.
    pub fn get(&self) -> Option<Rc<T>> {
        let value =
            KEPT.with_borrow(|kept| kept.iter().find(|(key, _)| *key == self.key).map(|(_, value)| value.clone()));
        value?.downcast().ok()
    }
}

/// Keeps something that nobody asks for: it goes with the present owner.
pub fn keep<T: 'static>(value: T) {
    Kept::new(Rc::new(value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::Owner;

    #[test]
    fn what_is_kept_goes_with_its_owner() {
        let (first, second) = (Owner::new(), Owner::new());
        let value = Rc::new(7);
        let one = first.with(|| Kept::new(value.clone()));
        let other = second.with(|| Kept::new(Rc::new("eight")));
        assert_eq!(one.get().as_deref(), Some(&7));
        first.cleanup();
        assert_eq!((one.get(), Rc::strong_count(&value)), (None, 1));
        assert_eq!(other.get().as_deref(), Some(&"eight"));
    }
}
