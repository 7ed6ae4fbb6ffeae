//! Addresses of the site that was there before.

use bantin_server::store::{ListTaken, Store, StoreError};

use super::{batch, both_stores, incoming};

fn entry(address: &str, target: &str) -> (String, String) {
    (address.to_owned(), target.to_owned())
}

fn a_list_is_taken_in_whole_and_told_apart(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let first = [entry("/b", "/1"), entry("/a", "/2"), entry("/đ", "gone"), entry("/Z", "/3")];
    let taken = store.take_list("demo", &first, false).unwrap();
    assert_eq!(taken, ListTaken { new: 4, ..ListTaken::default() });
    let second = [entry("/a", "/9"), entry("/b", "/1"), entry("/c", "/4"), entry("/c", "/5")];
    let taken = store.take_list("demo", &second, true).unwrap();
    assert_eq!(taken, ListTaken { new: 1, changed: 2, unchanged: 1, removed: 2 });
    assert_eq!(store.old_addresses("demo").unwrap(), [entry("/a", "/9"), entry("/b", "/1"), entry("/c", "/5")]);
    assert_eq!(store.listed_target("demo", "/a").unwrap().as_deref(), Some("/9"));
    for none in ["/z", "/A", "/a\0"] {
        assert_eq!(store.listed_target("demo", none).unwrap(), None, "{none}");
    }
    assert_eq!(store.take_list("demo", &[], false).unwrap(), ListTaken::default());
    assert!(matches!(store.take_list("other", &[], false), Err(StoreError::NoSite(_))));
}

fn a_list_is_in_the_order_of_bytes(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    store.take_list("demo", &["/b", "/a", "/đ", "/Z"].map(|address| entry(address, "gone")), false).unwrap();
    let order: Vec<_> = store.old_addresses("demo").unwrap().into_iter().map(|(address, _)| address).collect();
    assert_eq!(order, ["/Z", "/a", "/b", "/đ"]);
}

fn addresses_of_articles_are_kept_and_lead_to_one_that_is_shown(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let with = |number: u64, addresses: &[&str]| {
        let old_addresses = addresses.iter().map(|address| (*address).to_owned()).collect();
        bantin_server::store::Incoming { old_addresses, ..incoming(number, 1) }
    };
    let at = |address: &str| store.article_at("demo", address).unwrap().map(|row| row.id);
    store.import("demo", &batch(vec![with(1, &["/x", "/x", "/y"]), with(2, &["/x"])])).unwrap();
    assert_eq!((at("/x"), at("/y"), at("/z"), at("/x\0")), (Some(2), Some(1), None, None));
    store.withdraw("demo", 2, 5).unwrap();
    assert_eq!(at("/x"), Some(1));
    store.withdraw("demo", 1, 5).unwrap();
    assert_eq!(at("/x"), Some(2), "of those withdrawn the last");
    store.import("demo", &batch(vec![with(1, &["/new"])])).unwrap();
    assert_eq!((at("/y"), at("/new")), (Some(1), Some(1)), "the former ones are kept");
    assert_eq!(store.article_addresses("demo").unwrap(), 4);
}

both_stores!(
    a_list_is_taken_in_whole_and_told_apart,
    a_list_is_in_the_order_of_bytes,
    addresses_of_articles_are_kept_and_lead_to_one_that_is_shown,
);
