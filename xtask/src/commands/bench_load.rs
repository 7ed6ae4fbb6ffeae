//! `cargo xtask bench load`: articles, listings and rendered pages served a second, beside a bare handler that answers the same bytes.

use anyhow::Result;

use super::bench_loaded;
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
    bench_loaded::run(
        workspace,
        PACKAGE,
        &[
            ("--connections", how.connections.map(|number| number.to_string())),
            ("--rounds", how.rounds.map(|number| number.to_string())),
            ("--seconds", how.seconds.map(|number| number.to_string())),
        ],
    )
}
