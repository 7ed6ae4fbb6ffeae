//! What only a database that several servers share can do: they count in it at once, and it goes away and comes back.

mod away;
mod counting;
mod online;
mod opening;
mod program;
mod served;

mod visitors;

use bantin_server::store::Postgres;

use crate::support::postgres::Instance;

/// Several servers' stores over one database.
pub fn stores<const N: usize>(instance: &Instance) -> [Postgres; N] {
    let address = instance.new_database().unwrap();
    std::array::from_fn(|_| Postgres::open(&address).unwrap())
}

/// Waits until it is so, for twenty seconds at most.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = std::time::Instant::now();
    while !is_so() {
        assert!(started.elapsed().as_secs() < 20, "waited for twenty seconds: {what}");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
