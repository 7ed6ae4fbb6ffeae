//! A backup made while visits come in, and put back.

use std::path::Path;
use std::process::Command;

use bantin_search::{Field, Sought};
use bantin_server::store::{SearchStore as _, Sqlite, Store as _};
use reqwest::StatusCode;
use serde_json::json;

use crate::support::serving::{done, program};
use crate::support::{Started, item};

/// Tables that are in no backup.
const LEFT_OUT: [&str; 4] = ["salt", "seen", "delivered", "staff_session"];

fn told(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn restore(from: &Path, data: &Path, more: &[&str]) -> Command {
    let mut command = program(&["restore"], data);
    command.args(more).arg(from);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_made_while_visits_come_in_and_put_back_on_a_fresh_machine() {
    let started = Started::new().await;
    started.import(json!([item(1, 1), item(2, 2)])).await;
    let data = started.settings.server.data.clone();
    std::fs::create_dir_all(data.join("media/demo")).unwrap();
    std::fs::write(data.join("media/demo/0123456789abcdef.jpg"), b"picture").unwrap();
    let backup = started.dir.path().join("backup");
    let make = || done(program(&["backup"], &data).arg(&backup).output().unwrap());
    for visitor in 0..50 {
        started.visit_by(&format!("v{visitor}"), Some(1)).await;
    }
    let counting = async {
        for visitor in 50..150 {
            assert_eq!(started.visit_by(&format!("v{visitor}"), Some(1)).await.status, StatusCode::OK);
        }
    };
    let ((), first) = tokio::join!(counting, async { tokio::task::block_in_place(make) });
    assert!(first.contains("1 new files, 0 that were there"), "{first}");
    assert!(make().contains("0 new files, 1 that were there"), "it is brought up to date");
    let in_backup = rusqlite::Connection::open(backup.join("bantin.sqlite3")).unwrap();
    let mut tables = in_backup.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let count = |of: &rusqlite::Connection, table: &str| -> i64 {
        of.query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0)).unwrap()
    };
    for table in &tables {
        let wanted = if LEFT_OUT.contains(&table.as_str()) { 0 } else { count(&started.database(), table) };
        assert_eq!(count(&in_backup, table), wanted, "{table}");
    }
    assert!(count(&started.database(), "salt") > 0 && count(&started.database(), "seen") > 0);

    let fresh = started.dir.path().join("fresh");
    done(restore(&backup, &fresh, &[]).output().unwrap());
    assert_eq!(std::fs::read(fresh.join("media/demo/0123456789abcdef.jpg")).unwrap(), b"picture");
    let store = Sqlite::open(&fresh.join("bantin.sqlite3")).unwrap();
    assert_eq!(store.numbers("demo", 0).unwrap().unwrap().visits, 150);
    assert_eq!(store.differences("demo").unwrap(), []);
    assert_eq!(store.article("demo", 2).unwrap(), started.store().article("demo", 2).unwrap());
    let tin = Sought::of(Field::Title, vec![vec!["tin".into()]], 9);
    assert_eq!(store.sought("demo", &tin).unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_there_is_not_lost_by_putting_one_back() {
    let mut started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let data = started.settings.server.data.clone();
    let backup = started.dir.path().join("backup");
    done(program(&["backup"], &data).arg(&backup).output().unwrap());
    started.visit_by("later", Some(1)).await;

    let (is_done, errors) = told(&mut restore(&backup, &data, &[]));
    assert!(!is_done && errors.contains("is there already; nothing was changed"), "{errors}");
    let (is_done, errors) = told(&mut restore(&backup, &data, &["--replace"]));
    assert!(!is_done && errors.contains("another server counts"), "{errors}");
    assert_eq!(started.numbers().visits, 1);
    started.server.take().unwrap().stop().await;

    let whole = std::fs::read(backup.join("bantin.sqlite3")).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 4_096].fill(7);
    std::fs::write(backup.join("bantin.sqlite3"), damaged).unwrap();
    let (is_done, errors) = told(&mut restore(&backup, &data, &["--replace"]));
    assert!(!is_done && errors.contains("damaged"), "{errors}");
    assert_eq!(started.numbers().visits, 1);

    std::fs::write(backup.join("bantin.sqlite3"), whole).unwrap();
    done(restore(&backup, &data, &["--replace"]).output().unwrap());
    assert_eq!(started.numbers().visits, 0);
    let names = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept: Vec<String> = names.filter(|name| name.contains(".before-") && !name.ends_with("-wal")).collect();
    let kept = kept.iter().find(|name| !name.ends_with("-shm")).unwrap();
    assert_eq!(Sqlite::open(&data.join(kept)).unwrap().numbers("demo", 0).unwrap().unwrap().visits, 1);
}

#[test]
fn folders_of_something_else_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("other"));
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("letter.txt"), "Kính gửi").unwrap();
    let (is_done, errors) = told(program(&["backup"], &data).arg(&other));
    assert!(!is_done && errors.contains("is neither empty nor a backup"), "{errors}");
    let (is_done, errors) = told(&mut restore(&other, &data, &[]));
    assert!(!is_done && errors.contains("holds no backup"), "{errors}");
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 1);
}
