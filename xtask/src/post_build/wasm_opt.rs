//! wasm-opt, as the page tells Trunk to call it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::page::attribute;
use crate::workspace::Workspace;

/// How often it runs again: each time it finds a little more.
const TIMES: usize = 2;

/// What these runs do besides, together 1 % of the bytes: branches are found anew in flat code, and what is added to an
/// address is folded into the load, since nothing of a Rust program lies in the first kilobyte but the end of its stack.
const ONCE_MORE: [&str; 4] = ["--low-memory-unused", "--flatten", "--rereloop", "-Oz"];

/// Makes a wasm smaller.
pub(super) fn in_place(workspace: &Workspace, wasm: &Path) -> Result<()> {
    for _ in 0..TIMES {
        let mut command = workspace.command("wasm-opt").args(ONCE_MORE).args(arguments(workspace)?);
        command = command.arg("--output").arg(wasm).arg(wasm);
        command.capture().with_context(|| format!("optimising {}", wasm.display()))?;
    }
    Ok(())
}

/// Keeps the functions' names, for what is cut by them.
const NAMES: &str = "--debuginfo";

/// What Trunk gives wasm-opt, as written on the page's link; but the names are not kept any longer.
pub(crate) fn arguments(workspace: &Workspace) -> Result<Vec<String>> {
    let path = workspace.path("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let link = page
        .split('<')
        .find(|tag| tag.starts_with("link") && tag.contains("data-wasm-opt"))
        .with_context(|| format!("{} has no link with data-wasm-opt", path.display()))?;
    let value = |name| attribute(link, name).and_then(|at| link.get(at)).unwrap_or_default();
    let mut words = vec![format!("-O{}", value("data-wasm-opt"))];
    let given = value("data-wasm-opt-params").split_whitespace();
    words.extend(given.filter(|word| *word != NAMES).map(str::to_owned));
    Ok(words)
}
