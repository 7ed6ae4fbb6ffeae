//! Sources that are fetched on a schedule: who may, and what is known of each.

use bantin_server::store::{ImportBatch, LeaseWanted, Leased, SourceRow, SourceState, Store};

use super::{batch, both_stores, incoming};

fn wanted(by: &'static str, now: i64) -> LeaseWanted<'static> {
    LeaseWanted { source: "wordpress", by, now, until: now + 60, early: false }
}

fn one_server_at_a_time_fetches_a_source_and_none_before_it_is_due(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let nothing = || Leased::Yes(Box::default());
    assert_eq!(store.sources("demo").unwrap(), []);
    assert_eq!(store.lease_source("demo", &wanted("a", 100)).unwrap(), nothing());
    assert_eq!(store.lease_source("demo", &wanted("b", 130)).unwrap(), Leased::NotBefore(160));
    let early = LeaseWanted { early: true, ..wanted("b", 130) };
    assert_eq!(store.lease_source("demo", &early).unwrap(), Leased::NotBefore(160), "somebody is at it");
    assert!(store.hold_source("demo", "wordpress", "a", 300).unwrap());
    assert!(!store.hold_source("demo", "wordpress", "b", 400).unwrap());
    assert_eq!(store.lease_source("demo", &wanted("b", 200)).unwrap(), Leased::NotBefore(300));
    // Its server was too slow, or is gone.
    assert_eq!(store.lease_source("demo", &wanted("b", 300)).unwrap(), nothing());
    let state = SourceState { etag: Some("\"1\"".into()), failures: 2, ..SourceState::default() };
    assert!(!store.put_source("demo", ("wordpress", "a"), 900, &state).unwrap(), "it is no longer theirs");
    assert!(store.put_source("demo", ("wordpress", "b"), 900, &state).unwrap());
    let row = SourceRow { name: "wordpress".into(), next: 900, leased_until: 0, state: state.clone() };
    assert_eq!(store.sources("demo").unwrap(), [row]);
    assert_eq!(store.lease_source("demo", &wanted("a", 899)).unwrap(), Leased::NotBefore(900));
    let early = LeaseWanted { early: true, ..wanted("a", 500) };
    assert_eq!(store.lease_source("demo", &early).unwrap(), Leased::Yes(Box::new(state.clone())));
    assert!(store.put_source("demo", ("wordpress", "a"), 900, &state).unwrap());
    assert_eq!(store.lease_source("demo", &wanted("a", 900)).unwrap(), Leased::Yes(Box::new(state)));
    assert!(store.lease_source("other", &wanted("a", 900)).is_err());
}

fn what_came_in_earlier_batches_and_is_still_there_is_not_withdrawn(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    store.import("demo", &batch(vec![incoming(1, 1), incoming(2, 2)])).unwrap();
    store.import("demo", &batch(vec![incoming(3, 3)])).unwrap();
    let last =
        ImportBatch { complete: true, still_there: vec!["S1".into(), "S9".into()], ..batch(vec![incoming(3, 3)]) };
    assert_eq!(store.import("demo", &last).unwrap().withdrawn, 1);
    assert!(store.article("demo", 2).unwrap().unwrap().withdrawn);
    assert!(!store.article("demo", 1).unwrap().unwrap().withdrawn);
}

fn what_an_article_came_as_is_there_until_it_is_withdrawn(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    store.import("demo", &batch(vec![incoming(1, 1)])).unwrap();
    assert_eq!(store.raw_of_source("demo", "import", "S1").unwrap().as_deref(), Some("raw 1"));
    assert_eq!(store.raw_of_source("demo", "other", "S1").unwrap(), None);
    assert_eq!(store.raw_of_source("demo", "import", "S\0").unwrap(), None);
    store.import("demo", &batch(vec![incoming(2, 2)])).unwrap();
    let shown = || {
        let mut ids = store.shown_of_source("demo", "import").unwrap();
        ids.sort();
        ids
    };
    assert_eq!((shown(), store.shown_of_source("demo", "other").unwrap().len()), (vec!["S1".into(), "S2".into()], 0));
    store.withdraw("demo", 1, 5).unwrap();
    assert_eq!(shown(), ["S2"]);
    assert_eq!(store.raw_of_source("demo", "import", "S1").unwrap(), None);
}

both_stores!(
    one_server_at_a_time_fetches_a_source_and_none_before_it_is_due,
    what_came_in_earlier_batches_and_is_still_there_is_not_withdrawn,
    what_an_article_came_as_is_there_until_it_is_withdrawn,
);
