//! wasm-bindgen's program, which writes the JavaScript beside the wasm.

use anyhow::Result;

use super::cargo_tool::CargoTool;
use crate::lane::Lane;
use crate::versions;
use crate::workspace::Workspace;

/// Installs it if it is missing or of another version than the library.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    let version = versions::wasm_bindgen(workspace)?;
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: Some(&version),
        why: "it writes the client's JavaScript glue, and must match the library's version",
    }
    .ensure(workspace, lane)
}
