//! cargo-deny and its database of advisories: used where both are there, never fetched, since the
//! database lives in a Git repository that not every machine reaches.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Checks the advisories, or says that they were not checked.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let tool = workspace.program("cargo-deny").is_some();
    if !tool || !has_database() {
        println!(
            "[advisories] NOT CHECKED: {}. To check them: cargo install --locked cargo-deny && \
             cargo deny fetch",
            if tool { "cargo-deny has no database here" } else { "cargo-deny is not here" }
        );
        return Ok(());
    }
    workspace
        .cargo("deny")
        .args(["check", "--disable-fetch", "advisories"])
        .run()
        .context("an advisory concerns us: update the crate, or say in deny.toml why it does not")
}

fn has_database() -> bool {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    cargo_home.is_some_and(|home| ["advisory-dbs", "advisory-db"].iter().any(|folder| home.join(folder).is_dir()))
}
