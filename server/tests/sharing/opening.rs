//! Databases that are new, another program's, newer than this one, or not there.

use bantin_server::store::{Postgres, Store as _, StoreError};

use crate::support::postgres::shared;

fn name(address: &str) -> &str {
    address.split(['/', '?']).nth(3).unwrap()
}

#[test]
fn many_that_start_at_once_make_the_tables_once() {
    let Some(instance) = shared() else { return };
    let address = instance.new_database().unwrap();
    std::thread::scope(|scope| {
        let opened: Vec<_> = (0..6).map(|_| scope.spawn(|| Postgres::open(&address).map(drop))).collect();
        for thread in opened {
            thread.join().unwrap().unwrap();
        }
    });
    let mut client = instance.connect(name(&address)).unwrap();
    let version: i64 = client.query_one("SELECT version FROM bantin_version", &[]).unwrap().get(0);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/postgres/migrations");
    assert_eq!(version, i64::try_from(std::fs::read_dir(folder).unwrap().count()).unwrap());
}

#[test]
fn a_newer_or_foreign_database_is_left_alone() {
    let Some(instance) = shared() else { return };
    let newer = instance.new_database().unwrap();
    drop(Postgres::open(&newer).unwrap());
    instance.connect(name(&newer)).unwrap().execute("UPDATE bantin_version SET version = 99", &[]).unwrap();
    let error = Postgres::open(&newer).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    let foreign = instance.new_database().unwrap();
    instance.connect(name(&foreign)).unwrap().batch_execute("CREATE TABLE theirs (a INT)").unwrap();
    assert!(matches!(Postgres::open(&foreign), Err(StoreError::Foreign)));
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: i64 = instance.connect(name(&foreign)).unwrap().query_one(tables, &[]).unwrap().get(0);
    assert_eq!(tables, 1);
}

#[test]
fn what_does_not_answer_is_told_without_the_password() {
    let Some(instance) = shared() else { return };
    let missing = instance.address("none");
    assert!(matches!(Postgres::open(&missing), Err(StoreError::Away(_))));
    for address in
        ["postgres://u:geheim@127.0.0.1:1/x", "postgres://u:geheim@127.0.0.1:99999/x", "postgres://u:ge@heim:x"]
    {
        let error = Postgres::open(address).err().unwrap();
        assert!(matches!(error, StoreError::Away(_) | StoreError::Address), "{error}");
        assert!(!format!("{error} {error:?}").contains("geheim"), "{error}");
    }
}

#[test]
fn a_database_that_cannot_hold_every_text_is_refused() {
    let Some(instance) = shared() else { return };
    let latin = "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0";
    instance.connect("postgres").unwrap().batch_execute(latin).unwrap();
    let error = Postgres::open(&instance.address("latin")).err().unwrap();
    assert!(error.to_string().contains("LATIN1"), "{error}");
}

#[test]
fn commits_are_waited_for_although_the_user_need_not() {
    let Some(instance) = crate::support::postgres::start(false) else { return };
    instance.connect("postgres").unwrap().batch_execute("ALTER ROLE bantin SET synchronous_commit = off").unwrap();
    let address = instance.new_database().unwrap();
    let store = Postgres::open(&address).unwrap();
    crate::contract::with_articles(&store);
    // What each connection of the store has set is not to be seen from another; that one begins to count says it is on.
    store.count(&[crate::contract::report("a")]).unwrap();
    instance.connect("postgres").unwrap().batch_execute("ALTER ROLE bantin RESET synchronous_commit").unwrap();
}
