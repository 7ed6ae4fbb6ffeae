//! The layering rule of docs/architecture.md, "Imports point down only": which crate and which room may use which.

mod imports;
mod manifests;
mod place;
mod rules;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::metadata::Metadata;
use crate::post_build::files_below;
use crate::workspace::Workspace;

use self::imports::{Import, imports};
use self::place::Place;
use self::rules::{CRATES, Crate, Verdict};

/// Proves the rule, or names each place where it is broken.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let (files, mut broken) = breaches(workspace.root())?;
    broken.extend(manifests::breaches(&Metadata::read(workspace)?, workspace.root()));
    if broken.is_empty() {
        println!("[layering] {files} files: imports point down only");
        return Ok(());
    }
    bail!("the layering rule is broken in {} places:\n{}", broken.len(), broken.join("\n"))
}

/// How many files were read, and what is wrong in them.
fn breaches(root: &Path) -> Result<(usize, Vec<String>)> {
    let mut files = 0;
    let mut broken = Vec::new();
    for krate in &CRATES {
        let folder = root.join(krate.folder).join("src");
        for file in files_below(&folder)? {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            files += 1;
            let place = Place::of(krate, &folder, &file);
            let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            if let Some(room) = place.room().filter(|room| place.in_front() && !rules::is_room(room)) {
                broken
                    .push(format!("  {shown}: `{room}` is no room: give it its place in xtask/src/layering/rules.rs"));
            }
            let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let found = imports(&text, &place).with_context(|| format!("parsing {}", file.display()))?;
            for import in found {
                if let Verdict::Broken(rule) = rules::judge(&place, &import) {
                    let target = file_of(root, &import);
                    broken.push(format!("  {shown}:{}: {rule}{target}", import.line));
                }
            }
        }
    }
    // `a::{self, b}` leads to one room twice.
    broken.dedup();
    Ok((files, broken))
}

/// The file that an import leads to: as deep as its path names files; at least the root of a crate of ours.
fn file_of(root: &Path, import: &Import) -> String {
    let krate = import.path.first().filter(|_| import.foreign).and_then(|name| Crate::of_name(name));
    let mut below = Path::new(krate.map_or("", |krate| krate.folder)).join("src");
    let mut found: Option<PathBuf> = krate.and_then(|_| {
        ["lib.rs", "main.rs"].map(|file| below.join(file)).into_iter().find(|file| root.join(file).is_file())
    });
    for part in import.path.iter().skip(usize::from(krate.is_some())) {
        below.push(part);
        for candidate in [below.with_extension("rs"), below.join("mod.rs")] {
            if root.join(&candidate).is_file() {
                found = Some(candidate);
            }
        }
    }
    found.map_or_else(String::new, |file| format!(" ({})", file.display()))
}
