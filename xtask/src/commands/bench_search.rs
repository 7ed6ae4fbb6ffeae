//! `cargo xtask bench search`: how well and how fast articles are found, beside plain FTS5 and PostgreSQL with `unaccent`.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use crate::lane::Lane;
use crate::workspace::Workspace;

/// What measures: its own crate, so that this one stays quick to build.
const PACKAGE: &str = "bantin-bench-search";

/// How it is measured. What is not said is the measuring program's to decide.
#[derive(clap::Args, Default)]
pub(crate) struct How {
    /// Articles where speed is measured; 0 measures none.
    #[arg(long)]
    articles: Option<usize>,
    /// How often everything is asked.
    #[arg(long)]
    rounds: Option<usize>,
}

/// Builds what measures, and measures.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    let lane = Lane::front();
    lane.run(workspace.cargo("build").args(["--release", "--package", PACKAGE])).context("building what measures")?;
    let program = workspace.target(&format!("release/{PACKAGE}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy());
    command = command.arg("--demo").arg(workspace.path("public/demo/feed.json"));
    command = command.arg("--folder").arg(workspace.target("bench-search"));
    for (name, number) in [("--articles", how.articles), ("--rounds", how.rounds)] {
        if let Some(number) = number {
            command = command.arg(name).arg(number.to_string());
        }
    }
    lane.run(command)
}
