//! MariaDB and PHP's web server: started together, watched by a shell that ends them when nobody holds the other end of its
//! standard input any more, and takes the folder away.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Each has a group of its own, so that PHP's workers end with it. What ends us by the keyboard must not end it before.
const WATCH: &str = r#"trap '' INT HUP; cd "$1" || exit 1; folder=$1; address=$2; shift 2
setsid "$@" </dev/null >mariadb.log 2>&1 & database=$!
PHP_CLI_SERVER_WORKERS=4 setsid php -q $PHP_SETTINGS -S "$address" -t www router.php </dev/null >php.log 2>&1 & php=$!
cat >/dev/null
kill -KILL -$php 2>/dev/null; kill -TERM $database 2>/dev/null
wait; cd /; rm -rf "$folder""#;

/// What PHP runs with, here and in scripts.
pub(crate) const PHP_SETTINGS: [&str; 6] =
    ["-d", "memory_limit=256M", "-d", "opcache.enable=1", "-d", "date.timezone=Asia/Ho_Chi_Minh"];

/// Both, and who watches them.
pub(crate) struct Processes {
    watch: Child,
}

impl Processes {
    /// Starts both over a folder.
    pub(crate) fn start(folder: &Path, address: &str) -> Result<Self> {
        let data = folder.join("data");
        fs::create_dir(&data)?;
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
        let user = other_user()?;
        if let Some((user, group)) = user {
            chown(&data, Some(user), Some(group))?;
            chown(folder, Some(user), Some(group))?;
        }
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH, "sh"]).arg(folder).arg(address);
        if let Some((user, group)) = user {
            watch.arg("setpriv").args([format!("--reuid={user}"), format!("--regid={group}")]).arg("--clear-groups");
        }
        watch.arg(mariadbd()).args(database_settings(folder));
        watch.env("PHP_SETTINGS", PHP_SETTINGS.join(" "));
        watch.stdin(Stdio::piped()).stdout(Stdio::null());
        Ok(Self { watch: watch.spawn().context("`sh` cannot be started")? })
    }

    /// Whether both can be asked something.
    pub(crate) fn answer(&self, folder: &Path, address: &str) -> bool {
        UnixStream::connect(folder.join("mariadb.sock")).is_ok() && TcpStream::connect(address).is_ok()
    }

    /// Whether who watches them is there.
    pub(crate) fn live(&mut self) -> Result<bool> {
        Ok(self.watch.try_wait()?.is_none())
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // There is nobody to tell.
        let _ = self.watch.wait();
    }
}

/// Lets every user go through the folder.
pub(crate) fn let_in(folder: &Path) -> Result<()> {
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?)
}

/// An address that nobody listens on now.
pub(crate) fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// What both wrote, for a message.
pub(crate) fn said(folder: &Path) -> String {
    let log = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    format!("{}\n{}", log("mariadb.log"), log("php.log"))
}

/// It asks for no password, so it needs none of its own tables; it listens on no port.
fn database_settings(folder: &Path) -> Vec<String> {
    let folder = folder.to_string_lossy();
    let mut settings: Vec<String> =
        ["--no-defaults", "--skip-networking", "--skip-grant-tables", "--skip-log-bin"].map(Into::into).into();
    settings.extend([format!("--datadir={folder}/data"), format!("--socket={folder}/mariadb.sock")]);
    settings.extend([format!("--pid-file={folder}/data/pid"), "--character-set-server=utf8mb4".to_owned()]);
    // What is lost with the machine may be lost.
    settings.extend(
        ["--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=8M", "--innodb-buffer-pool-size=64M"]
            .map(Into::into),
    );
    settings
}

/// Debian keeps it where only root looks for programs.
fn mariadbd() -> &'static str {
    if Path::new("/usr/sbin/mariadbd").exists() { "/usr/sbin/mariadbd" } else { "mariadbd" }
}

/// Whom MariaDB is to be, where we are root: it refuses that one.
fn other_user() -> Result<Option<(u32, u32)>> {
    if fs::metadata("/proc/self").map_or(1, |own| own.uid()) != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let nobody = users.lines().find(|line| line.starts_with("nobody:")).and_then(|line| {
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    match nobody {
        Some(user) => Ok(Some(user)),
        None => bail!("MariaDB does not run as root, and there is no user `nobody`"),
    }
}
