//! A server as a process of its own.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::addresses::SITE;

/// What Linux counts processor time in, for every program that asks.
const TICK: Duration = Duration::from_millis(10);

/// What the companion server is started with.
pub(crate) struct Companion {
    /// Its binary.
    pub(crate) binary: PathBuf,
    /// The built client, which its pages name.
    pub(crate) client: PathBuf,
    /// Where its database is.
    pub(crate) folder: PathBuf,
}

/// A running server. It ends with this value.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) addr: SocketAddr,
}

impl Companion {
    /// Serves what is in the database, with the log in a file beside it.
    pub(crate) fn start(&self) -> Result<Server> {
        let log = self.folder.join("server.log");
        let log = File::create(&log).with_context(|| format!("making {}", log.display()))?;
        let mut command = Command::new(&self.binary);
        command.args(["serve", "--addr", "127.0.0.1:0", "--data"]).arg(&self.folder).arg("--client").arg(&self.client);
        command.current_dir(&self.folder).stderr(log);
        Server::start(command)
    }

    /// Imports a feed as an operator would.
    pub(crate) fn import(&self, feed: &Path) -> Result<()> {
        let mut command = Command::new(&self.binary);
        command.args(["import", "--site", SITE, "--data"]).arg(&self.folder).arg(feed).current_dir(&self.folder);
        let status = command.status().context("the import cannot be started")?;
        ensure!(status.success(), "the import failed ({status})");
        Ok(())
    }
}

impl Server {
    /// The bare handler, with the answers of a server.
    pub(crate) fn bare(like: &Self) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe().context("where is this program?")?);
        command.arg("bare").arg(like.addr.to_string());
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        let shown = format!("{}", command.get_program().display());
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{shown}` cannot be started"))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.as_mut() {
            BufReader::new(out).read_line(&mut line).with_context(|| format!("reading what `{shown}` says"))?;
        }
        let addr = line.trim_end().strip_prefix("listening on http://").map(|addr| addr.trim_end_matches('/'));
        let addr = addr.and_then(|addr| addr.parse().ok());
        match addr {
            Some(addr) => Ok(Self { child, addr }),
            None => {
                // It may have ended by itself.
                let _ = child.kill();
                let _ = child.wait();
                anyhow::bail!("`{shown}` did not say where it listens, but `{}`", line.trim_end())
            }
        }
    }

    /// The processor time it has used, where the system tells.
    pub(crate) fn processor(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name before the bracket may hold anything; after it, fields 14 and 15 are the 12th and 13th.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks: u32 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
        Some(TICK * ticks)
    }

    /// The memory it holds now, in MB, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1_000)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing in the database is worth a gentle end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
