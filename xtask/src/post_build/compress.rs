//! `.br` and `.gz` beside each file, so that no server has to compress. Node's zlib does the work: it
//! is there anyhow, and fast in a debug build of xtask too.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::files_below;
use crate::workspace::Workspace;

/// Smaller files fit one packet as they are.
const WORTH_IT: u64 = 600;

const KINDS: [&str; 11] = ["css", "html", "js", "json", "map", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Compresses what is worth it below a folder.
pub(crate) fn beside(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut worth_it = Vec::new();
    for file in files_below(folder)? {
        let size = fs::metadata(&file).with_context(|| format!("reading {}", file.display()))?.len();
        if size > WORTH_IT && is_compressible(&file) {
            worth_it.push(file);
        }
    }
    compress(workspace, &[], &worth_it)?;
    Ok(())
}

/// How large each file is after brotli. Writes nothing.
pub(crate) fn brotli_sizes(workspace: &Workspace, files: &[PathBuf]) -> Result<Vec<u64>> {
    let answer = compress(workspace, &["--sizes"], files)?;
    let sizes: Vec<u64> = answer.lines().filter_map(|line| line.parse().ok()).collect();
    if sizes.len() != files.len() {
        bail!("xtask/npm/compress.mjs did not give a size for each file:\n{answer}");
    }
    Ok(sizes)
}

fn compress(workspace: &Workspace, flags: &[&str], files: &[PathBuf]) -> Result<String> {
    let list: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    workspace
        .command("node")
        .arg(workspace.path("xtask/npm/compress.mjs"))
        .args(flags)
        .capture_with_input(&list.join("\n"))
        .context("compressing with Node's zlib")
}

fn is_compressible(file: &Path) -> bool {
    file.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| KINDS.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compressed_and_what_is_packed_already_is_not() {
        for name in ["a.js", "a_bg.wasm", "a.svg", "a.css", "feed.json"] {
            assert!(is_compressible(Path::new(name)), "{name}");
        }
        for name in ["a.woff2", "a.jpg", "a.js.br", "a"] {
            assert!(!is_compressible(Path::new(name)), "{name}");
        }
    }
}
