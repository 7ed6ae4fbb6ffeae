//! The companion server, and other programs that are measured, as processes of their own: started, looked at, ended.
//!
//! Every measuring program needs this, and `xtask` for what it has judged; it knows nothing of what is measured.

mod running;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

pub use running::Running;

/// Any free port of this machine, for [`Companion::serve`].
pub const FREE_PORT: &str = "127.0.0.1:0";

/// What the companion server is started with. Paths are absolute.
#[derive(Clone, Debug)]
pub struct Companion {
    /// Its binary.
    pub server: PathBuf,
    /// The built client, which its pages name.
    pub client: PathBuf,
    /// Its settings; without, the defaults.
    pub settings: Option<PathBuf>,
    /// Where its database and its log are.
    pub folder: PathBuf,
}

impl Companion {
    /// Makes the folder, and empties it.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn begin_anew(&self) -> Result<()> {
        let Self { folder, .. } = self;
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
        }
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
    }

    /// Imports a feed with its views, as an operator would.
    ///
    /// # Errors
    /// When the import fails.
    pub fn import(&self, site: &str, feed: &Path) -> Result<()> {
        let status = self.command("import").args(["--site", site, "--views"]).arg(feed).status();
        let status = status.context("the import cannot be started")?;
        ensure!(status.success(), "the import failed ({status})");
        Ok(())
    }

    /// How many reports of visits are stored of a site, those that are left out included; it fails where the totals are not
    /// the sums of their days.
    ///
    /// # Errors
    /// When they are not, or it does not say so.
    pub fn reports(&self, site: &str) -> Result<u64> {
        let mut verify = Command::new(&self.server);
        verify.args(["visits", "verify", "--site", site, "--data"]).arg(&self.folder);
        let output = verify.output().context("`visits verify` cannot be started")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success(), "the totals are not the sums of their days: {said}");
        let reports = said.strip_prefix(&format!("{site}: ")).and_then(|rest| rest.split(' ').next()?.parse().ok());
        reports.with_context(|| format!("`visits verify` does not say how many there are: {said}"))
    }

    /// Serves what is in the database at an address and port (0: a free one), with the log in a file beside it.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&self, addr: &str) -> Result<Running> {
        let log = self.folder.join("server.log");
        let log = File::create(&log).with_context(|| format!("making {}", log.display()))?;
        let mut serve = self.command("serve");
        serve.args(["--addr", addr, "--client"]).arg(&self.client).stderr(log);
        Running::start(serve, listening)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.server);
        // There are no settings in that folder but those that are named.
        command.arg(name).arg("--data").arg(&self.folder).current_dir(&self.folder);
        if let Some(settings) = &self.settings {
            command.arg("--config").arg(settings);
        }
        command
    }
}

/// The address in a line that our own servers say, without a slash at the end.
#[must_use]
pub fn listening(line: &str) -> Option<String> {
    line.strip_prefix("listening on ").map(|address| address.trim_end_matches('/').to_owned())
}
