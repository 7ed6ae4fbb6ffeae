//! The program over a shared database: every command, and a server that is killed.

use serde_json::json;

use super::until;
use crate::support::postgres::shared;
use crate::support::serving::{Serving, done, program_in};
use crate::support::{as_browsers_send, feed, id, item};

fn folder(database: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bantin.toml"), format!("[server]\ndatabase = \"{database}\"\n")).unwrap();
    std::fs::write(folder.path().join("feed.json"), feed(&json!([item(1, 1), item(2, 2)]))).unwrap();
    folder
}

#[test]
fn every_command_works_with_it() {
    let Some(instance) = shared() else { return };
    let folder = folder(&instance.new_database().unwrap());
    let run = |arguments: &[&str]| done(program_in(folder.path(), arguments).output().unwrap());
    assert_eq!(
        run(&["import", "--site", "demo", "feed.json"]),
        "demo: 2 new, 0 changed, 0 unchanged, 0 withdrawn, 0 refused\n"
    );
    assert_eq!(run(&["withdraw", "--site", "demo", "1"]), "demo: article 1 is withdrawn\n");
    assert_eq!(run(&["visits", "set", "--site", "demo", "--total", "70"]), "demo: visits were 0, are 70\n");
    let verified = run(&["visits", "verify"]);
    assert!(verified.ends_with("every total is the sum of its days\n"), "{verified}");
    std::fs::write(folder.path().join("list.csv"), "old,new\n/a,2\n").unwrap();
    assert!(run(&["redirects", "import", "--site", "demo", "list.csv"]).starts_with("demo: 1 new"));
    assert!(run(&["redirects", "list", "--site", "demo"]).contains("/a,/tin/2"));
    assert!(!folder.path().join("data/bantin.sqlite3").exists());
}

#[test]
fn the_password_is_told_to_nobody() {
    let folder = folder("postgres://u:geheim@127.0.0.1:1/x");
    let output = program_in(folder.path(), &["visits", "verify"]).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && errors.contains("the database does not answer"), "{errors}");
    assert!(!errors.contains("geheim"), "{errors}");
    std::fs::write(folder.path().join("bantin.toml"), "[server]\ndatabase = \"postgres://u:geheim@h:x/y\"\n").unwrap();
    let errors = String::from_utf8(program_in(folder.path(), &["visits", "verify"]).output().unwrap().stderr).unwrap();
    assert!(errors.contains("bantin.toml:2: `database` is no address"), "{errors}");
    assert!(!errors.contains("geheim"), "{errors}");
}

#[test]
fn a_server_that_is_killed_takes_nothing_with_it_but_its_streams() {
    let Some(instance) = shared() else { return };
    let folder = folder(&instance.new_database().unwrap());
    let run = |arguments: &[&str]| done(program_in(folder.path(), arguments).output().unwrap());
    run(&["import", "--site", "demo", "feed.json"]);
    let serve = || Serving::start(program_in(folder.path(), &["serve", "--addr", "127.0.0.1:0"]));
    let (one, other) = (serve(), serve());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let http = runtime.block_on(async {
        drop(crate::support::fetcher(Default::default()));
        reqwest::Client::builder().default_headers(as_browsers_send()).no_proxy().build().unwrap()
    });
    let visit = |serving: &Serving, body: &serde_json::Value, visitor: &str| {
        let request = http.post(format!("http://{}/api/v1/sites/demo/visits", serving.address)).body(body.to_string());
        let request = request
            .header("content-type", "text/plain")
            .header("origin", format!("http://{}", serving.address))
            .header("accept-language", visitor);
        runtime.block_on(async { request.send().await.unwrap().status() })
    };
    let counts = |serving: &Serving| {
        let request = http.get(format!("http://{}/api/v1/sites/demo/counts", serving.address)).header("dnt", "1");
        let bytes = runtime.block_on(async { request.send().await.unwrap().bytes().await.unwrap() });
        let counts: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        (counts["visits"]["total"].as_u64().unwrap(), counts["online"].as_u64().unwrap())
    };
    let last = json!({"id": id(), "article": 1});
    for number in 0..20 {
        let body = if number == 19 { last.clone() } else { json!({"id": id(), "article": 1}) };
        assert!(visit(&one, &body, &format!("v{number}")).is_success());
    }
    let request = http.get(format!("http://{}/api/v1/sites/demo/live", one.address)).header("dnt", "1");
    let stream = runtime.block_on(async { request.send().await.unwrap() });
    assert!(stream.status().is_success());
    until("the other server shows it all", || counts(&other) == (20, 21));
    drop(one);
    // What was answered by the one that is gone is known to the other.
    assert!(visit(&other, &last, "v19").is_success());
    until("its stream is gone, its visitors are not", || counts(&other) == (20, 20));
    let verified = run(&["visits", "verify"]);
    assert!(verified.ends_with("every total is the sum of its days\n"), "{verified}");
    drop(stream);
}
