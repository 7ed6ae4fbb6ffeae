//! What `cargo metadata` says of the workspace and of all that it depends on.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;

/// The answer, as far as we read it.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    /// Every package, ours and others'.
    pub(crate) packages: Vec<Package>,
    workspace_members: Vec<String>,
}

/// A package.
#[derive(Deserialize)]
pub(crate) struct Package {
    id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence, as an SPDX expression.
    pub(crate) license: Option<String>,
    /// Where its Cargo.toml is.
    pub(crate) manifest_path: PathBuf,
    /// What it asks for.
    pub(crate) dependencies: Vec<Dependency>,
    /// What it builds.
    pub(crate) targets: Vec<Target>,
    /// `[package.metadata]`
    #[serde(default)]
    pub(crate) metadata: serde_json::Value,
}

/// A line of `[dependencies]`.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    /// The package's name.
    pub(crate) name: String,
    /// The name it is given here, if another.
    pub(crate) rename: Option<String>,
}

/// A library, binary or test.
#[derive(Deserialize)]
pub(crate) struct Target {
    /// Its name.
    pub(crate) name: String,
    /// `lib`, `bin`, `test`, …
    pub(crate) kind: Vec<String>,
}

impl Metadata {
    /// Asks cargo.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        let answer = workspace.cargo("metadata").args(["--format-version", "1"]).capture()?;
        serde_json::from_str(&answer).context("`cargo metadata` answers in an unknown form")
    }

    /// Our own packages.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.is_ours(package))
    }

    /// Others' packages.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| !self.is_ours(package))
    }

    fn is_ours(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }

    /// What code calls a dependency's library.
    pub(crate) fn lib_name(&self, dependency: &Dependency) -> String {
        let own = self
            .packages
            .iter()
            .find(|package| package.name == dependency.name)
            .and_then(|package| {
                package
                    .targets
                    .iter()
                    .find(|target| target.kind.iter().any(|kind| kind.ends_with("lib") || kind == "proc-macro"))
            })
            .map(|target| &target.name);
        dependency.rename.as_ref().or(own).unwrap_or(&dependency.name).replace('-', "_")
    }
}
