//! A disk that fills up while visits come in.

use std::ffi::OsStr;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;

use super::reporters::Reporters;
use super::small_disk::SmallDisk;
use crate::support::serving::{Serving, ask, done};
use crate::support::{feed, item};

/// What it holds, and what of that is taken at first, in kilobytes.
const DISK: u32 = 6_144;
const TAKEN: u32 = 4_096;

#[test]
fn a_full_disk_refuses_visits_and_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.json");
    std::fs::write(&file, feed(&json!([item(1, 1)]))).unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let Some(disk) = SmallDisk::on(&data, DISK) else {
        eprintln!("NOT RUN: this system does not let a test mount a small disk");
        return;
    };
    let program = |arguments: &[&str]| -> Command {
        let mut command = disk.command(OsStr::new(env!("CARGO_BIN_EXE_bantin-server")));
        command.args(arguments).arg("--data").arg(disk.folder());
        command
    };
    done(program(&["import", "--site", "demo"]).arg(&file).output().unwrap());
    disk.fill("taken", TAKEN);
    let serve = || Serving::start(program(&["serve", "--addr", "127.0.0.1:0"]));
    let (server, reporters, end) = (serve(), Reporters::default(), AtomicBool::new(false));
    let address = server.address.clone();
    std::thread::scope(|scope| {
        scope.spawn(|| reporters.report(&address, &end));
        while reporters.refused() < 20 {
            std::thread::sleep(Duration::from_millis(1));
        }
        let articles =
            ask(&address, "GET /api/v1/sites/demo/articles HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert!(articles.unwrap().starts_with("HTTP/1.1 200 "), "what is there is read all the same");
        end.store(true, Ordering::SeqCst);
    });
    assert_eq!(server.visits(), reporters.acknowledged(), "what was refused is not shown");
    server.kill();
    let server = serve();
    assert_eq!(server.visits(), reporters.acknowledged(), "nor stored, and what was acknowledged is");
    disk.free("taken");
    reporters.deliver_again(&server.address, 0);
    assert_eq!(server.visits(), reporters.sent());
    server.kill();
    let verified = done(program(&["visits", "verify"]).output().unwrap());
    assert!(verified.ends_with("every total is the sum of its days\n"), "{verified}");
}
