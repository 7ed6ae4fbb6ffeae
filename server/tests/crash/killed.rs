//! Killed at random moments.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;

use super::reporters::Reporters;
use crate::support::postgres::shared;
use crate::support::serving::{Serving, done, program};
use crate::support::{feed, item};

/// How often it is killed; `BANTIN_CRASH_ROUNDS` says otherwise.
const ROUNDS: u64 = 20;

fn rounds() -> u64 {
    std::env::var("BANTIN_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

#[test]
fn what_is_acknowledged_outlives_a_server_that_is_killed_over_sqlite() {
    is_counted_once("");
}

#[test]
fn what_is_acknowledged_outlives_a_server_that_is_killed_over_postgresql() {
    let Some(instance) = shared() else { return };
    is_counted_once(&format!("[server]\ndatabase = \"{}\"\n", instance.new_database().unwrap()));
}

/// Acknowledged ≤ stored ≤ sent each time it was killed, and each id once when all are delivered again.
fn is_counted_once(settings: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (file, config) = (folder.path().join("feed.json"), folder.path().join("bantin.toml"));
    std::fs::write(&file, feed(&json!([item(1, 1)]))).unwrap();
    std::fs::write(&config, settings).unwrap();
    let program = |arguments: &[&str]| {
        let mut command = program(arguments, &folder.path().join("data"));
        command.arg("--config").arg(&config);
        command
    };
    done(program(&["import", "--site", "demo"]).arg(&file).output().unwrap());
    let serve = || Serving::start(program(&["serve", "--addr", "127.0.0.1:0"]));
    let reporters = Reporters::default();
    for round in 0..rounds() {
        let server = serve();
        let address = server.address.clone();
        let end = AtomicBool::new(false);
        let (before, first) = (reporters.acknowledged(), reporters.sent());
        std::thread::scope(|scope| {
            scope.spawn(|| reporters.report(&address, &end));
            while reporters.acknowledged() < before + 20 {
                std::thread::sleep(Duration::from_millis(1));
            }
            // At another moment of a batch each time.
            std::thread::sleep(Duration::from_micros(1_700 * (round * 7 % 31)));
            server.kill();
            end.store(true, Ordering::SeqCst);
        });
        let server = serve();
        let (acknowledged, stored, sent) = (reporters.acknowledged(), server.visits(), reporters.sent());
        assert!(acknowledged <= stored && stored <= sent, "round {round}: {acknowledged} ≤ {stored} ≤ {sent}");
        reporters.deliver_again(&server.address, first);
        assert_eq!(server.visits(), reporters.sent(), "round {round}");
        server.kill();
    }
    let server = serve();
    reporters.deliver_again(&server.address, 0);
    assert_eq!(server.visits(), reporters.sent());
    server.kill();
    let verified = done(program(&["visits", "verify"]).output().unwrap());
    assert!(verified.ends_with("every total is the sum of its days\n"), "{verified}");
}
