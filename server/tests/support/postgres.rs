//! A PostgreSQL of our own: started in a scratch folder, as another user where we are root (it refuses that one), and ended
//! with this process however that ends.

use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

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
    bin: PathBuf,
    folder: TempDir,
    is_durable: bool,
    watch: Child,
}

impl Instance {
    /// Starts one; `None` where `BANTIN_POSTGRES` does not say where its programs are, which is said.
    pub fn start(is_durable: bool) -> Option<Self> {
        let Some(bin) = std::env::var_os("BANTIN_POSTGRES") else {
            // Past the capture of tests' output: it must be seen that these did not run.
            let _ = writeln!(
                std::io::stderr(),
                "NOT TESTED: PostgreSQL. BANTIN_POSTGRES does not name its programs' folder"
            );
            return None;
        };
        let (bin, folder) = (PathBuf::from(bin), tempfile::tempdir().unwrap());
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        if let Some((user, group)) = other_user() {
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let mut make = as_other_user(&bin.join("initdb"));
        make.current_dir(folder.path()).args(["--username=bantin", "--auth=trust", "--no-sync", "--encoding=UTF8"]);
        let help = Command::new(bin.join("initdb")).arg("--help").output().unwrap().stdout;
        if String::from_utf8_lossy(&help).contains("--icu-locale") {
            // Not the order of bytes: nothing may depend on it.
            make.args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"]);
        }
        let made = make.arg("--pgdata").arg(folder.path().join("data")).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let watch = start(&bin, folder.path(), is_durable);
        let instance = Self { bin, folder, is_durable, watch };
        instance.wait_until_it_answers();
        Some(instance)
    }

    /// An address of a database, which need not be there.
    pub fn address(&self, database: &str) -> String {
        let folder = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://bantin@/{database}?host={folder}")
    }

    /// The address of a new, empty database.
    pub fn database(&self) -> String {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("test{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.client("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        self.address(&name)
    }

    /// A connection beside the store's.
    pub fn client(&self, database: &str) -> Client {
        Client::connect(&self.address(database), NoTls).unwrap()
    }

    /// The folder of its files.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Ends it as on a loss of power: nothing more is written (`kill -9` of the first process; the others follow).
    pub fn kill(&mut self) {
        self.signal("KILL");
        self.wait_until_it_is_gone();
    }

    /// Ends it at once, in order.
    pub fn stop(&mut self) {
        self.signal("INT");
        self.wait_until_it_is_gone();
    }

    /// Starts it again over the same folder.
    pub fn start_again(&mut self) {
        let started = Instant::now();
        loop {
            self.watch = start(&self.bin, self.folder.path(), self.is_durable);
            // Processes of the former one may still be ending; it does not start beside them.
            while self.watch.try_wait().unwrap().is_none() {
                if Client::connect(&self.address("postgres"), NoTls).is_ok() {
                    return;
                }
                assert!(started.elapsed() < PATIENCE, "{}", self.log());
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(started.elapsed() < PATIENCE, "{}", self.log());
        }
    }

    fn signal(&self, signal: &str) {
        let first = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let sent = Command::new("kill").args(["-s", signal, first.lines().next().unwrap()]).status().unwrap();
        assert!(sent.success());
    }

    /// Without letting go of it: that would end it otherwise than it is asked to.
    fn wait_until_it_is_gone(&mut self) {
        let held = self.watch.stdin.take();
        assert!(self.watch.wait().is_ok());
        drop(held);
    }

    fn wait_until_it_answers(&self) {
        let started = Instant::now();
        while let Err(error) = Client::connect(&self.address("postgres"), NoTls) {
            assert!(started.elapsed() < PATIENCE, "{error}: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

/// The one that tests share where they do not end it; each has a database of its own in it. Not to be asked for within a
/// runtime: it waits.
pub fn shared() -> Option<&'static Instance> {
    static SHARED: OnceLock<Option<Instance>> = OnceLock::new();
    SHARED.get_or_init(|| Instance::start(false)).as_ref()
}

fn start(bin: &Path, folder: &Path, is_durable: bool) -> Child {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
    let mut command = as_other_user(Path::new("sh"));
    command.args(["-c", WATCH, "sh"]).arg(bin.join("postgres")).arg("-D").arg(folder.join("data"));
    command.arg("-k").arg(folder).args(["-c", "listen_addresses=", "-c", "max_connections=400"]);
    command.args(["-c", "shared_buffers=32MB"]);
    if !is_durable {
        command.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
    }
    let errors = log.try_clone().unwrap();
    command.current_dir(folder).stdin(Stdio::piped()).stdout(log).stderr(errors).spawn().unwrap()
}

/// Whom to be, where we are root.
fn other_user() -> Option<(u32, u32)> {
    let own = std::fs::metadata("/proc/self").ok()?;
    if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let user = |name: &str| {
        let mut fields = users.lines().find(|line| line.starts_with(&format!("{name}:")))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    Some(user("postgres").or_else(|| user("nobody")).unwrap())
}

fn as_other_user(program: &Path) -> Command {
    let Some((user, group)) = other_user() else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
    command.arg(program);
    command
}
