//! Building the companion server, and where its binary is then.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::lane::Lane;
use crate::workspace::Workspace;

/// Builds the server for release; cargo sees by itself whether anything changed.
pub(crate) fn build(workspace: &Workspace, lane: &Lane, features: &[&str]) -> Result<()> {
    let mut command = workspace.cargo("build").args(["--release", "--package", "bantin-server"]);
    if !features.is_empty() {
        command = command.arg("--features").arg(features.join(",")).env("BANTIN_DIST", workspace.path("dist"));
    }
    lane.run(command).context("building the server")
}

/// The binary.
pub(crate) fn binary(workspace: &Workspace) -> PathBuf {
    workspace.target(&format!("release/bantin-server{EXE_SUFFIX}"))
}
