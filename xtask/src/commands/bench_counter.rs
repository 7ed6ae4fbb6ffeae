//! `cargo xtask bench counter`: visits counted a second, beside a bare handler that parses the same report.

use anyhow::Result;

use super::bench_loaded;
use crate::lane::Lane;
use crate::tools::postgres;
use crate::workspace::Workspace;

/// What loads and is compared with: its own crate, so that this one stays quick to build.
const PACKAGE: &str = "bantin-bench-counter";

/// How it is measured. What is not said is the measuring program's to decide.
#[derive(clap::Args, Default)]
pub(crate) struct How {
    /// Only this: throughput, window, overload or streams.
    #[arg(long)]
    only: Option<String>,
    /// Rounds.
    #[arg(long)]
    rounds: Option<usize>,
    /// Seconds that one server is loaded with one thing.
    #[arg(long)]
    seconds: Option<f64>,
}

/// Builds both programs and measures.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    postgres::ensure(workspace, &Lane::front())?;
    let programs = postgres::folder(workspace)?;
    bench_loaded::run(
        workspace,
        PACKAGE,
        &[
            ("--postgres", Some(programs.to_string_lossy().into_owned())),
            ("--only", how.only.clone()),
            ("--rounds", how.rounds.map(|number| number.to_string())),
            ("--seconds", how.seconds.map(|number| number.to_string())),
        ],
    )
}
