//! What the database's files say of visitors.

use bantin_server::store::Store as _;

use super::stores;
use crate::contract::{NOON, report, with_articles};
use crate::support::postgres::Instance;

/// Whether any file of the database, or of its log, has these bytes.
fn is_written(instance: &Instance, bytes: &[u8]) -> bool {
    let mut folders = vec![instance.data()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read(&path).unwrap_or_default().windows(bytes.len()).any(|part| part == bytes) {
                return true;
            }
        }
    }
    false
}

#[test]
fn a_salt_that_is_destroyed_stands_nowhere_and_no_hash_stands_in_the_log() {
    let Some(mut instance) = crate::support::postgres::start(true) else { return };
    let [store] = stores(&instance);
    with_articles(&store);
    let (old, kept) = (*b"an old salt, thirty-two bytes...", *b"a newer salt, thirty-two bytes..");
    store.salts("demo", 10, old).unwrap();
    store.salts("demo", 11, [3; 32]).unwrap();
    store.salts("demo", 12, kept).unwrap();
    let visitor = bantin_server::visits::Visitor { hash: *b"sixteen of hash.", former: None };
    store.count(&[bantin_server::store::Report { visitor: Some(visitor), ..report("a") }]).unwrap();
    let flush = |instance: &Instance| instance.connect("postgres").unwrap().batch_execute("CHECKPOINT").unwrap();
    flush(&instance);
    store.destroy_salts(&[("demo".to_owned(), 12)]).unwrap();
    while store.forget(NOON).unwrap() {}
    instance.stop().unwrap();
    assert!(is_written(&instance, &kept), "otherwise this test would see nothing");
    assert!(!is_written(&instance, &old));
    let log = instance.data().join("pg_wal");
    for entry in std::fs::read_dir(log).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(16).any(|part| part == b"sixteen of hash."), "{:?}", entry.path());
        assert!(!bytes.windows(32).any(|part| part == kept), "{:?}", entry.path());
    }
}
