//! Maps whose keys are keyed hashes already: hashing them once more takes longer than finding them, and guards against nothing,
//! as nobody who does not know the key can choose them.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// How much room a map may keep for what is no longer in it.
const SPARE: usize = 4;

/// Takes a key's last eight bytes as its hash.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        match bytes.last_chunk() {
            Some(last) => self.0 = u64::from_le_bytes(*last),
            None => bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte)),
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map by keyed hashes.
pub type ByHash<K, V> = HashMap<K, V, BuildHasherDefault<AsItIs>>;

/// A set of keyed hashes.
pub type Hashes<K> = HashSet<K, BuildHasherDefault<AsItIs>>;

/// Gives back the room of what is no longer there, where it is much.
pub fn spare<K: Eq + std::hash::Hash, V>(map: &mut ByHash<K, V>) {
    if map.capacity() > SPARE * map.len() {
        map.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_are_told_apart_and_a_map_gives_its_room_back() {
        let mut map = ByHash::<[u8; 16], usize>::default();
        for number in 0..10_000_usize {
            let mut key = [0; 16];
            key[8..].copy_from_slice(&(number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
            map.insert(key, number);
        }
        assert_eq!(map.len(), 10_000);
        map.retain(|_, number| *number < 10);
        spare(&mut map);
        assert_eq!((map.len(), map.capacity() < 100), (10, true));
    }
}
