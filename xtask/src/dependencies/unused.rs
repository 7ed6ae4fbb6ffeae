//! Dependencies that no file of their package names. A dependency that is there for its features only
//! is listed in the package's `[package.metadata.cargo-machete] ignored`, as for that tool.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use proc_macro2::{TokenStream, TokenTree};

use crate::metadata::{Metadata, Package};
use crate::post_build::files_below;

/// Fails where a dependency is not used.
pub(crate) fn check(metadata: &Metadata) -> Result<()> {
    let mut unused = Vec::new();
    let mut looked_at = 0;
    for package in metadata.members() {
        let names = names_in(package)?;
        let ignored = ignored(package);
        for dependency in &package.dependencies {
            looked_at += 1;
            let library = metadata.lib_name(dependency);
            if !names.contains(&library) && !ignored.contains(&dependency.name.as_str()) {
                unused.push(format!("  {}: `{}`", package.manifest_path.display(), dependency.name));
            }
        }
    }
    if unused.is_empty() {
        println!("[dependencies] {looked_at} are asked for, and all are used");
        return Ok(());
    }
    bail!(
        "unused dependencies (remove them, or list them under \
         [package.metadata.cargo-machete] ignored with the reason):\n{}",
        unused.join("\n")
    )
}

fn ignored(package: &Package) -> Vec<&str> {
    package
        .metadata
        .get("cargo-machete")
        .and_then(|table| table.get("ignored"))
        .and_then(|list| list.as_array())
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .collect()
}

/// Every identifier in the package's code. Comments and strings are none.
fn names_in(package: &Package) -> Result<HashSet<String>> {
    let folder = package.manifest_path.parent().context("a Cargo.toml without a folder")?;
    let mut files = vec![folder.join("build.rs")];
    for part in ["src", "tests", "benches", "examples"] {
        files.extend(files_below(&folder.join(part))?);
    }
    let mut names = HashSet::new();
    for file in files {
        if file.extension().is_some_and(|extension| extension == "rs") && file.is_file() {
            collect(tokens(&file)?, &mut names);
        }
    }
    Ok(names)
}

fn tokens(file: &Path) -> Result<TokenStream> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    text.parse()
        .map_err(|error: proc_macro2::LexError| anyhow::anyhow!("{error}"))
        .with_context(|| format!("parsing {}", file.display()))
}

fn collect(tokens: TokenStream, names: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                names.insert(name.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_code_and_of_macros_only() {
        let text = "// serde_json\nuse anyhow::Result; const A: &str = \"toml\"; m! { spdx::x() }";
        let mut names = HashSet::new();
        collect(text.parse().unwrap(), &mut names);
        assert!(names.contains("anyhow") && names.contains("spdx"));
        assert!(!names.contains("serde_json") && !names.contains("toml"));
    }
}
