//! Commands that run beside others, and ending them with all that they started.

use std::process::Child;

use anyhow::{Context, Result};

use crate::process::Cmd;

/// A command that was started and is not waited for yet.
pub(crate) struct Started {
    child: Child,
    command: Cmd,
}

impl Started {
    /// Of a command and the process that it became.
    pub(crate) fn new(child: Child, command: Cmd) -> Self {
        Self { child, command }
    }

    /// None while it runs; then whether it went well.
    pub(crate) fn finished(&mut self) -> Result<Option<Result<()>>> {
        let status = self.child.try_wait().with_context(|| format!("waiting for `{}`", self.command.line()))?;
        Ok(status.map(|status| self.command.judge(status)))
    }

    /// Waits until it has ended; whether it went well.
    pub(crate) fn wait(mut self) -> Result<()> {
        let status = self.child.wait().with_context(|| format!("waiting for `{}`", self.command.line()))?;
        self.command.judge(status)
    }

    /// How it looks.
    pub(crate) fn line(&self) -> &str {
        self.command.line()
    }

    /// Ends it and all that it started: cargo's compilers would go on for minutes otherwise.
    pub(crate) fn stop(mut self) {
        for process in descendants(self.child.id()) {
            Cmd::new("kill").arg(process.to_string()).succeeds();
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Everything below one process, by asking `ps`. Where there is no `ps`, nothing.
fn descendants(of: u32) -> Vec<u32> {
    let table = Cmd::new("ps").args(["-A", "-o", "pid=,ppid="]).capture().unwrap_or_default();
    let pairs: Vec<(u32, u32)> = table
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace().map(str::parse);
            Some((words.next()?.ok()?, words.next()?.ok()?))
        })
        .collect();
    let mut found = vec![of];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        next += 1;
    }
    found.split_off(1)
}
