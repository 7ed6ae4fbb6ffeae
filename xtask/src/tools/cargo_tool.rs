//! Programs that crates.io has: ready-made by `cargo binstall` where that is there, else built.

use std::fs;

use anyhow::{Context, Result};

use crate::lane::Lane;
use crate::versions;
use crate::workspace::Workspace;

/// A program to be had from a crate.
pub(crate) struct CargoTool<'a> {
    /// The crate.
    pub(crate) package: &'a str,
    /// The program in it.
    pub(crate) program: &'a str,
    /// The version that is needed, or none if any will do.
    pub(crate) version: Option<&'a str>,
    /// What it is needed for.
    pub(crate) why: &'a str,
}

impl CargoTool<'_> {
    /// Installs it below the tools' folder unless the right one is there.
    pub(crate) fn ensure(&self, workspace: &Workspace, lane: &Lane) -> Result<()> {
        let found = self.found(workspace);
        if self.suits(found.as_deref()) {
            return Ok(());
        }
        let wanted = self.version.unwrap_or("newest");
        let instead = found.map_or_else(String::new, |found| format!(" ({found} is on the PATH)"));
        lane.say(&format!(
            "installing {} {wanted} into {}{instead}: {}",
            self.package,
            workspace.tools().display(),
            self.why
        ));
        if self.fetch_ready_made(workspace, lane) {
            return Ok(());
        }
        lane.say(&format!("building {} from source: some minutes, once", self.package));
        self.build(workspace, lane)
            .with_context(|| format!("install it by hand: cargo install --locked {} --version {wanted}", self.package))
    }

    /// The version on the PATH.
    fn found(&self, workspace: &Workspace) -> Option<String> {
        workspace.program(self.program)?;
        let answer = workspace.command(self.program).arg("--version").capture().ok()?;
        versions::in_answer(&answer).map(str::to_owned)
    }

    fn suits(&self, found: Option<&str>) -> bool {
        found.is_some_and(|found| self.version.is_none_or(|version| version == found))
    }

    fn fetch_ready_made(&self, workspace: &Workspace, lane: &Lane) -> bool {
        if workspace.program("cargo-binstall").is_none() {
            return false;
        }
        let name = match self.version {
            Some(version) => format!("{}@{version}", self.package),
            None => self.package.to_owned(),
        };
        let command = workspace
            .cargo("binstall")
            .args(["--no-confirm", "--disable-strategies", "compile", "--root"])
            .arg(workspace.tools())
            .arg(name);
        match lane.run(command) {
            Ok(()) => self.suits(self.found(workspace).as_deref()),
            Err(error) => {
                lane.say(&format!("not to be had ready-made: {error:#}"));
                false
            }
        }
    }

    fn build(&self, workspace: &Workspace, lane: &Lane) -> Result<()> {
        let mut command =
            workspace.cargo("install").args(["--locked", "--root"]).arg(workspace.tools()).arg(self.package);
        if let Some(version) = self.version {
            command = command.args(["--version", version]);
        }
        // One folder for all of them: what they share is built once. Their own release profiles
        // spend most of the time on link-time optimisation, which a tool run once does not repay.
        command = command
            .env("CARGO_TARGET_DIR", workspace.tools().join("build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        lane.run(command)
    }
}

/// Removes what building left: it is large, and of no use once the programs are there.
pub(crate) fn sweep(workspace: &Workspace) {
    fs::remove_dir_all(workspace.tools().join("build")).ok();
}
