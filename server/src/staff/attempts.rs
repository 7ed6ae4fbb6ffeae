//! How often signing in may be tried, by address and by name.
//!
//! Both are kept in tables that never grow: an entry stands for all keys that fall on it. Whoever tries thousands of names
//! or comes from thousands of addresses slows others down, but nobody gets more tries than the limit.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Tries at once, when nothing was tried before.
pub const AT_ONCE: i64 = 8;

/// Then one more in so many seconds.
pub const EACH: i64 = 30;

/// Entries of a table.
const PLACES: usize = 8_192;

/// For each entry the second from which on all its tries are there again.
struct Table(Vec<i64>);

impl Table {
    /// Takes a try; where there is none left, the seconds until the next.
    fn take(&mut self, place: usize, now: i64) -> Result<(), i64> {
        let Some(full) = self.0.get_mut(place % PLACES) else { return Ok(()) };
        // A clock that was set back shuts nobody out for longer than all tries take.
        let next = (*full).clamp(now, now + AT_ONCE * EACH) + EACH;
        let wait = next - now - AT_ONCE * EACH;
        if wait > 0 {
            return Err(wait);
        }
        *full = next;
        Ok(())
    }

    fn give_back(&mut self, place: usize) {
        if let Some(full) = self.0.get_mut(place % PLACES) {
            *full -= EACH;
        }
    }
}

/// The tries of everybody.
pub struct Attempts {
    /// Keyed at random, so that nobody can look for names that fall on the same entry.
    hasher: RandomState,
    tables: Mutex<[Table; 2]>,
}

impl Default for Attempts {
    fn default() -> Self {
        let table = || Table(vec![0; PLACES]);
        Self { hasher: RandomState::new(), tables: Mutex::new([table(), table()]) }
    }
}

impl Attempts {
    /// Takes a try of this address for this name; else the seconds to wait. An IPv6 address stands for its /64.
    ///
    /// # Errors
    /// With the seconds until the next try.
    pub fn take(&self, address: Option<IpAddr>, name: &str, now: i64) -> Result<(), i64> {
        let (address, name) = (self.place(&network(address)), self.place(&name));
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let [addresses, names] = &mut *tables;
        addresses.take(address, now)?;
        names.take(name, now).inspect_err(|_| addresses.give_back(address))
    }

    /// Gives a try back that was the right password.
    pub fn give_back(&self, address: Option<IpAddr>, name: &str) {
        let (address, name) = (self.place(&network(address)), self.place(&name));
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let [addresses, names] = &mut *tables;
        addresses.give_back(address);
        names.give_back(name);
    }

    fn place(&self, key: &impl Hash) -> usize {
        usize::try_from(self.hasher.hash_one(key) % (PLACES as u64)).unwrap_or(0)
    }
}

/// One household has many addresses in its /64.
fn network(address: Option<IpAddr>) -> Option<u128> {
    address.map(|address| match address.to_canonical() {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address) >> 64 << 64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn after_some_tries_one_waits() {
        let attempts = Attempts::default();
        for number in 0..AT_ONCE {
            assert_eq!(attempts.take(address("192.0.2.1"), &format!("n{number}"), 1_000), Ok(()));
        }
        assert_eq!(attempts.take(address("192.0.2.1"), "other", 1_000), Err(EACH), "by address");
        assert_eq!(attempts.take(address("192.0.2.1"), "other", 1_010), Err(EACH - 10));
        assert_eq!(attempts.take(address("192.0.2.1"), "other", 1_000 + EACH), Ok(()));
        assert!(attempts.take(address("192.0.2.1"), "other", 1_000 + EACH).is_err());
    }

    #[test]
    fn a_name_is_not_tried_from_many_addresses() {
        let attempts = Attempts::default();
        for number in 0..AT_ONCE {
            assert_eq!(attempts.take(address(&format!("2001:db8:{number}::1")), "lan", 0), Ok(()));
        }
        assert_eq!(attempts.take(address("198.51.100.7"), "lan", 0), Err(EACH));
        for number in 1..AT_ONCE {
            assert_eq!(attempts.take(address(&format!("2001:db8:1::{number}")), &format!("m{number}"), 0), Ok(()));
        }
        assert!(attempts.take(address("2001:db8:1::ffff"), "other", 0).is_err(), "a /64 is one address");
    }

    #[test]
    fn the_right_password_costs_no_try_and_a_clock_set_back_locks_nobody_out() {
        let attempts = Attempts::default();
        for _ in 0..100 {
            assert_eq!(attempts.take(address("192.0.2.1"), "lan", 5_000), Ok(()));
            attempts.give_back(address("192.0.2.1"), "lan");
        }
        for _ in 0..AT_ONCE {
            assert_eq!(attempts.take(address("192.0.2.1"), "lan", 9_000), Ok(()));
        }
        assert!(attempts.take(address("192.0.2.1"), "lan", 0).is_err_and(|wait| wait <= EACH));
    }
}
