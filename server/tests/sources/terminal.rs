//! `sources check | status | fetch`, as an operator runs them.

use std::process::Output;

use serde_json::json;

use super::{Source, nothing, text};
use crate::support::serving::program_in;
use crate::support::{feed, item};

fn run(dir: &std::path::Path, arguments: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } = program_in(dir, arguments).output().unwrap();
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// Runs a command on a thread, so that the other side can answer.
async fn command(dir: &tempfile::TempDir, arguments: &'static [&'static str]) -> (bool, String) {
    let path = dir.path().to_owned();
    tokio::task::spawn_blocking(move || run(&path, arguments)).await.unwrap()
}

#[tokio::test]
async fn a_source_is_tried_fetched_and_told_of() {
    let mut with = item(1, 1);
    with["tags"] = json!(["Hoạt động"]);
    let source = Source::of(json!([with, item(2, 2), {"title": "Không có mã"}])).await;
    let dir = tempfile::tempdir().unwrap();
    let menu = "[[site.category]]\nslug = \"tin-tuc\"\nname = \"Tin tức\"\n";
    std::fs::write(dir.path().join("bantin.toml"), format!("{}{menu}", source.settings(""))).unwrap();

    let (well, said) = command(&dir, &["sources", "check"]).await;
    assert!(!well, "an item is refused: {said}");
    for part in [
        "demo/theirs: http://localhost:",
        "format jsonfeed: ",
        "2 articles on the first page, no page after it; the newest only",
        "title              2  Tin 1",
        "image              0  missing",
        "category           1  missing in 1  Hoạt động",
        "category hoat-dong (Hoạt động): 1 articles, is added to the menu",
        "refused items[2] (title \"Không có mã\"): ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!dir.path().join("data").exists(), "nothing is stored");

    let (well, said) = command(&dir, &["sources", "status"]).await;
    assert!(well && said.contains("demo/theirs: not fetched yet\n"), "{said}");
    let (well, said) = command(&dir, &["sources", "fetch"]).await;
    assert!(!well && said.contains("demo/theirs: 2 new, 0 changed, 0 unchanged, 0 withdrawn, 1 refused\n"), "{said}");
    source.answers(|_, _| nothing());
    let (well, said) = command(&dir, &["sources", "fetch", "--site", "demo"]).await;
    assert!(!well && said.contains("demo/theirs: FAILED: http://localhost:"), "{said}");
    let (well, said) = command(&dir, &["sources", "status", "--source", "theirs"]).await;
    assert!(!well && said.contains("demo/theirs: FAILING\n") && said.contains("failed 1 times: http"), "{said}");
    assert!(said.contains("ago: 2 new, 0 changed, 0 withdrawn\n"), "{said}");
    let (well, said) = command(&dir, &["sources", "status", "--source", "other"]).await;
    assert!(!well && said.contains("no such source"), "{said}");
}

#[tokio::test]
async fn a_credential_goes_to_its_source_and_nowhere_else() {
    let other = Source::of(json!([])).await;
    let to = format!("http://localhost:{}/feed.json", other.port);
    let source = Source::answering(|_, _| nothing()).await;
    let next = to.clone();
    source.answers(move |path, headers| {
        let is_right = headers.get("x-key").is_some_and(|key| key == "bi-mat/1") && path.contains("key=bi-mat%2F1");
        if path.starts_with("/feed.json") && is_right {
            let mut feed: serde_json::Value = serde_json::from_str(&feed(&json!([item(1, 1)]))).unwrap();
            feed["next_url"] = next.clone().into();
            text(feed.to_string())
        } else {
            nothing()
        }
    });
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("key"), "bi-mat/1\n").unwrap();
    let settings = format!(
        "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n{}",
        source.section(
            "theirs",
            "feed.json?key={secret}",
            "secret_file = \"key\"\nhistory = \"full\"\n[site.source.headers]\n\"X-Key\" = \"{secret}\""
        )
    );
    std::fs::write(dir.path().join("bantin.toml"), settings).unwrap();
    let (well, said) = command(&dir, &["sources", "check"]).await;
    assert!(well && said.contains("feed.json?key={secret}\n"), "{said}");
    let (well, said) = command(&dir, &["sources", "fetch"]).await;
    assert!(well && said.contains("1 new"), "{said}");
    let asked = other.asked();
    assert_eq!((asked.len(), asked[0].1.get("x-key")), (1, None), "another origin is not told");
    std::fs::write(dir.path().join("key"), "bi-mat/2\n").unwrap();
    let (well, failed) = command(&dir, &["sources", "fetch"]).await;
    assert!(!well && failed.contains("key={secret}: answered 404"), "{failed}");
    for entry in ["bantin.sqlite3", "bantin.sqlite3-wal"] {
        let bytes = std::fs::read(dir.path().join("data").join(entry)).unwrap_or_default();
        assert!(!bytes.windows(6).any(|part| part == b"bi-mat"), "{entry}");
    }
    assert!(!(said + &failed).contains("bi-mat"));
}
