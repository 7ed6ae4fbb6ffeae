//! Smaller JavaScript and CSS, by esbuild: Trunk's own minifier fails on wasm-bindgen's glue.

use std::path::Path;

use anyhow::{Context, Result};

use super::files_below;
use crate::workspace::Workspace;

/// Minifies every script and style below a folder.
pub(crate) fn in_place(workspace: &Workspace, staging: &Path, glue: Option<&Path>) -> Result<()> {
    for file in files_below(staging)? {
        let extension = file.extension().and_then(|extension| extension.to_str());
        let done = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("purify-"));
        if done || !matches!(extension, Some("js" | "mjs" | "css")) {
            continue;
        }
        let mut command = esbuild(workspace, &file).arg("--allow-overwrite");
        // Names at the top of a module are nobody else's. In a classic script they may be.
        if Some(file.as_path()) == glue {
            command = command.arg("--format=esm");
        }
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(&file);
        command.arg(outfile).capture().with_context(|| format!("minifying {}", file.display()))?;
    }
    Ok(())
}

/// A module's text, minified.
pub(crate) fn module(workspace: &Workspace, file: &Path) -> Result<String> {
    esbuild(workspace, file).arg("--format=esm").capture().with_context(|| format!("minifying {}", file.display()))
}

/// A style sheet's text, minified.
pub(crate) fn style(workspace: &Workspace, file: &Path) -> Result<String> {
    esbuild(workspace, file).capture().with_context(|| format!("minifying {}", file.display()))
}

fn esbuild(workspace: &Workspace, file: &Path) -> crate::process::Cmd {
    workspace
        .command("esbuild")
        .arg(file)
        // Vietnamese letters as they are: escaped, they are three times as long.
        .args(["--minify", "--charset=utf8", "--log-level=warning"])
}
