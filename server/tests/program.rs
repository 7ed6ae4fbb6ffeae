//! The program as it is called.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::serving::ask;
use crate::support::serving::program_in;
use crate::support::{feed, item};

fn program(folder: &Path, arguments: &[&str]) -> Output {
    program_in(folder, arguments).output().unwrap()
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("feed.json"), feed(&json!([item(1, 1), item(2, 2), {"title": "no id"}])))
        .unwrap();
    folder
}

#[test]
fn import_says_what_it_did() {
    let folder = folder();
    let (code, out, errors) = told(&program(folder.path(), &["import", "--site", "demo", "feed.json"]));
    assert_eq!((code, out.as_str()), (0, "demo: 2 new, 0 changed, 0 unchanged, 0 withdrawn, 1 refused\n"));
    assert!(errors.contains("refused items[2]"), "{errors}");
    let (code, out, _) = told(&program(folder.path(), &["import", "--site", "demo", "--json", "feed.json"]));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["unchanged"]), (0, &json!(2)));
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["changed", "new", "refused", "unchanged", "withdrawn"]);
    assert!(report["refused"][0]["item"].is_string() && report["refused"][0]["reason"].is_string());
    let (code, _, errors) = told(&program(folder.path(), &["import", "--site", "demo", "--complete", "feed.json"]));
    assert_eq!(code, 2);
    assert!(errors.contains("--complete withdrew nothing: not everything in it could be read"), "{errors}");
}

#[test]
fn read_stores_nothing_and_shows_addresses_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let items = json!([{"id": "1", "title": "A", "content_text": "a", "image": "pictures/x.jpg"}]);
    std::fs::write(folder.path().join("feed.json"), feed(&items)).unwrap();
    let (code, out, _) = told(&program(folder.path(), &["read", "feed.json"]));
    let read: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &read["version"]), (0, &json!("https://jsonfeed.org/version/1.1")));
    assert_eq!(read["items"][0]["image"], "pictures/x.jpg");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn withdraw_and_visits_set_say_what_they_did() {
    let folder = folder();
    program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    let (code, out, _) = told(&program(folder.path(), &["withdraw", "--site", "demo", "1"]));
    assert_eq!((code, out.as_str()), (0, "demo: article 1 is withdrawn\n"));
    let (code, _, errors) = told(&program(folder.path(), &["withdraw", "--site", "demo", "9"]));
    assert_eq!((code, errors.as_str()), (1, "bantin-server: the site `demo` has no article 9\n"));
    let (code, out, _) = told(&program(folder.path(), &["visits", "set", "--site", "demo", "--total", "1000"]));
    assert_eq!((code, out.as_str()), (0, "demo: visits were 0, are 1000\n"));
    let (code, _, errors) = told(&program(folder.path(), &["visits", "set", "--site", "none", "--total", "1"]));
    assert_eq!((code, errors.as_str()), (1, "bantin-server: there is no site `none`\n"));
}

#[test]
fn visits_verify_names_every_total_that_is_not_the_sum_of_its_days() {
    let folder = folder();
    program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    let verify = || told(&program(folder.path(), &["visits", "verify"]));
    let (code, out, _) = verify();
    let wanted = "demo: 0 reports = 0 views + 0 pages + 0 left out; 0 visits; every total is the sum of its days\n";
    assert_eq!((code, out.as_str()), (0, wanted));
    let database = rusqlite::Connection::open(folder.path().join("data/bantin.sqlite3")).unwrap();
    database
        .execute_batch(
            "UPDATE site_visits SET counted = 5, start = 7;
             INSERT INTO article_views (site, article, counted, readers) VALUES (1, 1, 3, 2);
             INSERT INTO hour_counts (site, day, hour, reports, visits, views) VALUES (1, 20000, 5, 4, 4, 3);
             INSERT INTO article_day (site, day, article, views, readers) VALUES (1, 20000, 1, 2, 2)",
        )
        .unwrap();
    let (code, out, _) = verify();
    let wanted = "demo: visits: 5 is stored, and the days add up to 4\n\
                  demo: readers of all articles: 2 is stored, and the days add up to 0\n\
                  demo: reports: 4 is stored, and the days add up to 3\n\
                  demo: start of the visits: 7 is stored, and the days add up to 0\n\
                  demo: views of article 1: 3 is stored, and the days add up to 2\n";
    assert_eq!((code, out.as_str()), (2, wanted));
}

