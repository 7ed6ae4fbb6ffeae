//! A PostgreSQL of our own: started in a scratch folder, as another user where we are root (it refuses that one), and ended
//! with this process however that ends.
//!
//! Tests and measurements share it, so it is a crate of its own; it knows nothing of what is kept in it.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// Starts it with the arguments behind it, ends it when nobody holds the other end of standard input any more (again and
/// again: at first it does not hear) and takes its files away, and ends with it.
const WATCH: &str = r#"exec 3<&0
"$@" 3<&- & server=$!
(cat <&3 >/dev/null; : >ended; while kill -QUIT $server 2>/dev/null; do sleep 0.1; done) & watch=$!
exec 3<&-
wait $server
if [ -e ended ]; then rm -rf data; else kill $watch 2>/dev/null; fi"#;

/// How long it may take to start or to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running PostgreSQL.
pub struct Instance {
    programs: PathBuf,
    folder: TempDir,
    is_durable: bool,
    watch: Child,
}

impl Instance {
    /// Starts one from its programs' folder. One that is durable keeps what it has committed through a loss of power; one
    /// that is not is quicker.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(programs: &Path, is_durable: bool) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
        if let Some((user, group)) = other_user()? {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let initdb = programs.join("initdb");
        let mut make = as_other_user(&initdb)?;
        make.current_dir(folder.path()).args(["--username=bantin", "--auth=trust", "--no-sync", "--encoding=UTF8"]);
        let help = Command::new(&initdb).arg("--help").output().context("`initdb` cannot be started")?.stdout;
        if String::from_utf8_lossy(&help).contains("--icu-locale") {
            // Not the order of bytes: nothing may depend on it.
            make.args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"]);
        }
        let made = make.arg("--pgdata").arg(folder.path().join("data")).output()?;
        ensure!(made.status.success(), "`initdb` failed: {}", String::from_utf8_lossy(&made.stderr));
        let watch = start(programs, folder.path(), is_durable)?;
        let mut instance = Self { programs: programs.to_owned(), folder, is_durable, watch };
        ensure!(instance.comes_up(Instant::now())?, "it ended: {}", instance.log());
        Ok(instance)
    }

    /// An address of a database, which need not be there.
    #[must_use]
    pub fn address(&self, database: &str) -> String {
        let folder = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://bantin@/{database}?host={folder}")
    }

    /// The address of a new, empty database.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new_database(&self) -> Result<String> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("scratch{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.connect("postgres")?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(self.address(&name))
    }

    /// A connection to a database.
    ///
    /// # Errors
    /// When there is none to be had.
    pub fn connect(&self, database: &str) -> Result<Client> {
        Ok(Client::connect(&self.address(database), NoTls)?)
    }

    /// The folder of its files.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Ends it as on a loss of power: nothing more is written (`kill -9` of the first process; the others follow).
    ///
    /// # Errors
    /// When it does not end.
    pub fn kill(&mut self) -> Result<()> {
        self.signal("KILL")
    }

    /// Ends it at once, in order.
    ///
    /// # Errors
    /// When it does not end.
    pub fn stop(&mut self) -> Result<()> {
        self.signal("INT")
    }

    /// Starts it again over the same folder.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> Result<()> {
        let started = Instant::now();
        loop {
            self.watch = start(&self.programs, self.folder.path(), self.is_durable)?;
            if self.comes_up(started)? {
                return Ok(());
            }
            // Processes of the former one may still be ending; it does not start beside them.
            ensure!(started.elapsed() < PATIENCE, "{}", self.log());
        }
    }

    /// Waits until it answers. `false` where it ended instead.
    fn comes_up(&mut self, started: Instant) -> Result<bool> {
        while self.watch.try_wait()?.is_none() {
            match self.connect("postgres") {
                Ok(_) => return Ok(true),
                Err(error) => ensure!(started.elapsed() < PATIENCE, "{error}: {}", self.log()),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    }

    fn first_process(&self) -> Result<String> {
        let lines = std::fs::read_to_string(self.data().join("postmaster.pid"))?;
        Ok(lines.lines().next().context("`postmaster.pid` is empty")?.to_owned())
    }

    fn signal(&mut self, signal: &str) -> Result<()> {
        let sent = Command::new("kill").args(["-s", signal, &self.first_process()?]).status()?;
        ensure!(sent.success(), "it cannot be sent {signal}");
        // Without letting go of it: that would end it otherwise than it is asked to.
        let held = self.watch.stdin.take();
        self.watch.wait()?;
        drop(held);
        Ok(())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // There is nobody to tell.
        let _ = self.watch.wait();
    }
}

fn start(programs: &Path, folder: &Path, is_durable: bool) -> Result<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log"))?;
    let mut command = as_other_user(Path::new("sh"))?;
    command.args(["-c", WATCH, "sh"]).arg(programs.join("postgres")).arg("-D").arg(folder.join("data"));
    command.arg("-k").arg(folder).args(["-c", "listen_addresses=", "-c", "max_connections=400"]);
    command.args(["-c", "shared_buffers=32MB"]);
    if !is_durable {
        command.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
    }
    let errors = log.try_clone()?;
    command.current_dir(folder).stdin(Stdio::piped()).stdout(log).stderr(errors).spawn().context("it cannot be started")
}

/// Whom to be, where we are root.
fn other_user() -> Result<Option<(u32, u32)>> {
    // Where the system does not tell who we are, we are nobody it would refuse.
    let Ok(own) = std::fs::metadata("/proc/self") else { return Ok(None) };
    if own.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let user = |name: &str| {
        let mut fields = users.lines().find(|line| line.starts_with(&format!("{name}:")))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    match user("postgres").or_else(|| user("nobody")) {
        Some(user) => Ok(Some(user)),
        None => bail!("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`"),
    }
}

fn as_other_user(program: &Path) -> Result<Command> {
    let Some((user, group)) = other_user()? else { return Ok(Command::new(program)) };
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
    command.arg(program);
    Ok(command)
}
