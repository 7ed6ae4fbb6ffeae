//! A small disk in a folder, in a name space of its own, so that nothing of it stays when the test ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A disk of memory. It goes away with this value, and with this process.
pub struct SmallDisk {
    holder: Child,
    folder: PathBuf,
}

impl SmallDisk {
    /// A disk of so many kilobytes on this folder; `None` where the system does not let us.
    pub fn on(folder: &Path, kilobytes: u32) -> Option<Self> {
        let mount = "mount -t tmpfs -o size=$1k tmpfs \"$0\" && echo ready && read -r _";
        let holder = Command::new("unshare")
            .args(["--mount", "--map-root-user", "sh", "-c", mount])
            .arg(folder)
            .arg(kilobytes.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut disk = Self { holder, folder: folder.to_path_buf() };
        let mut line = String::new();
        BufReader::new(disk.holder.stdout.as_mut()?).read_line(&mut line).ok()?;
        (line == "ready\n").then_some(disk)
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A command that sees it.
    pub fn command(&self, program: &OsStr) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--user", "--preserve-credentials", "--target"]).arg(self.holder.id().to_string());
        command.arg("--").arg(program);
        command
    }

    /// Fills so many kilobytes of it with a file of this name.
    pub fn fill(&self, name: &str, kilobytes: u32) {
        let mut command = self.command(OsStr::new("dd"));
        command.arg("if=/dev/zero").arg(format!("of={}", self.folder.join(name).display()));
        command.arg("bs=1024").arg(format!("count={kilobytes}")).stderr(Stdio::null());
        assert!(command.status().unwrap().success());
    }

    /// Removes a file from it.
    pub fn free(&self, name: &str) {
        assert!(self.command(OsStr::new("rm")).arg(self.folder.join(name)).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
