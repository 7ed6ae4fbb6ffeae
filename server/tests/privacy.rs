//! What is known of visitors is destroyed: wherever it was written, nothing links two days, and no address was ever written.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bantin_server::store::{OpenOptions, Sqlite, Store as _};
use serde_json::json;

use crate::support::serving::{ask, done, program};
use crate::support::{NOON, Started, feed, id, item};

/// Where in a folder these bytes stand.
fn found(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut places = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            places.extend(found(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|part| part == bytes) {
            places.push(path.display().to_string());
        }
    }
    places
}

#[tokio::test]
async fn once_a_days_salt_is_destroyed_nothing_of_its_visitors_is_left_anywhere() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let counter = Arc::clone(&started.server.as_ref().unwrap().app.counter);
    let secrets = || -> Vec<Vec<u8>> {
        let database = started.database();
        let mut rows = database.prepare("SELECT bytes FROM salt UNION ALL SELECT hash FROM seen").unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    for visitor in 0..300 {
        started.visit_by(&format!("a{visitor}"), Some(1)).await;
    }
    let of_first_day = secrets();
    assert_eq!(of_first_day.len(), 301);
    let data = &started.settings.server.data;
    assert!(of_first_day.iter().all(|secret| !found(data, secret).is_empty()), "the search finds what is there");
    started.clock.set(NOON + 24 * 3_600);
    counter.purge().unwrap();
    started.visit_by("b", Some(1)).await;
    started.clock.set(NOON + 36 * 3_600);
    counter.purge().unwrap();
    started.visit_by("c", Some(1)).await;
    for secret in &of_first_day {
        assert_eq!(found(data, secret), [""; 0], "of the first day");
    }
    assert_eq!(started.views(1).await, (302, 302), "the numbers stay");
}

#[tokio::test]
async fn who_reads_in_the_database_meanwhile_only_puts_it_off() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    started.visit_by("a", Some(1)).await;
    let salt: Vec<u8> = started.database().query_row("SELECT bytes FROM salt", [], |row| row.get(0)).unwrap();
    let reader = started.database();
    reader.execute_batch("BEGIN; SELECT * FROM salt").unwrap();
    let options = OpenOptions { patience: Duration::from_millis(50), max_pages: None };
    let store = Sqlite::open_with(&started.settings.server.database(), options).unwrap();
    let days = [("demo".to_owned(), (NOON + 55 * 3_600) / 86_400)];
    assert!(store.destroy_salts(&days).is_err(), "the log cannot be emptied while somebody reads in it");
    reader.execute_batch("COMMIT").unwrap();
    store.destroy_salts(&days).unwrap();
    assert_eq!(found(&started.settings.server.data, &salt), [""; 0]);
}

#[test]
fn no_address_and_no_browser_is_written_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("feed.json"), folder.path().join("data"));
    std::fs::write(&file, feed(&json!([item(1, 1)]))).unwrap();
    done(program(&["import", "--site", "demo"], &data).arg(&file).output().unwrap());
    let log = std::fs::File::create(data.join("log")).unwrap();
    let mut server = program(&["serve", "--addr", "127.0.0.1:0"], &data);
    let mut server = server.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(server.stdout.as_mut().unwrap()), &mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on http://").unwrap().trim_end_matches('/');
    let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let report = |from: &str, body: &str| {
        let request = format!(
            "POST /api/v1/sites/demo/visits HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nX-Forwarded-For: {from}\r\n\
             User-Agent: {browser}\r\nAccept-Language: vi\r\nAccept-Encoding: gzip\r\nContent-Type: text/plain\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        ask(address, &request).unwrap()
    };
    for from in ["198.51.100.77", "2001:db8:77:88:99:aa:bb:cc"] {
        let taken = report(from, &format!(r#"{{"id":"{}","article":1}}"#, id()));
        assert!(taken.starts_with("HTTP/1.1 200 "), "{taken}");
        assert!(report(from, "nonsense").starts_with("HTTP/1.1 400 "));
    }
    Command::new("kill").arg(server.id().to_string()).status().unwrap();
    server.wait().unwrap();
    assert!(!found(&data, b"answered").is_empty(), "the log is there");
    let v6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0x77, 0, 0x88];
    for part in [&b"198.51.100.77"[..], &[198, 51, 100, 77], b"2001:db8:77:88", &v6, b"Firefox/140.0"] {
        assert_eq!(found(&data, part), [""; 0], "{part:?}");
    }
}
