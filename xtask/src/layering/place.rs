//! Where a file is in its crate, which decides what its relative paths mean.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::imports::imports;
use super::rules::{Crate, FRONT};

/// Where a file is: what `crate` and `super` mean in it.
pub(super) struct Place {
    krate: &'static Crate,
    module: Vec<String>,
    /// Names that the crate's root passes on, each with the path it stands for.
    passed_on: HashMap<String, Vec<String>>,
}

impl Place {
    /// Of a file below a crate's `src`.
    pub(super) fn of(krate: &'static Crate, src: &Path, file: &Path) -> Self {
        let below = file.strip_prefix(src).unwrap_or(file).with_extension("");
        let mut module: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod")
            || matches!(module.as_slice(), [only] if only == "lib" || only == "main")
        {
            module.pop();
        }
        let mut place = Self { krate, module, passed_on: HashMap::new() };
        if place.in_front() && !place.module.is_empty() {
            place.passed_on = passed_on(krate, src);
        }
        place
    }

    /// The crate that the file belongs to.
    pub(super) fn krate(&self) -> &'static Crate {
        self.krate
    }

    /// Whether it is a file of the front end.
    pub(super) fn in_front(&self) -> bool {
        self.krate.name == FRONT
    }

    /// The module that the file is.
    pub(super) fn module(&self) -> &[String] {
        &self.module
    }

    /// The path that a name stands for which the crate's root passes on.
    pub(super) fn passed_on(&self, name: &str) -> Option<&[String]> {
        self.passed_on.get(name).map(Vec::as_slice)
    }

    /// The room the file is in; none for the front end's root, and for crates that know nothing of rooms.
    pub(super) fn room(&self) -> Option<&str> {
        if self.in_front() {
            self.module.first().map(String::as_str)
        } else {
            self.krate.sees_rooms().then_some("server")
        }
    }
}

/// What `src/lib.rs` passes on with `use`, so that a room cannot be reached by another name.
fn passed_on(krate: &'static Crate, src: &Path) -> HashMap<String, Vec<String>> {
    let text = fs::read_to_string(src.join("lib.rs")).unwrap_or_default();
    let root = Place { krate, module: Vec::new(), passed_on: HashMap::new() };
    imports(&text, &root)
        .unwrap_or_default()
        .into_iter()
        .filter(|import| import.path.len() > 1)
        .filter_map(|import| Some((import.path.last()?.clone(), import.path)))
        .collect()
}
