//! Two things at once on one terminal: what runs in front streams its output, what runs beside it
//! writes to a log and says every few seconds how far it is.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::process::Cmd;
use crate::workspace::Workspace;

/// How often a background lane reports.
const REPORT: Duration = Duration::from_secs(20);
/// How often a background command is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// How much of a failed command's log is shown.
const TAIL: usize = 150;

/// The error of a command that we ended ourselves.
#[derive(Debug)]
pub(crate) struct Stopped(String);

impl fmt::Display for Stopped {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "stopped, since another stage failed: `{}`", self.0)
    }
}

impl std::error::Error for Stopped {}

/// Where a command's output goes.
pub(crate) struct Lane {
    name: &'static str,
    log: Option<PathBuf>,
    cancelled: AtomicBool,
}

impl Lane {
    /// Output is streamed.
    pub(crate) fn front() -> Self {
        Self { name: "xtask", log: None, cancelled: AtomicBool::new(false) }
    }

    /// Output goes to a log below the target folder.
    pub(crate) fn beside(workspace: &Workspace, name: &'static str) -> Result<Self> {
        let log = workspace.target(&format!("xtask-{name}.log"));
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        }
        fs::write(&log, "").with_context(|| format!("writing {}", log.display()))?;
        Ok(Self { name, log: Some(log), cancelled: AtomicBool::new(false) })
    }

    /// Says something in one line.
    pub(crate) fn say(&self, what: &str) {
        println!("[{}] {what}", self.name);
    }

    /// Makes the command of this lane stop, and every later one fail at once.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Runs a command.
    pub(crate) fn run(&self, command: Cmd) -> Result<()> {
        let Some(log) = &self.log else {
            return command.run();
        };
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Stopped(command.line().to_owned()).into());
        }
        self.say(&format!("$ {}", command.line()));
        let before = fs::metadata(log).map_or(0, |data| data.len());
        let started_at = Instant::now();
        let mut started = command.start_logged(log)?;
        let mut reported_at = started_at;
        loop {
            if let Some(result) = started.finished()? {
                if result.is_err() {
                    self.show_tail(log, before);
                }
                return result;
            }
            if self.cancelled.load(Ordering::Relaxed) {
                let line = started.line().to_owned();
                started.stop();
                return Err(Stopped(line).into());
            }
            if reported_at.elapsed() >= REPORT {
                reported_at = Instant::now();
                let seconds = started_at.elapsed().as_secs();
                self.say(&format!("{seconds} s: {}", last_line(log)));
            }
            thread::sleep(LOOK);
        }
    }

    fn show_tail(&self, log: &PathBuf, from: u64) {
        let bytes = fs::read(log).unwrap_or_default();
        let from = usize::try_from(from).unwrap_or(0);
        let text = String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let skipped = lines.len().saturating_sub(TAIL);
        if skipped > 0 {
            self.say(&format!("{skipped} earlier lines are in {}", log.display()));
        }
        for line in lines.iter().skip(skipped) {
            self.say(line);
        }
    }
}

fn last_line(log: &PathBuf) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or("…").to_owned()
}
