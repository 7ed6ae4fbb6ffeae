//! `cargo xtask dist`: the release, as one server binary with the client inside, and as the client
//! alone for those who have only a web space.

use std::env::consts::EXE_SUFFIX;
use std::fs;

use anyhow::{Context, Result};

use super::{client, server};
use crate::lane::Lane;
use crate::tools;
use crate::workspace::Workspace;

/// Fills `dist-release/`.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let lane = Lane::front();
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    // After the client: it is built into the binary.
    server::build(workspace, &lane, &["embed-client"])?;

    let folder = workspace.path("dist-release");
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let binary = folder.join(format!("bantin-server{EXE_SUFFIX}"));
    fs::copy(server::binary(workspace), &binary)
        .with_context(|| format!("copying the server to {}", binary.display()))?;
    let archive = folder.join("bantin-client.tar.gz");
    lane.run(workspace.command("tar").args(["-c", "-z", "-f"]).arg(&archive).args(["-C", "dist", "."]))
        .context("packing the client; install `tar` by hand if it is missing")?;

    for file in [binary, archive] {
        let size = fs::metadata(&file).with_context(|| format!("reading {}", file.display()))?.len();
        println!("{:>10.1} KB  {}", to_kb(size), file.display());
    }
    Ok(())
}

fn to_kb(bytes: u64) -> f64 {
    // Sizes of files are far below what an f64 holds exactly.
    bytes as f64 / 1000.0
}
