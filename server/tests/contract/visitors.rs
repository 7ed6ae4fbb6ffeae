//! Salts, and what is forgotten of visitors.

use bantin_server::store::{Outcome, Report, Salts, Store};

use super::{MINUTE, NOON, both_stores, report, with_articles};

fn a_salt_is_the_same_all_day_and_destroyed_two_days_later(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    store.ensure_site("other", None).unwrap();
    let first = store.salts("demo", 10, [1; 32]).unwrap();
    assert_eq!(first, Salts { today: [1; 32], yesterday: None });
    assert_eq!(store.salts("demo", 10, [2; 32]).unwrap(), first);
    assert_eq!(store.salts("other", 10, [7; 32]).unwrap().today, [7; 32]);
    assert_eq!(store.salts("demo", 11, [3; 32]).unwrap(), Salts { today: [3; 32], yesterday: Some([1; 32]) });
    store.destroy_salts(&[("demo".to_owned(), 11)]).unwrap();
    assert_eq!(store.salts("demo", 11, [4; 32]).unwrap().yesterday, Some([1; 32]), "needed until the day is over");
    store.salts("demo", 12, [5; 32]).unwrap();
    store.destroy_salts(&[("demo".to_owned(), 12)]).unwrap();
    assert_eq!(store.salts("demo", 10, [6; 32]).unwrap().today, [6; 32], "that of day 10 is gone");
    assert_eq!(store.salts("demo", 12, [9; 32]).unwrap(), Salts { today: [5; 32], yesterday: Some([3; 32]) });
    assert_eq!(store.salts("other", 10, [9; 32]).unwrap().today, [7; 32], "another site's stays");
    assert!(store.salts("none", 10, [1; 32]).is_err());
}

fn deliveries_are_forgotten_after_two_days_and_an_hour(store: &dyn Store) {
    with_articles(store);
    store.count(&[report("a")]).unwrap();
    let late = |hours: i64, minutes: i64| NOON + hours * 60 * MINUTE + minutes * MINUTE;
    let again = |at| store.count(&[Report { visitor: None, at, ..report("a") }]).unwrap()[0];
    let forget = |at| while store.forget(at).unwrap() {};
    forget(late(48, 59));
    assert_eq!(again(late(48, 59)), Outcome::Repeated);
    // A day at a time may be forgotten.
    forget(late(49 + 24, 0));
    assert_eq!(again(late(49 + 24, 0)), Outcome::Counted { visit: false, view: true, reader: false });
}

fn what_is_still_needed_is_not_forgotten(store: &dyn Store) {
    with_articles(store);
    store.count(&[report("a")]).unwrap();
    let at = |id: &str, minutes: i64| Report { at: NOON + minutes * MINUTE, ..report(id) };
    while store.forget(NOON + 29 * MINUTE).unwrap() {}
    let same = Outcome::Counted { visit: false, view: false, reader: false };
    assert_eq!(store.count(&[at("b", 29)]).unwrap(), [same]);
    while store.forget(NOON + 11 * 60 * MINUTE).unwrap() {}
    let later = Outcome::Counted { visit: true, view: true, reader: false };
    assert_eq!(store.count(&[at("c", 11 * 60)]).unwrap(), [later], "a reader of the day for all of it");
}

both_stores!(
    a_salt_is_the_same_all_day_and_destroyed_two_days_later,
    deliveries_are_forgotten_after_two_days_and_an_hour,
    what_is_still_needed_is_not_forgotten,
);
