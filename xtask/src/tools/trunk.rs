//! Trunk, which builds the client.

use anyhow::Result;

use super::cargo_tool::CargoTool;
use crate::lane::Lane;
use crate::versions;
use crate::workspace::Workspace;

/// Installs Trunk if it is missing.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: Some(versions::TRUNK),
        why: "it builds the client from index.html and Trunk.toml",
    }
    .ensure(workspace, lane)
}
