//! What was saved, and every example, without libFuzzer: what was mended once stays so.

#![cfg(test)]

use bantin_fuzz::TARGETS;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// The files in a folder and in those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn what_was_saved_holds() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut failed = Vec::new();
    for target in TARGETS {
        let mut inputs = files(&own.join("saved").join(target.name));
        assert!(!inputs.is_empty(), "nothing is saved for {}", target.name);
        if !target.examples.is_empty() {
            inputs.extend(files(&own.join("..").join(target.examples)));
        }
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            if catch_unwind(|| (target.run)(&bytes)).is_err() {
                failed.push(format!("{}: {}", target.name, input.display()));
            }
        }
    }
    assert!(failed.is_empty(), "what stands above happened with\n{}", failed.join("\n"));
}

#[test]
fn what_is_saved_and_listed_is_there() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in fs::read_dir(own.join("saved")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(bantin_fuzz::named(&name).is_some(), "there is no target {name}");
    }
    for target in TARGETS {
        assert!(own.join("words").join(target.words).is_file(), "{}", target.words);
    }
}
