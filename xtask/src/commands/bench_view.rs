//! `cargo xtask bench view`: how soon a page is seen and used on a slow phone, beside static HTML and beside Preact.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use super::{client, server};
use crate::lane::Lane;
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

/// Builds all that is compared, and measures.
pub(crate) fn run(workspace: &Workspace, how: &How) -> Result<()> {
    let lane = Lane::front();
    browsers::ensure(workspace, &lane, &["chromium".to_owned()])?;
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    server::build(workspace, &lane, &[])?;
    lane.run(workspace.cargo("build").args(["--release", "--package", PACKAGE])).context("building what measures")?;
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
    let program = workspace.target(&format!("release/{PACKAGE}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy());
    for (name, path) in [
        ("--server", server::binary(workspace)),
        ("--client", workspace.path("dist")),
        ("--settings", workspace.path("demo/bantin.toml")),
        ("--feed", workspace.path("public/demo/feed.json")),
        ("--preact", preact),
        ("--folder", workspace.target("bench-view/data")),
    ] {
        command = command.arg(name).arg(path);
    }
    if let Some(runs) = how.runs {
        command = command.arg("--runs").arg(runs.to_string());
    }
    if let Some(only) = &how.only {
        command = command.arg("--only").arg(only);
    }
    lane.run(command)
}
