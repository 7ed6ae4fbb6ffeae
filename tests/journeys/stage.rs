//! What a journey plays on: the server with the demo site imported, a door to it, a browser at the door.

use super::browser::Browser;
use super::door::Door;
use super::driver::{Driver, Engine};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a condition may take to come true. Only a failing journey waits that long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Plays a journey in an engine, unless the run leaves that engine out.
pub async fn in_engine(engine: Engine, journey: impl AsyncFnOnce(Stage)) {
    let engines = env::var("BANTIN_BROWSERS").unwrap_or_default();
    if !engines.split(',').any(|name| name == engine.name()) {
        eprintln!("left out: BANTIN_BROWSERS does not name {}", engine.name());
        return;
    }
    journey(Stage { engine, server: Server::start() }).await;
}

/// The server and the engine of one journey.
pub struct Stage {
    pub engine: Engine,
    pub server: Server,
}

impl Stage {
    /// A browser at a door of its own, for a visitor with this address.
    pub async fn visitor(&self, address: &str) -> Browser {
        self.at(&self.server.address, address).await
    }

    /// The same, before any other server.
    pub async fn at(&self, upstream: &str, address: &str) -> Browser {
        let door = Door::open(upstream, address).await;
        Browser { driver: Driver::start(self.engine).await, door, engine: self.engine }
    }
}

/// A running server over a database of its own.
pub struct Server {
    process: Child,
    pub address: String,
    data: PathBuf,
}

impl Server {
    fn start() -> Self {
        let (binary, dist) = (path_in("BANTIN_SERVER"), path_in("BANTIN_DIST"));
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let data =
            env::temp_dir().join(format!("bantin-journey-{}-{}", std::process::id(), super::driver::free_port()));
        let imported = Command::new(&binary)
            .args(["import", "--site", "demo", "--views", "--config"])
            .arg(root.join("demo/bantin.toml"))
            .arg("--data")
            .arg(&data)
            .arg(root.join("public/demo/feed.json"))
            .output()
            .unwrap();
        assert!(imported.status.success(), "import: {}", String::from_utf8_lossy(&imported.stderr));
        let mut process = Command::new(&binary)
            .args(["serve", "--addr", "127.0.0.1:0", "--config"])
            .arg(root.join("demo/bantin.toml"))
            .arg("--data")
            .arg(&data)
            .arg("--client")
            .arg(dist)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("http://"))).unwrap().unwrap();
        // The pipe must be read on, or the server would one day wait for it.
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        Self { process, address, data }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

/// A file or folder that `cargo xtask test` names.
pub fn path_in(variable: &str) -> PathBuf {
    let path = env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test`"));
    PathBuf::from(path)
}

/// Waits until something is so.
pub async fn until(what: &str, so: impl AsyncFn() -> bool) {
    let start = Instant::now();
    while !so().await {
        assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}
