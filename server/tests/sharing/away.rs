//! The database goes away and comes back: what is known is answered meanwhile, and nothing is started again.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bantin_server::store::{Postgres, Report, Store as _, StoreError, Which};

use super::until;
use crate::contract::{DAY, report, visitor, with_articles};

fn is_away<T>(done: Result<T, StoreError>) -> bool {
    matches!(done, Err(error @ StoreError::Away(_)) if error.passes())
}

#[test]
fn while_it_is_away_everybody_is_told_at_once_and_then_all_goes_on() {
    let Some(mut instance) = crate::support::postgres::start(false) else { return };
    let address = instance.new_database().unwrap();
    let store = Postgres::open(&address).unwrap();
    with_articles(&store);
    store.count(&[report("a")]).unwrap();
    for kill in [false, true] {
        let generation = store.generation("demo").unwrap();
        if kill {
            instance.kill().unwrap();
        } else {
            instance.stop().unwrap();
        }
        let which = Which { limit: 5, ..Which::default() };
        until("it is noticed", || is_away(store.listing("demo", &which)));
        let start = Instant::now();
        assert!(is_away(store.count(&[report("b")])));
        assert!(is_away(store.numbers("demo", DAY)));
        assert!(is_away(store.share_online(&[])));
        assert!(is_away(store.withdraw("demo", 1, 1)));
        assert!(start.elapsed() < Duration::from_secs(5), "nobody waits for what is not there: {:?}", start.elapsed());
        assert_eq!(store.generation("demo").unwrap(), generation, "as it was");
        assert_eq!(store.site_ids().unwrap(), ["demo"]);
        instance.start_again().unwrap();
        until("it reads again", || store.listing("demo", &which).is_ok());
        until("it counts again", || store.count(&[report(if kill { "c" } else { "d" })]).is_ok());
    }
    store.ensure_site("second", None).unwrap();
    assert!(store.generation("second").unwrap().is_some());
    assert_eq!(store.differences("demo").unwrap(), []);
}

/// Lets threads end, also where a test has failed.
struct End<'s>(&'s AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn what_two_servers_count_while_it_comes_and_goes_is_counted_once() {
    let Some(mut instance) = crate::support::postgres::start(true) else { return };
    let address = instance.new_database().unwrap();
    let servers = [Postgres::open(&address).unwrap(), Postgres::open(&address).unwrap()];
    servers.iter().for_each(|store| with_articles(store));
    let (stop, answered) = (AtomicBool::new(false), AtomicU64::new(0));
    let of =
        |server: usize, number: u32| Report { visitor: None, entry: true, ..report(&format!("{server}-{number}")) };
    let counted: Vec<u32> = std::thread::scope(|scope| {
        let end = End(&stop);
        let counting: Vec<_> = servers
            .iter()
            .enumerate()
            .map(|(server, store)| {
                let (stop, answered) = (&stop, &answered);
                scope.spawn(move || {
                    let mut number = 0;
                    while !stop.load(Ordering::Relaxed) {
                        // As a client does: the same report until it is answered.
                        match store.count(&[of(server, number)]) {
                            Ok(_) => {
                                number += 1;
                                answered.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(error) => {
                                assert!(error.passes(), "{error}");
                                std::thread::sleep(Duration::from_millis(20));
                            }
                        }
                    }
                    number
                })
            })
            .collect();
        let more = |what: &str| {
            let before = answered.load(Ordering::Relaxed);
            until(what, || answered.load(Ordering::Relaxed) > before + 100);
        };
        more("it counts");
        for round in 0..4 {
            if round % 2 == 0 {
                instance.kill().unwrap();
            } else {
                instance.stop().unwrap();
            }
            instance.start_again().unwrap();
            more("it counts again");
        }
        drop(end);
        counting.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for store in &servers {
        until("it reads again", || store.numbers("demo", DAY).is_ok());
        let numbers = store.numbers("demo", DAY).unwrap().unwrap();
        assert_eq!(numbers.visits, counted.iter().map(|number| u64::from(*number)).sum::<u64>());
        assert_eq!(store.differences("demo").unwrap(), []);
    }
    let known = Report { visitor: visitor(1), ..report("last") };
    assert!(servers[0].count(&[known]).is_ok());
}
