//! A database that is locked, read-only or full: a clear error, and nothing lost.

use std::time::Duration;

use bantin_server::clock::Clock;
use bantin_server::store::{OpenOptions, Sqlite, Store as _, StoreError};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{NOON, Started, id, item, wanted};

async fn impatient(max_pages: Option<u32>) -> Started {
    let options = OpenOptions { patience: Duration::from_millis(50), max_pages };
    Started::over(tempfile::tempdir().unwrap(), "", Clock::standing(NOON), options).await
}

#[tokio::test]
async fn while_it_is_locked_visits_are_refused_and_reading_goes_on() {
    let started = impatient(None).await;
    started.import(json!([item(1, 1)])).await;
    started.visit_by("a", Some(1)).await;
    let other = started.database();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let delivery = json!({"id": id(), "article": 1});
    let refused = started.visit(&delivery, &[("accept-language", "b")]).await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert_eq!(started.get("/api/v1/sites/demo/articles").await.status, StatusCode::OK);
    assert_eq!(started.views(1).await, (1, 1));
    other.execute_batch("ROLLBACK").unwrap();
    // The same delivery, tried again as it was told, counts.
    assert_eq!(started.visit(&delivery, &[("accept-language", "b")]).await.status, StatusCode::OK);
    assert_eq!(started.views(1).await, (2, 2));
}

#[tokio::test]
async fn when_it_is_full_nothing_that_was_answered_is_lost() {
    let started = impatient(Some(80)).await;
    started.import(json!([item(1, 1)])).await;
    let mut counted = 0;
    let refused = loop {
        let answer = started.visit_by(&format!("v{counted}"), Some(1)).await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        counted += 1;
        assert!(counted < 5_000, "the database is never full");
    };
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(started.views(1).await, (counted, counted));
    assert_eq!(started.numbers().visits, counted);
    assert_eq!(started.get("/api/v1/sites/demo/articles/1").await.status, StatusCode::OK);
    let started = started.restart().await;
    assert_eq!(started.views(1).await, (counted, counted));
    assert_eq!(started.visit_by("new", Some(1)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_import_that_does_not_fit_changes_nothing() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let options = OpenOptions { patience: Duration::from_millis(50), max_pages: Some(60) };
    let small = Sqlite::open_with(&started.settings.server.database(), options).unwrap();
    let items = Value::from((1..=2_000).map(|n| item(n, 2)).collect::<Vec<_>>());
    let order = started
        .order(vec![bantin_server::importing::Place::File(started.file("b.json", crate::support::feed(&items)))]);
    let fetcher = crate::support::fetcher(Default::default());
    let error = bantin_server::importing::import(&order, &started.settings, &small, &fetcher).await.unwrap_err();
    assert!(error.to_string().contains("full"), "{error}");
    let listing = started.get("/api/v1/sites/demo/articles").await.json();
    assert_eq!(listing["_bantin"]["total"], 1);
    assert_eq!(listing["items"][0]["date_published"], "2020-01-02T08:00:00+07:00");
}

#[test]
fn a_read_only_database_is_told_at_start() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    drop(Sqlite::open(&path).unwrap());
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
        // Who may do everything (root) has no read-only files; the error itself is looked at below.
        let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY), None);
        assert!(matches!(StoreError::from(error), StoreError::ReadOnly));
        return;
    }
    let error = Sqlite::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::ReadOnly), "{error}");
}

#[test]
fn a_locked_database_is_told_to_commands() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    let store = Sqlite::open_with(&path, OpenOptions { patience: Duration::from_millis(50), max_pages: None }).unwrap();
    store.ensure_site("demo", None).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.set_visits("demo", &wanted(5), 0).unwrap_err();
    assert!(matches!(error, StoreError::Locked));
    assert!(error.to_string().contains("locked by another process"));
}