#[test]
fn a_counter_is_moved_to_another_server_whole() {
    let (old, new) = (folder(), folder());
    for folder in [&old, &new] {
        program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    }
    program(old.path(), &["visits", "set", "--site", "demo", "--total", "5000", "--by", "An", "--reason", "bộ đếm cũ"]);
    let (code, exported, _) = told(&program(old.path(), &["visits", "export", "--site", "demo"]));
    assert_eq!(code, 0);
    std::fs::write(new.path().join("counter.json"), &exported).unwrap();
    let import = || told(&program(new.path(), &["visits", "import", "--site", "demo", "--by", "Bình", "counter.json"]));
    let (code, out, _) = import();
    assert_eq!((code, out.as_str()), (0, "demo: 0 visits, 0 articles and a start of 5000 taken over\n"));
    let (code, out, _) = told(&program(new.path(), &["visits", "set", "--site", "demo", "--total", "5001"]));
    assert_eq!((code, out.as_str()), (0, "demo: visits were 5000, are 5001\n"));
    let (code, _, errors) = import();
    assert!(code == 1 && errors.contains("the site `demo` has numbers of its own"), "{errors}");
    for (wrong, reason) in [
        ("{}".to_owned(), "this is no counter of `visits export`"),
        (exported.replace("\"bantin_counter\":1", "\"bantin_counter\":2"), "the counter has version 2"),
        (
            exported.replace(
                "\"hours\":[]",
                "\"hours\":[{\"day\":1,\"hour\":1,\"reports\":2,\"visits\":1,\"views\":1,\"readers\":0,\"pages\":1}]",
            ),
            "views: 1 by hours, and 0",
        ),
        (
            exported.replace(
                "\"articles\":[]",
                "\"articles\":[{\"source\":\"x\",\"source_id\":\"y\",\"start\":1,\"days\":[]}]",
            ),
            "has numbers of its own",
        ),
    ] {
        std::fs::write(new.path().join("counter.json"), wrong).unwrap();
        let (code, _, errors) = import();
        assert!(code == 1 && errors.contains(reason), "{reason}: {errors}");
    }
}

#[test]
fn a_list_of_old_addresses_is_taken_in_checked_and_printed() {
    let folder = folder();
    let run = |arguments: &[&str]| told(&program(folder.path(), &[&["redirects"], arguments].concat()));
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let settings = "[[site]]\nid = \"demo\"\nbase = \"/b/\"\n[[site.redirect]]\nfrom = \"/x?id={source_id}\"\n";
    file("bantin.toml", settings);
    file(
        "list.csv",
        "\u{feff}Cũ;Mới\r\n/a.aspx?x=1;1\r\n/b;https://evil.example/\r\n/c;99\r\n/d;gone\r\n/b/tin/1;2\r\n",
    );
    let (code, _, errors) = run(&["import", "--site", "none", "list.csv"]);
    assert_eq!((code, errors.as_str()), (1, "bantin-server: there is no site `none`\n"));
    program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    let (code, out, errors) = run(&["import", "--site", "demo", "list.csv"]);
    assert_eq!((code, out.as_str()), (0, "demo: 4 new, 0 changed, 0 unchanged, 0 removed, 1 refused\n"));
    let wanted = "refused line 3 (/b): `https://evil.example/` is on another host; an old address leads to this site only\n\
                  note line 4 (/c): taken, but there is no /tin/99 yet\n\
                  note line 6 (/b/tin/1): taken, but this site has a page there, which is shown\n";
    assert_eq!(errors, wanted);
    let (code, out, _) = run(&["import", "--site", "demo", "--complete", "list.csv"]);
    assert_eq!((code, out.as_str()), (2, "demo: 0 new, 0 changed, 4 unchanged, 0 removed, 1 refused\n"));

    file("old.txt", "https://old.example/A.ASPX?x=1&utm_source=z\n\n/c\n/d\n/x?id=s2\n/b/tin/2/tin-2\nwrong\n");
    let (code, out, _) = run(&["check", "--site", "demo", "old.txt"]);
    let wanted = "301 https://old.example/A.ASPX?x=1&utm_source=z -> /b/tin/1/tin-1 (list)\n\
                  404 /c (nowhere)\n\
                  410 /d (list)\n\
                  301 /x?id=s2 -> /b/tin/2/tin-2 (pattern /x?id={source_id})\n\
                  200 /b/tin/2/tin-2 -> /b/tin/2/tin-2 (a page of this site)\n\
                  404 wrong (the address begins neither with / nor with http:// or https://)\n\
                  demo: 2 of 6 lead nowhere\n\
                  nowhere: line 3: /c\n\
                  nowhere: line 7: wrong\n";
    assert_eq!((code, out.as_str()), (1, wanted));

    file("list.csv", "/a.aspx?X=1,2\n/d,gone\n");
    let (code, out, errors) = run(&["import", "--site", "demo", "--complete", "list.csv"]);
    assert_eq!(
        (code, out.as_str(), errors.as_str()),
        (0, "demo: 0 new, 1 changed, 1 unchanged, 2 removed, 0 refused\n", "")
    );
    let (code, out, errors) = run(&["list", "--site", "demo"]);
    assert_eq!((code, out.as_str()), (0, "old,new\n/a.aspx?x=1,/b/tin/2\n/d,gone\n"));
    assert!(errors.contains("by pattern: /x?id={source_id} -> /b/tin/{source_id}\n"), "{errors}");
    file("again.csv", &out);
    let (_, out, _) = run(&["import", "--site", "demo", "again.csv"]);
    assert_eq!(out, "demo: 0 new, 0 changed, 2 unchanged, 0 removed, 0 refused\n");

    file("old.txt", "/d\n/a.aspx?x=1\n");
    let (code, out, _) = run(&["check", "--site", "demo", "--json", "old.txt"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["nowhere"]), (0, &json!(0)));
    let wanted = json!({"line": 2, "old": "/a.aspx?x=1", "status": 301, "to": "/b/tin/2/tin-2", "by": "list"});
    assert_eq!(report["addresses"][1], wanted);
    file("old.txt", "");
    assert_eq!(run(&["check", "old.txt"]), (0, "demo: 0 of 0 lead nowhere\n".to_owned(), String::new()));
    std::fs::write(folder.path().join("old.txt"), b"/tin-t\xFDc").unwrap();
    let (code, _, errors) = run(&["check", "--site", "demo", "old.txt"]);
    assert_eq!(
        (code, errors.as_str()),
        (1, "bantin-server: old.txt: byte 6 is no UTF-8; save the file as \"CSV UTF-8\"\n")
    );
}

