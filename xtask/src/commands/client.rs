//! Building the client with Trunk, unless nothing that it is made of has changed.

use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::lane::Lane;
use crate::post_build::files_below;
use crate::workspace::Workspace;

/// Tells which build of the client we made last.
const STAMP: &str = "xtask-client";

/// What the client is made of. Trunk does not look itself, and takes half a minute each time.
const SOURCES: [&str; 13] = [
    "src",
    "style",
    "feed",
    "reader",
    "formats",
    "api",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/npm/package-lock.json",
    "xtask/src/post_build",
];

/// Builds `dist/` for release.
pub(crate) fn build(workspace: &Workspace, lane: &Lane) -> Result<()> {
    if is_up_to_date(workspace)? {
        lane.say("the client in dist/ is up to date");
        return Ok(());
    }
    let started = SystemTime::now();
    let mut command = workspace
        .command("trunk")
        .args(["build", "--release"])
        // Its errors name their causes; its own stack tells nobody anything.
        .env("RUST_BACKTRACE", "0");
    // Trunk takes the variable's value for a boolean, and the custom of setting it to 1 as an error.
    if env::var_os("NO_COLOR").is_some() {
        command = command.env("NO_COLOR", "true");
    }
    lane.run(command).context("building the client")?;
    remember(workspace, started)
}

/// The stamp holds the time of the page we built: another one, say of a debug build by hand, is not
/// ours. Its own time is that of our build's start: what was saved during it is newer.
fn is_up_to_date(workspace: &Workspace) -> Result<bool> {
    let stamp = workspace.target(STAMP);
    let ours = fs::read_to_string(&stamp).ok();
    if ours.is_none() || ours != page_time(workspace) {
        return Ok(false);
    }
    let newest = newest_source(workspace)?;
    Ok(changed_at(&stamp).zip(newest).is_some_and(|(built, newest)| built > newest))
}

fn remember(workspace: &Workspace, started: SystemTime) -> Result<()> {
    let stamp = workspace.target(STAMP);
    let page = page_time(workspace).context("Trunk left no dist/index.html")?;
    fs::write(&stamp, page)
        .and_then(|()| File::options().append(true).open(&stamp))
        .and_then(|file| file.set_modified(started))
        .with_context(|| format!("writing {}", stamp.display()))
}

fn page_time(workspace: &Workspace) -> Option<String> {
    let changed = changed_at(&workspace.path("dist/index.html"))?;
    let since = changed.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(since.as_nanos().to_string())
}

fn newest_source(workspace: &Workspace) -> Result<Option<SystemTime>> {
    let mut newest = None;
    for source in SOURCES {
        let path = workspace.path(source);
        // A folder's own time tells of files that were removed from it.
        newest = newest.max(changed_at(&path));
        for file in files_below(&path)? {
            newest = newest.max(changed_at(&file));
            newest = newest.max(file.parent().and_then(changed_at));
        }
    }
    Ok(newest)
}

fn changed_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}
