//! A program that runs as long as its value lives.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// What Linux counts processor time in, for every program that asks.
const TICK: Duration = Duration::from_millis(10);

/// A running program. It ends with this value.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Where it listens, as it said.
    pub address: String,
}

impl Running {
    /// Starts a program that says on a line of its standard output where it listens; `address` finds it in a line.
    ///
    /// # Errors
    /// When it cannot be started, or ends without saying it.
    pub fn start(mut command: Command, address: impl Fn(&str) -> Option<String>) -> Result<Self> {
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

    /// Where it listens, as a socket's address.
    ///
    /// # Errors
    /// When what it said is none.
    pub fn addr(&self) -> Result<SocketAddr> {
        let addr = self.address.strip_prefix("http://").unwrap_or(&self.address);
        addr.parse().with_context(|| format!("`{addr}` is no address"))
    }

    /// The processor time it has used, where the system tells.
    #[must_use]
    pub fn processor(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name before the bracket may hold anything; after it, fields 14 and 15 are the 12th and 13th.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks: u32 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
        Some(TICK * ticks)
    }

    /// The memory it holds now, in kB, where the system tells.
    #[must_use]
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; nothing that is measured is worth a gentle end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