#[test]
fn wrong_settings_are_told_with_their_line() {
    let folder = folder();
    std::fs::write(folder.path().join("bantin.toml"), "[[site]]\nid = \"demo\"\nzone = \"Asia/Saigon\"\n").unwrap();
    let (code, _, errors) = told(&program(folder.path(), &["serve"]));
    assert_eq!(code, 1);
    assert!(errors.contains("bantin.toml:3: `zone` is `Asia/Saigon`; allowed: "), "{errors}");
    let (code, _, errors) = told(&program(folder.path(), &["serve", "--config", "none.toml"]));
    assert!(code == 1 && errors.contains("none.toml: "), "{errors}");
}

#[test]
fn serve_prints_where_it_listens_and_stops_when_told_to() {
    let folder = folder();
    program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    let (server, address) = serve(folder.path());
    let answer =
        ask(&address, "GET /api/v1/sites/demo?secret=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let (code, _, log) = told(&end(server));
    assert_eq!(code, 0);
    assert!(log.contains("path=\"/api/v1/sites/demo\" status=200") && !log.contains("secret"), "{log}");
    assert!(!log.lines().any(|line| line.contains("answered") && line.contains("127.0.0.1")), "{log}");
}

/// Starts the server on a free port: the process, and its host and port.
fn serve(folder: &Path) -> (Child, String) {
    let mut server = program_in(folder, &["serve", "--addr", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on http://").unwrap().trim_end_matches('/').to_owned();
    assert_ne!(address.rsplit_once(':').unwrap().1, "0");
    (server, address)
}

/// Tells the server to stop, as a service manager does.
fn end(server: Child) -> Output {
    Command::new("kill").arg(server.id().to_string()).status().unwrap();
    server.wait_with_output().unwrap()
}

#[test]
fn accounts_are_made_listed_and_removed_and_no_password_is_printed() {
    const SECRET: &str = "ba mươi con đò";
    let folder = folder();
    program(folder.path(), &["import", "--site", "demo", "feed.json"]);
    let with_input = |arguments: &[&str], input: &str| {
        let mut command = program_in(folder.path(), arguments);
        command.stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It may have ended already, without reading.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        told(&child.wait_with_output().unwrap())
    };
    let line = format!("{SECRET}\r\nnot read\n");
    let (code, out, errors) = with_input(&["user", "add", "--site", "demo", "Lan"], &line);
    assert_eq!((code, out.as_str(), errors.as_str()), (0, "lan: made; may see demo\n", ""));
    let (code, out, _) = with_input(&["user", "add", "lan"], &line);
    assert_eq!((code, out.as_str()), (0, "lan: changed; whoever was signed in no longer is; may see all sites\n"));
    let (code, _, errors) = with_input(&["user", "add", "minh"], "ngắn\n");
    assert_eq!(code, 1);
    assert_eq!(errors, "bantin-server: the password is shorter than 12 characters; several words make a good one\n");
    let (code, _, errors) = with_input(&["user", "add", "--site", "none", "minh"], &line);
    assert_eq!((code, errors.as_str()), (1, "bantin-server: there is no site `none`\n"));
    assert_eq!(with_input(&["user", "add", "Minh Anh"], &line).0, 2);
    assert_eq!(with_input(&["user", "list"], "").1, "lan: may see all sites\n");
    let database = std::fs::read(folder.path().join("data/bantin.sqlite3")).unwrap();
    assert!(!database.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()));
    assert_eq!(with_input(&["user", "remove", "lan"], "").1, "lan: removed; whoever was signed in no longer is\n");
    let (code, _, errors) = with_input(&["user", "remove", "lan"], "");
    assert_eq!((code, errors.as_str()), (1, "bantin-server: there is no account `lan`\n"));
    assert_eq!(with_input(&["user", "list"], "").1, "");
}
