//! Databases of every version, of none, and of other programs.

use bantin_search::{Field, Sought};
use bantin_server::store::{Newest, Outcome, Report, SearchStore as _, Sqlite, Store as _, StoreError, Tongue};
use rusqlite::Connection;

fn version(path: &std::path::Path) -> i64 {
    Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// The version of this program: one for each file.
fn newest() -> i64 {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sqlite/migrations");
    i64::try_from(std::fs::read_dir(folder).unwrap().count()).unwrap()
}

#[test]
fn a_new_database_gets_every_version_and_a_second_start_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep/er/db");
    drop(Sqlite::open(&path).unwrap());
    assert_eq!(version(&path), newest());
    let schema = || -> String {
        let connection = Connection::open(&path).unwrap();
        connection.query_row("SELECT group_concat(sql, ';') FROM sqlite_master", [], |row| row.get(0)).unwrap()
    };
    let first = schema();
    drop(Sqlite::open(&path).unwrap());
    assert_eq!(schema(), first);
}

#[test]
fn a_database_of_the_first_version_with_data_in_it_opens_with_its_data() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    {
        let old = Connection::open(&path).unwrap();
        old.execute_batch(include_str!("../src/store/sqlite/migrations/0001_start.sql")).unwrap();
        old.execute_batch(
            r#"PRAGMA user_version = 1;
             INSERT INTO site (id, name) VALUES ('demo', 'Demo');
             INSERT INTO site_visits (site, start, counted) VALUES (1, 100, 7);
             INSERT INTO article (site, id, source, source_id, format, base, raw, article, title, slug, sort, pinned, first_seen)
               VALUES (1, 5, 'import', 'a', 'jsonfeed', '', '{}', '{}', 'A', 'a', 1, 0, 1),
                      (1, 6, 'import', 'b', 'jsonfeed', '', '{}',
                       '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"b","title":"B","content_text":"b",
                       "url":"https://old.example/Tin/B.aspx?ID=6","language":"EN-gb","date_modified":"1970-01-01T07:01:00+07:00",
                       "_bantin":{"translations":[{"language":"vi","id":"a"},{"language":"vi"}]}}]}', 'B', 'b', 2, 0, 2),
                      (1, 7, 'import', 'c', 'jsonfeed', '', '{}', 'no JSON', 'C', 'c', 3, 0, 3);
             INSERT INTO media (site, source, address, file, size) VALUES (1, 'import', 'a.jpg', '0123456789abcdef.jpg', 9);
             INSERT INTO article_views (site, article, start, counted, readers) VALUES (1, 5, 10, 2, 1);
             INSERT INTO day_visits (site, day, counted) VALUES (1, 20000, 4);
             INSERT INTO start_audit (site, article, at, former, start, by) VALUES (1, NULL, 5, 0, 100, 'visits set');
             INSERT INTO delivery (site, id, at) VALUES (1, 'delivery-000000001', 1000);
             INSERT INTO article_category (site, article, position, slug, pinned, sort) VALUES (1, 6, 0, 'tin', 0, 2);"#,
        )
        .unwrap();
    }
    let store = Sqlite::open(&path).unwrap();
    let numbers = store.numbers("demo", 0).unwrap().unwrap();
    assert_eq!((numbers.visits, numbers.articles), (107, vec![(5, 12, 1)]));
    assert_eq!(store.differences("demo").unwrap(), [], "what was counted before days were kept is a day of its own");
    store.begin_counting().unwrap();
    let report = |id: &str| Report {
        site: "demo".into(),
        id: id.into(),
        article: Some(5),
        entry: false,
        visitor: None,
        came_from: None,
        left_out: None,
        at: 2000,
        day: 20001,
        hour: 5,
    };
    let outcomes = store.count(&[report("delivery-000000001"), report("delivery-000000002")]).unwrap();
    let counted = Outcome::Counted { visit: false, view: true, reader: false };
    assert_eq!(outcomes, [Outcome::Repeated, counted], "a delivery of before is known");
    assert_eq!(store.differences("demo").unwrap(), []);
    assert_eq!(store.article("demo", 5).unwrap().unwrap().slug, "a");
    let sought = |word: &str| store.sought("demo", &Sought::of(Field::Text, vec![vec![word.into()]], 9)).unwrap();
    assert_eq!((sought("b"), sought("a")), (vec![6], vec![]), "what was imported before there was an index is found");
    // Where articles were before is known without another import.
    assert_eq!(store.article_at("demo", "/tin/b.aspx?id=6").unwrap().unwrap().id, 6);
    // What later versions ask for is filled in from what was stored.
    let listed = store.listed("demo").unwrap();
    let known: Vec<_> = listed.iter().map(|row| (row.id, row.language.as_str(), row.changed)).collect();
    assert_eq!(known, [(5, "", 1), (6, "en", 60), (7, "", 3)]);
    assert_eq!(store.translations("demo").unwrap(), [(6, 5)]);
    let category = Some("tin".to_owned());
    let english = Newest { category, tongue: Tongue::In("en".to_owned()), offset: 0, limit: 9 };
    assert_eq!(store.newest("demo", &english).unwrap().articles.len(), 1);
    assert_eq!(store.site("demo").unwrap().unwrap().uid.len(), 32);
    let media = store.media("demo").unwrap();
    assert_eq!((media[0].1.as_str(), media[0].2.size, media[0].2.measure), ("a.jpg", 9, None));
}

#[test]
fn two_that_start_at_once_do_not_run_a_migration_twice() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    std::thread::scope(|scope| {
        let opened: Vec<_> = (0..4).map(|_| scope.spawn(|| Sqlite::open(&path).map(drop))).collect();
        for thread in opened {
            thread.join().unwrap().unwrap();
        }
    });
    assert_eq!(version(&path), newest());
}

#[test]
fn a_newer_database_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    drop(Sqlite::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = Sqlite::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }));
    assert!(error.to_string().contains("Run the newer program"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_no_database_of_ours_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("text");
    std::fs::write(&text, "not a database, but long enough to be looked at as one".repeat(20)).unwrap();
    assert!(matches!(Sqlite::open(&text), Err(StoreError::Damaged(_))));
    let other = dir.path().join("other");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    assert!(matches!(Sqlite::open(&other), Err(StoreError::Foreign)));
    assert!(matches!(Sqlite::open(dir.path()), Err(StoreError::Open { .. })));
}
