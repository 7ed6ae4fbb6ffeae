//! How many of something each has that must not take it from the others: an address its streams, a site its place in the
//! queue.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// How many places each has taken.
#[derive(Debug)]
pub(super) struct Places<K: Eq + Hash> {
    taken: Arc<Mutex<HashMap<K, usize>>>,
    most: usize,
}

/// A place that is taken for as long as this lives.
#[derive(Debug)]
pub(super) struct Place<K: Eq + Hash> {
    taken: Arc<Mutex<HashMap<K, usize>>>,
    key: K,
}

impl<K: Clone + Eq + Hash> Places<K> {
    /// So many for each at most.
    pub(super) fn new(most: usize) -> Self {
        Self { taken: Arc::default(), most }
    }

    /// Takes a place; `None` where all are taken.
    pub(super) fn take<Q>(&self, key: &Q) -> Option<Place<K>>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(key) {
            Some(taken) if *taken >= self.most => return None,
            Some(taken) => *taken += 1,
            None if self.most == 0 => return None,
            None => {
                all.insert(key.to_owned(), 1);
            }
        }
        Some(Place { taken: Arc::clone(&self.taken), key: key.to_owned() })
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&self.key) {
            Some(taken) if *taken > 1 => *taken -= 1,
            _ => {
                all.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_and_nothing_is_remembered_of_those_who_left() {
        let places = Places::<String>::new(2);
        let first = places.take("a");
        let second = places.take("a");
        assert!(first.is_some() && second.is_some());
        assert!(places.take("a").is_none() && places.take("b").is_some());
        drop(first);
        assert!(places.take("a").is_some());
        drop(second);
        assert!(places.taken.lock().unwrap().is_empty());
        assert!(Places::<String>::new(0).take("a").is_none());
    }
}
