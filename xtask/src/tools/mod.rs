//! What must be on the machine, one file a tool. Each first looks whether it is there, in the right
//! version; says what it installs and why; and names what to install by hand where it cannot.

pub(crate) mod advisories;
pub(crate) mod browsers;
mod cargo_tool;
pub(crate) mod cpp;
pub(crate) mod node_modules;
mod package_manager;
pub(crate) mod postgres;
pub(crate) mod rust_target;
mod trunk;
mod wasm_bindgen;
pub(crate) mod wordpress;

use anyhow::Result;

use crate::lane::Lane;
use crate::workspace::Workspace;

/// Everything that building the client takes.
pub(crate) fn for_client(workspace: &Workspace, lane: &Lane) -> Result<()> {
    rust_target::ensure(workspace, lane)?;
    node_modules::ensure(workspace, lane)?;
    wasm_bindgen::ensure(workspace, lane)?;
    trunk::ensure(workspace, lane)?;
    cargo_tool::sweep(workspace);
    Ok(())
}

/// Stops at once if something is missing that we may not install.
pub(crate) fn refuse_early(workspace: &Workspace) -> Result<()> {
    node_modules::refuse_early(workspace)?;
    cpp::refuse_early(workspace)?;
    postgres::refuse_early(workspace)
}
