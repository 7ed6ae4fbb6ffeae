//! `cargo xtask bench load`: articles, listings and rendered pages served a second, beside a bare handler that answers the same bytes.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use super::{client, server};
use crate::lane::Lane;
use crate::tools;
use crate::workspace::Workspace;

/// What loads and is compared with: its own crate, so that this one stays quick to build.
const PACKAGE: &str = "bantin-bench-load";

/// How it is measured. What is not said is the measuring program's to decide.
#[derive(clap::Args, Default)]
pub(crate) struct How {
    /// Connections that ask without pause.
    #[arg(long)]
    connections: Option<usize>,
    /// Rounds.
    #[arg(long)]
    rounds: Option<usize>,
    /// Seconds that one server is loaded with one thing.
    #[arg(long)]
    seconds: Option<f64>,
}

/// Builds both programs and measures.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    let lane = Lane::front();
    // Rendered pages are sent around the real one.
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    server::build(workspace, &lane, &[])?;
    lane.run(workspace.cargo("build").args(["--release", "--package", PACKAGE])).context("building what loads")?;
    let program = workspace.target(&format!("release/{PACKAGE}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy()).arg("run");
    command = command.arg("--server").arg(server::binary(workspace));
    command = command.arg("--client").arg(workspace.path("dist"));
    command = command.arg("--folder").arg(workspace.target("bench-load"));
    for (name, value) in [
        ("--connections", how.connections.map(|number| number.to_string())),
        ("--rounds", how.rounds.map(|number| number.to_string())),
        ("--seconds", how.seconds.map(|number| number.to_string())),
    ] {
        if let Some(value) = value {
            command = command.arg(name).arg(value);
        }
    }
    lane.run(command)
}
