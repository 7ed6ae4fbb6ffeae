//! Where in its source a program would say that it has panicked: in a wasm nobody is told, and the paths are of the machine
//! that built it. Blanks in their place take no bytes after brotli.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// The standard library's own.
const STANDARD: &str = "/rustc/";

/// Blanks the paths in the data of a wasm.
pub(super) fn blank(wasm: &Path) -> Result<()> {
    let mut bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let starts = [STANDARD.to_owned(), sources().display().to_string()];
    for (start, end) in data(&bytes)? {
        let segment = bytes.get_mut(start..end).context("a data segment ends beyond the wasm")?;
        for start in &starts {
            blank_in(segment, start.as_bytes());
        }
    }
    fs::write(wasm, bytes).with_context(|| format!("writing {}", wasm.display()))
}

/// Where cargo keeps the sources of dependencies.
fn sources() -> PathBuf {
    let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    cargo.join("registry/src/")
}

/// Where the data segments lie.
fn data(wasm: &[u8]) -> Result<Vec<(usize, usize)>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(segments) = payload.context("the wasm cannot be parsed")? {
            for segment in segments {
                let segment = segment?;
                let end = usize::try_from(segment.range.end)?;
                found.push((end.saturating_sub(segment.data.len()), end));
            }
        }
    }
    Ok(found)
}

fn blank_in(data: &mut [u8], start: &[u8]) {
    let mut from = 0;
    while let Some(at) = find(data, start, from) {
        let Some(end) = find(data, b".rs", at).map(|end| end + 3) else { return };
        let path = data.get_mut(at..end).unwrap_or_default();
        let is_path = path.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+@".contains(byte));
        if is_path {
            path.fill(0);
        }
        from = if is_path { end } else { at + 1 };
    }
}

fn find(data: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = data.get(from..)?;
    Some(from + rest.windows(what.len()).position(|window| window == what)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_are_blanked() {
        let mut data = b"key/rustc/1a2/library/core/src/cell.rsnext: /rustc/ is no path.rs".to_vec();
        blank_in(&mut data, STANDARD.as_bytes());
        let kept: Vec<u8> = data.iter().copied().filter(|byte| *byte != 0).collect();
        assert_eq!(kept, b"keynext: /rustc/ is no path.rs");
    }

    #[test]
    fn a_path_that_is_cut_off_stays() {
        let mut data = b"/rustc/1a2/library/core".to_vec();
        blank_in(&mut data, STANDARD.as_bytes());
        assert_eq!(data, b"/rustc/1a2/library/core");
    }
}
