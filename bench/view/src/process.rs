//! The companion server and the browser's driver as processes of their own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// The site that is shown.
pub(crate) const SITE: &str = "demo";

/// What the companion server is started with.
pub(crate) struct Companion {
    /// Its binary.
    pub(crate) server: PathBuf,
    /// The built client.
    pub(crate) client: PathBuf,
    /// The demo site's settings.
    pub(crate) settings: PathBuf,
    /// The demo site's feed.
    pub(crate) feed: PathBuf,
    /// Where its database is made anew.
    pub(crate) folder: PathBuf,
}

/// A running program. It ends with this value.
pub(crate) struct Running {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub(crate) address: String,
}

impl Companion {
    /// Imports the demo site and serves it.
    pub(crate) fn start(&self) -> Result<Running> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).with_context(|| format!("emptying {}", self.folder.display()))?;
        }
        fs::create_dir_all(&self.folder).with_context(|| format!("making {}", self.folder.display()))?;
        let import = self.command("import").args(["--site", SITE, "--views"]).arg(&self.feed).status();
        let status = import.context("the import cannot be started")?;
        ensure!(status.success(), "the import failed ({status})");
        let mut serve = self.command("serve");
        serve.args(["--addr", "127.0.0.1:0", "--client"]).arg(&self.client).stderr(Stdio::null());
        Running::start(serve, |line| line.strip_prefix("listening on ").map(|at| at.trim_end_matches('/').to_owned()))
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.server);
        command.arg(name).arg("--config").arg(&self.settings).arg("--data").arg(&self.folder);
        command
    }
}

/// Starts Chromium's driver.
pub(crate) fn driver() -> Result<Running> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stderr(Stdio::null());
    Running::start(command, |line| {
        let port: u16 = line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()?;
        Some(format!("http://127.0.0.1:{port}"))
    })
}

impl Running {
    /// Starts a program that says on a line of its standard output where it listens.
    fn start(mut command: Command, address: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let shown = command.get_program().display().to_string();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        // From here on it ends with this value, whatever happens.
        let mut running =
            Self { child: child.with_context(|| format!("`{shown}` cannot be started"))?, address: String::new() };
        let out = running.child.stdout.take().with_context(|| format!("`{shown}` says nothing"))?;
        let mut lines = BufReader::new(out).lines();
        for line in lines.by_ref() {
            let line = line.with_context(|| format!("reading what `{shown}` says"))?;
            if let Some(found) = address(line.trim()) {
                running.address = found;
                break;
            }
        }
        ensure!(!running.address.is_empty(), "`{shown}` ended without saying where it listens");
        // The pipe must be read on, or the program would one day wait for it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
