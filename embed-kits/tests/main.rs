//! The kits: each is looked at as its system reads it, and WordPress's in a real WordPress.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be"
)]

mod drupal;
mod editors;
mod joomla;
mod liferay;
mod names;
mod wordpress;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The files below a folder that end so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file's text.
fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A file or folder of the kits.
fn kit(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a PHP script of the tests prints of a kit's file, as JSON; `None` where PHP is not asked for, which is said.
fn shown_by(script: &str, file: &str, given: &[Value]) -> Option<Value> {
    if bantin_scratch_wordpress::files().is_none() {
        println!("NOT TESTED: what {file} does. PHP is not asked for");
        return None;
    }
    let mut php = Command::new("php");
    php.args(["-d", "display_errors=stderr", "-d", "error_reporting=-1"]).arg(kit("tests").join(script)).arg(kit(file));
    let done = php.args(given.iter().map(Value::to_string)).output().unwrap();
    assert!(done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(serde_json::from_slice(&done.stdout).unwrap())
}
