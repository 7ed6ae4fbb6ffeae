//! An export whose process is killed, as by a machine that goes away.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;

use crate::exporting::{SETTINGS, files, started};
use crate::support::item;

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantin-server"));
    command.args(["export", "--site", "demo", "--config", "bantin.toml", "--data", "data", "--client", "dist", "www"]);
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|(name, (_, bytes))| (name, bytes)).collect()
}

/// How many files an export that is at work has written.
fn written(folder: &Path) -> usize {
    // Something may vanish while it is looked at.
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let files = |path: &Path| if path.is_dir() { written(path) } else { 1 };
    entries.flatten().map(|entry| files(&entry.path())).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_it_leaves_a_whole_one() {
    let started = started().await;
    let folder = started.dir.path();
    std::fs::write(folder.join("bantin.toml"), SETTINGS).unwrap();
    assert!(command(folder).status().unwrap().success());
    let www = folder.join("www");
    let before = bytes(&www);
    assert!(before.len() > 60, "{}", before.len());
    started.import(json!((31..=60).map(|id| item(id, id)).collect::<Vec<_>>())).await;

    let mut states = Vec::new();
    for enough in [1, 10, 40, 80, 120, 150, 180, 200] {
        let mut export = command(folder).spawn().unwrap();
        let fresh = folder.join(".www.bantin-new");
        while export.try_wait().unwrap().is_none() && !(fresh.exists() && written(&fresh) >= enough) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Where it was quicker, it has ended by itself.
        export.kill().unwrap();
        export.wait().unwrap();
        states.push(bytes(&www));
    }
    assert!(command(folder).status().unwrap().success());
    let after = bytes(&www);
    assert!(after.contains_key("tin/60/tin-60/index.html"));
    assert!(states.iter().all(|state| *state == before || *state == after));
    assert_eq!(states[0], before, "the first was killed in its midst");
    assert!(!folder.join(".www.bantin-new").exists(), "what they left is cleared away");
}
