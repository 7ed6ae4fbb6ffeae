//! What `bench load` and `bench counter` share: a program that loads the companion server and a bare handler by turns.

use std::env::consts::EXE_SUFFIX;

use anyhow::{Context, Result};

use super::{client, server};
use crate::lane::Lane;
use crate::tools;
use crate::workspace::Workspace;

/// Builds the client, the server and the program of this package, and runs it over a folder of its own in `target/`, with
/// these arguments where they are given.
pub(super) fn run(workspace: &Workspace, package: &str, arguments: &[(&str, Option<String>)]) -> Result<()> {
    let lane = Lane::front();
    // The server is measured as it is shipped: around the real client.
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    server::build(workspace, &lane, &[])?;
    lane.run(workspace.cargo("build").args(["--release", "--package", package])).context("building what loads")?;
    let program = workspace.target(&format!("release/{package}{EXE_SUFFIX}"));
    let mut command = workspace.command(&program.to_string_lossy()).arg("run");
    command = command.arg("--server").arg(server::binary(workspace));
    command = command.arg("--client").arg(workspace.path("dist"));
    command = command.arg("--folder").arg(workspace.target(package.trim_start_matches("bantin-")));
    for (name, value) in arguments {
        if let Some(value) = value {
            command = command.arg(name).arg(value);
        }
    }
    lane.run(command)
}
