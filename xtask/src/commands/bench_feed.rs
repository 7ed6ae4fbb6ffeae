//! `cargo xtask bench feed`: how fast each format is read, and what an import of ten thousand articles takes.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use super::server;
use crate::lane::Lane;
use crate::workspace::Workspace;

/// What measures: its own crate, so that this one stays quick to build.
const PACKAGE: &str = "bantin-bench-feed";

/// How it is measured. What is not said is the measuring program's to decide.
#[derive(clap::Args, Default)]
pub(crate) struct How {
    /// Rounds.
    #[arg(long)]
    rounds: Option<usize>,
    /// Only reading, without the import, for which the server has to be built.
    #[arg(long)]
    reading: bool,
}

/// Builds what measures, and the server, and measures.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    let lane = Lane::front();
    lane.run(workspace.cargo("build").args(["--release", "--package", PACKAGE])).context("building what measures")?;
    let program = workspace.target(&format!("release/{PACKAGE}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy()).arg("--folder").arg(workspace.target("bench-feed"));
    if !how.reading {
        server::build(workspace, &lane, &[])?;
        command = command.arg("--server").arg(server::binary(workspace));
    }
    if let Some(rounds) = how.rounds {
        command = command.arg("--rounds").arg(rounds.to_string());
    }
    lane.run(command)
}
