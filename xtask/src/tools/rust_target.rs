//! The compiler's own parts: the wasm target, the formatter, the linter.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::lane::Lane;
use crate::workspace::Workspace;

/// What the client is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Installs the wasm target if it is missing.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    // Asking the compiler, not rustup, so that a distribution's Rust is understood too.
    let libraries = workspace
        .command("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .capture()
        .context("install Rust: https://rustup.rs")?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    lane.say(&format!("installing the target {WASM}: the client is compiled for it"));
    rustup(workspace, lane, &["target", "add", WASM])
}

/// Installs rustfmt and clippy if they are missing.
pub(crate) fn ensure_lints(workspace: &Workspace, lane: &Lane) -> Result<()> {
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if workspace.cargo(program).arg("--version").succeeds() {
            continue;
        }
        lane.say(&format!("installing {component}: `check` runs it"));
        rustup(workspace, lane, &["component", "add", component])?;
    }
    Ok(())
}

fn rustup(workspace: &Workspace, lane: &Lane, args: &[&str]) -> Result<()> {
    if workspace.program("rustup").is_none() {
        bail!(
            "there is no rustup here: install what `rustup {}` would by hand, from your \
             distribution (Debian: libstd-rust-dev-wasm32, rustfmt, rust-clippy)",
            args.join(" ")
        );
    }
    lane.run(workspace.command("rustup").args(args))
}
