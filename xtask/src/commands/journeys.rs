//! The journeys: tests that drive real browsers against the real server.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::Child;

use anyhow::{Context, Result, bail};

use super::server;
use super::stages::Stages;
use crate::tools::wordpress;
use crate::workspace::Workspace;

/// The test's name, in `tests/`.
pub(crate) const TARGET: &str = "journeys";

/// Makes the journeys in the browsers named.
pub(crate) fn run(workspace: &Workspace, browsers: &[String], stages: &Stages) -> Result<()> {
    let server = server::binary(workspace);
    let axe = workspace.node_modules().join("axe-core/axe.min.js");
    for needed in [&server, &axe] {
        if !needed.is_file() {
            bail!("{} is missing: run `cargo xtask test` wholly", needed.display());
        }
    }
    let mut command = workspace
        .cargo("test")
        // The whole workspace, so that nothing is built anew with other features.
        .args(["--workspace", "--test", TARGET, "--no-fail-fast"])
        // Without us they are ignored. Each engine has a module in each file of journeys.
        .args(["--", "--include-ignored"])
        .args(browsers.iter().map(|name| format!("::{name}::")))
        .env("BANTIN_SERVER", server)
        .env("BANTIN_DIST", workspace.path("dist"))
        .env("BANTIN_AXE", axe);
    if let Some(folder) = wordpress::folder(workspace) {
        command = command.env(wordpress::VARIABLE, folder);
    }
    let display = Display::for_browsers(workspace, browsers)?;
    if let Some(display) = &display {
        command = command.env("DISPLAY", &display.name);
    }
    command.run_reading(|line| stages.read(line))
}

/// A display without a screen, for as long as it is held.
struct Display {
    name: String,
    server: Child,
}

impl Display {
    /// Starts one if a browser needs it and there is none.
    fn for_browsers(workspace: &Workspace, browsers: &[String]) -> Result<Option<Self>> {
        let needed = browsers.iter().any(|name| name == "webkit");
        if !needed || env::var_os("DISPLAY").is_some_and(|display| !display.is_empty()) {
            return Ok(None);
        }
        // It chooses a free number itself, and says which on the descriptor named.
        let mut server = workspace
            .command("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1280x1024x24"])
            .start_piped()
            .context("WebKit needs a display: install xvfb by hand")?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout).read_line(&mut number).context("asking Xvfb for its number")?;
        }
        let number = number.trim();
        if number.is_empty() {
            server.kill().ok();
            bail!("Xvfb did not start: try `Xvfb -displayfd 1` by hand");
        }
        println!("[xtask] Xvfb is display :{number}");
        Ok(Some(Self { name: format!(":{number}"), server }))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
