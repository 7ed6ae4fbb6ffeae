//! `cargo xtask check`: what can be known without running anything.

use anyhow::{Context, Result, bail};

use crate::dependencies;
use crate::lane::Lane;
use crate::layering;
use crate::metadata::Metadata;
use crate::tools::{advisories, rust_target};
use crate::workspace::Workspace;

/// Checks all of it, the quickest first, and names everything that is wrong at the end.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let lane = Lane::front();
    rust_target::ensure(workspace, &lane)?;
    rust_target::ensure_lints(workspace, &lane)?;
    let metadata = Metadata::read(workspace)?;
    let wrong: Vec<String> = [
        format(workspace),
        layering::check(workspace),
        dependencies::check_unused(&metadata),
        dependencies::check_licences(workspace, &metadata),
        advisories::check(workspace),
        lints(workspace),
        lints_for_wasm(workspace),
    ]
    .into_iter()
    .filter_map(Result::err)
    .map(|error| format!("- {error:#}"))
    .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("check failed\n{}", wrong.join("\n"))
}

fn format(workspace: &Workspace) -> Result<()> {
    workspace.cargo("fmt").args(["--all", "--check"]).run().context("put the code in form: cargo fmt --all")
}

fn lints(workspace: &Workspace) -> Result<()> {
    workspace
        .cargo("clippy")
        .args(["--workspace", "--all-targets"])
        .args(["--", "-D", "warnings"])
        .run()
        .context("clippy, native")
}

fn lints_for_wasm(workspace: &Workspace) -> Result<()> {
    workspace
        .cargo("clippy")
        .args(["--package", "bantin", "--package", "bantin-reader", "--features", "bantin/csr"])
        .args(["--target", rust_target::WASM])
        .args(["--", "-D", "warnings"])
        .run()?;
    // By themselves: together they would be looked at with features that they are never built with.
    for alone in [["bantin-formats"].as_slice(), &["bantin-finder", "bantin-shelf"], &["bantin-aids"]] {
        workspace
            .cargo("clippy")
            .args(alone.iter().flat_map(|package| ["--package", package]))
            .args(["--target", rust_target::WASM])
            .args(["--", "-D", "warnings"])
            .run()
            .context("clippy, wasm32")?;
    }
    Ok(())
}
