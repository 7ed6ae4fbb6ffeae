//! `cargo xtask run`: from a fresh clone to the demo site in the browser.

use std::fs;
use std::path::{self, Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};

use super::{client, server};
use crate::lane::Lane;
use crate::tools;
use crate::workspace::Workspace;

const SETTINGS: &str = "demo/bantin.toml";

/// Builds, imports, serves.
pub(crate) fn run(workspace: &Workspace, addr: &str, data: Option<PathBuf>) -> Result<()> {
    tools::refuse_early(workspace)?;
    build(workspace)?;
    let data = match data {
        // As the caller's shell means it; the server runs in the root.
        Some(data) => path::absolute(&data).with_context(|| format!("where is {}?", data.display()))?,
        None => workspace.path("data"),
    };
    if has_database(&data) {
        println!("[xtask] serving what is in {}", data.display());
    } else {
        import(workspace, &data)?;
    }
    println!("\nbantin: http://{addr}/  (Ctrl-C stops it)\n");
    bantin_server(workspace)
        .args(["serve", "--addr", addr, "--client", "dist"])
        .args(["--config", SETTINGS, "--data"])
        .arg(&data)
        .become_it()
}

/// The tools take minutes to build on a machine without them, and the server needs none of them.
fn build(workspace: &Workspace) -> Result<()> {
    let front = Lane::front();
    let beside = Lane::beside(workspace, "tools")?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| tools::for_client(workspace, &beside));
        let server = server::build(workspace, &front, &[]);
        if server.is_err() {
            beside.cancel();
        }
        let tools = tools.join().unwrap_or_else(|_| Err(anyhow!("installing tools broke off")));
        server.and(tools)
    })?;
    client::build(workspace, &front)
}

fn import(workspace: &Workspace, data: &Path) -> Result<()> {
    println!("[xtask] importing the demo site into {}", data.display());
    bantin_server(workspace)
        .args(["import", "--site", "demo", "--views"])
        .args(["--config", SETTINGS, "--data"])
        .arg(data)
        .arg("public/demo/feed.json")
        .run()
        .with_context(|| format!("importing the demo site; remove {} before you try again", data.display()))?;
    // As a ward that brings its older counter along.
    bantin_server(workspace)
        .args(["visits", "set", "--site", "demo", "--total", "1284356"])
        .args(["--config", SETTINGS, "--data"])
        .arg(data)
        .run()
        .context("setting the demo site's visits")
}

fn bantin_server(workspace: &Workspace) -> crate::process::Cmd {
    workspace.command(&server::binary(workspace).to_string_lossy())
}

/// Whether the server has stored anything there before.
fn has_database(data: &Path) -> bool {
    let Ok(entries) = fs::read_dir(data) else {
        return false;
    };
    entries.flatten().any(|entry| {
        entry
            .path()
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| matches!(extension, "db" | "sqlite" | "sqlite3"))
    })
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn an_empty_or_missing_folder_has_no_database() {
        let folder = env::temp_dir().join(format!("xtask-run-{}", std::process::id()));
        assert!(!has_database(&folder));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("notes.txt"), "").unwrap();
        assert!(!has_database(&folder));
        fs::write(folder.join("bantin.db"), "").unwrap();
        assert!(has_database(&folder));
        fs::remove_dir_all(&folder).unwrap();
    }
}
