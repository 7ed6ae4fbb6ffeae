//! What a first view downloads as code, after brotli.

mod budget;
mod shares;

pub(crate) use budget::{Budget, Bytes};
pub(crate) use shares::{Share, Shares, shares};

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::post_build::{brotli_sizes, files_below};
use crate::workspace::Workspace;

/// What a file is to the first view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The wasm, its glue and what starts them.
    Code,
    /// The style sheets.
    Style,
    /// Fetched later, if at all: not in the budget.
    Later,
}

/// One file of the client.
pub(crate) struct Measured {
    /// Its name below `dist/`.
    pub(crate) name: String,
    /// What it is.
    pub(crate) part: Part,
    /// Bytes as they are.
    pub(crate) raw: u64,
    /// Bytes over the wire.
    pub(crate) brotli: u64,
}

/// All files of `dist/` that are code or style, the largest first.
pub(crate) fn measure(workspace: &Workspace) -> Result<Vec<Measured>> {
    let dist = workspace.path("dist");
    let page = fs::read_to_string(dist.join("index.html"))
        .context("there is no client in dist/: build it with `cargo xtask run` first")?;
    let mut files: Vec<(PathBuf, String, Part)> = Vec::new();
    for file in files_below(&dist)? {
        let name = file.strip_prefix(&dist).unwrap_or(&file).display().to_string();
        if let Some(part) = part(&name, &page) {
            files.push((file, name, part));
        }
    }
    let paths: Vec<PathBuf> = files.iter().map(|(path, ..)| path.clone()).collect();
    let sizes = brotli_sizes(workspace, &paths)?;
    let mut measured = Vec::new();
    for ((path, name, part), brotli) in files.into_iter().zip(sizes) {
        let raw = fs::metadata(&path).with_context(|| format!("reading {}", path.display()))?.len();
        measured.push(Measured { name, part, raw, brotli });
    }
    measured.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    if !measured.iter().any(|file| file.part == Part::Code) {
        bail!("dist/index.html names no code of the first view: is dist/ a release build?");
    }
    Ok(measured)
}

/// The bytes of one part over the wire.
pub(crate) fn total(files: &[Measured], part: Part) -> u64 {
    files.iter().filter(|file| file.part == part).map(|file| file.brotli).sum()
}

/// The page names what it starts with; what it does not name is loaded later.
fn part(name: &str, page: &str) -> Option<Part> {
    let (_, extension) = name.rsplit_once('.')?;
    let file = name.rsplit('/').next().unwrap_or(name);
    match extension {
        // An address, and not only a name: the page's configuration names what is loaded where it is needed.
        "js" | "mjs" | "wasm" | "css" if !page.contains(&format!("/{file}")) => Some(Part::Later),
        "js" | "mjs" | "wasm" => Some(Part::Code),
        "css" => Some(Part::Style),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_tells_what_belongs_to_the_first_view() {
        let page = r#"<script src=/boot-1.js></script><link href=/b_bg.wasm><style-x href=/s.css> "purify-2.js""#;
        assert_eq!(part("boot-1.js", page), Some(Part::Code));
        assert_eq!(part("b_bg.wasm", page), Some(Part::Code));
        assert_eq!(part("s.css", page), Some(Part::Style));
        assert_eq!(part("purify-2.js", page), Some(Part::Later));
        assert_eq!(part("embed.js", page), Some(Part::Later));
        assert_eq!(part("boot-1.js.br", page), None);
        assert_eq!(part("demo/feed.json", page), None);
    }
}
