//! What a journey plays on: the server with the demo site imported, a door to it, a browser at the door.

use super::browser::Browser;
use super::door::Door;
use super::driver::{Driver, Engine};
use super::http;
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a condition may take to come true. Only a failing journey waits that long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Plays a journey in an engine.
pub async fn in_engine(engine: Engine, journey: impl AsyncFnOnce(Stage)) {
    journey(Stage { engine, server: Server::start(&settings()) }).await;
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
    client: PathBuf,
}

impl Server {
    fn start(settings: &str) -> Self {
        // A free port is no name: another server may be given the same one in a moment, and this one's folder with it.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("bantin-journey-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let data = env::temp_dir().join(name);
        std::fs::create_dir_all(&data).unwrap();
        std::fs::write(data.join(SETTINGS), settings).unwrap();
        perform(&data, &["import", "--site", "demo", "--views", &in_project("public/demo/feed.json")]);
        let client = path_in("BANTIN_DIST");
        let (process, address) = Self::serve(&data, &client, "127.0.0.1:0");
        Self { process, address, data, client }
    }

    fn serve(data: &Path, client: &Path, at: &str) -> (Child, String) {
        let log = data.join("log");
        let mut process = program(data, &["serve", "--addr", at])
            .arg("--client")
            .arg(client)
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let Some(Ok(line)) = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("http://"))) else {
            panic!("the server did not start: {}", std::fs::read_to_string(&log).unwrap());
        };
        // The pipe must be read on, or the server would one day wait for it.
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        (process, address)
    }

    /// Ends the server as a failing machine does; what is stored stays.
    pub fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again where it was.
    pub fn resume(&mut self) {
        let at = self.address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        (self.process, self.address) = Self::serve(&self.data, &self.client, &at);
    }

    /// Another server, to which pages of this origin may report visits.
    pub fn embedded_in(origin: &str) -> Self {
        let id = "id = \"demo\"\n";
        let settings = settings().replacen(id, &format!("{id}embed_origins = [\"{origin}\"]\n"), 1);
        assert!(settings.contains(origin), "the demo's settings have no place for an origin");
        Self::start(&settings)
    }

    /// The same, with another client: the loader of another release.
    pub fn of_another_release(origin: &str, change: impl Fn(&str) -> String) -> Self {
        let mut server = Self::embedded_in(origin);
        server.stop();
        server.client = server.data.join("another-client");
        std::fs::create_dir_all(&server.client).unwrap();
        for file in std::fs::read_dir(path_in("BANTIN_DIST")).unwrap().map(Result::unwrap) {
            let (name, to) = (file.file_name(), server.client.join(file.file_name()));
            if name == "embed.js" {
                let loader = std::fs::read_to_string(file.path()).unwrap();
                let changed = change(&loader);
                assert_ne!(changed, loader, "the loader has no place for the change");
                std::fs::write(to, changed).unwrap();
            } else if file.path().is_file() && !name.to_string_lossy().starts_with("embed.js") {
                std::fs::copy(file.path(), to).unwrap();
            }
        }
        server.resume();
        server
    }

    /// Runs another of the program's commands on the same data, while the server runs.
    pub fn command(&self, arguments: &[&str]) {
        perform(&self.data, arguments);
    }

    /// Makes an account of the staff.
    pub fn account(&self, name: &str, password: &str) {
        let mut adding =
            program(&self.data, &["user", "add", name]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        adding.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        assert!(adding.wait().unwrap().success(), "no account could be made");
    }

    /// Imports one article, given as an item of a JSON Feed.
    pub fn import(&self, item: &Value) {
        let file = self.data.join("journey.json");
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "demo", "items": [item] });
        std::fs::write(&file, feed.to_string()).unwrap();
        self.command(&["import", "--site", "demo", &file.to_string_lossy()]);
    }

    /// The path of a folder beside what is stored, gone with it.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// What the demo site's API answers at a path.
    pub async fn api(&self, path: &str) -> Value {
        http::json(&format!("{}api/v1/sites/demo/{path}", self.address)).await
    }

    /// How often an article has been viewed.
    pub async fn views(&self, article: &str) -> u64 {
        self.api(&format!("articles/{article}/views")).await["views"].as_u64().unwrap()
    }

    /// How many streams of counts are open.
    pub async fn streams(&self) -> Option<u64> {
        let metrics = http::text(&format!("{}metrics", self.address)).await;
        metrics.lines().find_map(|line| line.strip_prefix("bantin_streams "))?.parse().ok()
    }
}

/// The settings' file, beside what is stored.
const SETTINGS: &str = "bantin.toml";

/// The demo site's settings.
fn settings() -> String {
    std::fs::read_to_string(in_project("demo/bantin.toml")).unwrap()
}

/// The feed that is imported before each journey.
pub fn demo_feed() -> Value {
    serde_json::from_str(&std::fs::read_to_string(in_project("public/demo/feed.json")).unwrap()).unwrap()
}

/// A file of the project.
pub fn in_project(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_string_lossy().into_owned()
}

/// The program with arguments, on the data of one server.
fn program(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(path_in("BANTIN_SERVER"));
    command.args(arguments).arg("--config").arg(data.join(SETTINGS)).arg("--data").arg(data);
    command
}

fn perform(data: &Path, arguments: &[&str]) {
    let done = program(data, arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
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
    assert!(comes(so).await, "waited in vain until {what}");
}

/// Whether it comes about in time.
pub async fn comes(so: impl AsyncFn() -> bool) -> bool {
    let start = Instant::now();
    while !so().await {
        if start.elapsed() > PATIENCE {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    true
}
