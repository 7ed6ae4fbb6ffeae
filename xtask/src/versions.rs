//! Which version of each tool this workspace is built with, and reading versions from what tools say.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Trunk: 0.22 wants a newer Rust than the workspace's.
pub(crate) const TRUNK: &str = "0.21.14";

/// The oldest Node whose zlib and module system the build's scripts use.
pub(crate) const NODE_MAJOR: u64 = 18;

/// The version of wasm-bindgen: the workspace's own pin, since library and tool must be the same.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<String> {
    let path = workspace.path("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    pinned(&text, "wasm-bindgen").with_context(|| {
        format!(
            "{}: write `wasm-bindgen = \"=0.2.129\"` (with the `=`): the tool must be of the very same version",
            path.display()
        )
    })
}

/// The exact version that a manifest pins a dependency to.
fn pinned(manifest: &str, dependency: &str) -> Result<String> {
    let manifest: toml::Table = manifest.parse().context("it is not TOML")?;
    let tables = [manifest.get("workspace").and_then(|table| table.get("dependencies")), manifest.get("dependencies")];
    let requirement = tables
        .into_iter()
        .flatten()
        .filter_map(|table| table.get(dependency))
        .find_map(|entry| entry.as_str().or_else(|| entry.get("version")?.as_str()))
        .with_context(|| format!("no version of `{dependency}` is written down"))?;
    match requirement.trim().strip_prefix('=') {
        Some(version) => Ok(version.trim().to_owned()),
        None => bail!("`{dependency} = \"{requirement}\"` is not pinned"),
    }
}

/// The first word of a tool's answer to `--version` that looks like a version.
pub(crate) fn in_answer(answer: &str) -> Option<&str> {
    answer
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.contains('.') && word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The part before the first dot.
pub(crate) fn major(version: &str) -> Option<u64> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_in_what_tools_answer() {
        assert_eq!(in_answer("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(in_answer("wasm-bindgen 0.2.129"), Some("0.2.129"));
        assert_eq!(in_answer("v20.20.2"), Some("20.20.2"));
        assert_eq!(in_answer("error: unknown"), None);
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("x"), None);
    }

    #[test]
    fn reads_the_pin_wherever_the_manifest_has_it() {
        let plain = "[dependencies]\nwasm-bindgen = \"=0.2.129\"";
        let table = "[dependencies]\nwasm-bindgen = { version = \"=0.2.129\", optional = true }";
        let shared = "[workspace.dependencies]\nwasm-bindgen = \"=0.2.129\"\n\
                      [dependencies]\nwasm-bindgen = { workspace = true }";
        for manifest in [plain, table, shared] {
            assert_eq!(pinned(manifest, "wasm-bindgen").unwrap(), "0.2.129");
        }
    }

    #[test]
    fn refuses_a_version_that_is_not_exact() {
        assert!(pinned("[dependencies]\nwasm-bindgen = \"0.2\"", "wasm-bindgen").is_err());
        assert!(pinned("[dependencies]", "wasm-bindgen").is_err());
    }
}
