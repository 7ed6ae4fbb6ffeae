//! `cargo xtask bench view`: how soon a page is seen and used on a slow phone, beside static HTML and beside Preact; and
//! `cargo xtask bench embed`: what an embed costs the page that it stands on.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use super::{client, server};
use crate::lane::Lane;
use crate::process::Cmd;
use crate::tools::{self, browsers};
use crate::workspace::Workspace;

/// What opens the pages: its own crate, so that this one stays quick to build.
const PACKAGE: &str = "bantin-bench-view";

/// How it is measured.
#[derive(clap::Args, Default)]
pub(crate) struct How {
    /// How often each page is opened. What is not said is the measuring program's to decide.
    #[arg(long)]
    runs: Option<usize>,
    /// Only this: home, listing, article or warm (from the listing to an article).
    #[arg(long)]
    only: Option<String>,
}

/// How what an embed costs its host is measured.
#[derive(clap::Args, Default)]
pub(crate) struct Embedded {
    /// How often each page is opened.
    #[arg(long)]
    runs: Option<usize>,
}

/// Builds all that is compared, and measures how pages are seen.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    let lane = Lane::front();
    let command = measuring(workspace, &lane)?;
    let preact = workspace.target("bench-view/preact.js");
    lane.run(
        workspace
            .command("esbuild")
            .arg("bench/view/preact/app.jsx")
            .args(["--bundle", "--minify", "--format=esm", "--charset=utf8", "--log-level=warning"])
            .args(["--jsx-factory=h", "--jsx-fragment=Fragment"])
            .arg(format!("--outfile={}", preact.display()))
            .env("NODE_PATH", workspace.node_modules()),
    )
    .context("bundling Preact's page")?;
    let mut command = with_runs(command.arg("--preact").arg(preact), how.runs);
    if let Some(only) = &how.only {
        command = command.arg("--only").arg(only);
    }
    lane.run(command)
}

/// Builds all that is compared, and measures what an embed costs its host.
pub(crate) fn embedded(workspace: &Workspace, how: &Embedded) -> Result<()> {
    let lane = Lane::front();
    let command = measuring(workspace, &lane)?;
    lane.run(with_runs(command.arg("--embed"), how.runs))
}

fn with_runs(command: Cmd, runs: Option<usize>) -> Cmd {
    match runs {
        Some(runs) => command.arg("--runs").arg(runs.to_string()),
        None => command,
    }
}

/// Builds client, server and what measures them, and calls it with the paths of all.
fn measuring(workspace: &Workspace, lane: &Lane) -> Result<Cmd> {
    browsers::ensure(workspace, lane, &["chromium".to_owned()])?;
    tools::for_client(workspace, lane)?;
    client::build(workspace, lane)?;
    server::build(workspace, lane, &[])?;
    lane.run(workspace.cargo("build").args(["--release", "--package", PACKAGE])).context("building what measures")?;
    let program = workspace.target(&format!("release/{PACKAGE}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy());
    for (name, path) in [
        ("--server", server::binary(workspace)),
        ("--client", workspace.path("dist")),
        ("--settings", workspace.path("demo/bantin.toml")),
        ("--feed", workspace.path("public/demo/feed.json")),
        ("--folder", workspace.target("bench-view/data")),
    ] {
        command = command.arg(name).arg(path);
    }
    Ok(command)
}
