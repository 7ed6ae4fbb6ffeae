//! Running commands: the command line is shown before it runs, and named when it fails.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::started::Started;

/// A command, and how it looks when printed.
pub(crate) struct Cmd {
    inner: Command,
    line: String,
}

impl Cmd {
    /// A command for a program.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self { line: program.as_ref().to_string_lossy().into_owned(), inner: Command::new(program) }
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        let shown = arg.as_ref().to_string_lossy();
        self.line.push(' ');
        if shown.is_empty() || shown.contains(char::is_whitespace) {
            self.line.push_str(&format!("'{shown}'"));
        } else {
            self.line.push_str(&shown);
        }
        self.inner.arg(arg);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    /// Sets a variable of its environment.
    pub(crate) fn env(mut self, key: &str, value: impl Into<OsString>) -> Self {
        self.inner.env(key, value.into());
        self
    }

    /// Hides a variable of our environment from it.
    pub(crate) fn without_env(mut self, key: impl AsRef<OsStr>) -> Self {
        self.inner.env_remove(key);
        self
    }

    /// Sets the folder it runs in.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.inner.current_dir(dir);
        self
    }

    /// Runs it with its output shown; an error if it fails.
    pub(crate) fn run(mut self) -> Result<()> {
        self.echo();
        let status = self.inner.status().with_context(|| self.unstartable())?;
        self.judge(status)
    }

    /// Runs it with its standard output shown and also given to `on_line`, line by line.
    pub(crate) fn run_reading(mut self, mut on_line: impl FnMut(&str)) -> Result<()> {
        self.echo();
        let mut child = self.inner.stdout(Stdio::piped()).spawn().with_context(|| self.unstartable())?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.with_context(|| format!("reading what `{}` says", self.line))?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                on_line(&line);
            }
        }
        let status = child.wait().with_context(|| self.unstartable())?;
        self.judge(status)
    }

    /// Runs it silently and gives what it wrote to standard output; an error holds the rest.
    pub(crate) fn capture(mut self) -> Result<String> {
        let output = self.inner.output().with_context(|| self.unstartable())?;
        if !output.status.success() {
            bail!("`{}` failed ({}):\n{}", self.line, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// As [`Cmd::capture`], with `input` on its standard input.
    pub(crate) fn capture_with_input(mut self, input: &str) -> Result<String> {
        let mut child =
            self.inner.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().with_context(|| self.unstartable())?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes()).with_context(|| format!("writing to `{}`", self.line))?;
        }
        let output = child.wait_with_output().with_context(|| self.unstartable())?;
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it can be started and ends well. Silent.
    pub(crate) fn succeeds(mut self) -> bool {
        self.inner
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Starts it with all its output going to the end of a file.
    pub(crate) fn start_logged(mut self, log: &Path) -> Result<Started> {
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("opening {}", log.display()))?;
        writeln!(file, "$ {}", self.line).with_context(|| format!("writing {}", log.display()))?;
        let errors = file.try_clone().with_context(|| format!("opening {}", log.display()))?;
        let child =
            self.inner.stdin(Stdio::null()).stdout(file).stderr(errors).spawn().with_context(|| self.unstartable())?;
        Ok(Started::new(child, self))
    }

    /// Starts it with its standard output readable, as a service for as long as it is held.
    pub(crate) fn start_piped(mut self) -> Result<Child> {
        self.inner
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| self.unstartable())
    }

    /// Becomes that command, so that Ctrl-C and the exit code are its own.
    pub(crate) fn become_it(mut self) -> Result<()> {
        self.echo();
        #[cfg(unix)]
        {
            let error = std::os::unix::process::CommandExt::exec(&mut self.inner);
            Err(error).with_context(|| self.unstartable())
        }
        #[cfg(not(unix))]
        {
            let status = self.inner.status().with_context(|| self.unstartable())?;
            self.judge(status)
        }
    }

    /// How it looks.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    fn echo(&self) {
        println!("$ {}", self.line);
    }

    fn unstartable(&self) -> String {
        format!("`{}` cannot be started", self.line)
    }

    /// Whether it went well.
    pub(crate) fn judge(&self, status: ExitStatus) -> Result<()> {
        if status.success() {
            return Ok(());
        }
        bail!("`{}` failed ({status})", self.line)
    }
}
