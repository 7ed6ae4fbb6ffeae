//! The three engines, and the WebDriver process of each.

use super::http;
use ::http::Method;
use fantoccini::ClientBuilder;
use fantoccini::wd::WebDriverCompatibleCommand;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use url::{ParseError, Url};

/// What Chromium is started with; a machine without screen or with root only must do.
const CHROMIUM: &str = include_str!("../chromium-flags.txt");

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    /// Its name, as `cargo xtask test` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// Its WebDriver program.
    fn command(self, port: u16) -> Command {
        let (program, flag) = match self {
            Self::Chromium => ("chromedriver", format!("--port={port}")),
            Self::Firefox => ("geckodriver", format!("--port={port}")),
            Self::Webkit => ("WebKitWebDriver", format!("--port={port}")),
        };
        let mut command = Command::new(program);
        command.arg(flag);
        if self == Self::Firefox {
            // Its second port has a fixed default, on which two drivers would meet.
            command.arg(format!("--websocket-port={}", free_port()));
        }
        // There is no graphics card. WebKit must composite all the same: without it a view transition ends its process.
        command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        // A journey that fails leaves its browser open; together they are ended.
        command.process_group(0);
        command
    }

    fn capabilities(self) -> Map<String, Value> {
        let capabilities = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": { "args": CHROMIUM.lines().chain(["--window-size=1280,900", "--lang=vi"]).collect::<Vec<_>>() },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless", "--width=1280", "--height=900"],
                    "prefs": { "app.update.enabled": false, "network.captive-portal-service.enabled": false },
                },
            }),
            Self::Webkit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
                    "args": ["--automation"],
                },
            }),
        };
        match capabilities {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

/// A running WebDriver process; it ends with its value.
pub struct Driver {
    process: Child,
    pub client: fantoccini::Client,
}

impl Driver {
    /// Starts the engine's driver and one browser.
    pub async fn start(engine: Engine) -> Self {
        let port = free_port();
        let process = engine.command(port).spawn().unwrap_or_else(|error| {
            panic!("the driver of {} does not start ({error}); `cargo xtask test` installs it", engine.name())
        });
        let address = format!("http://127.0.0.1:{port}");
        let status = format!("{address}/status");
        super::stage::until("the driver answers", async || {
            http::get(&status).await.is_some_and(|answer| answer.status().is_success())
        })
        .await;
        let client =
            ClientBuilder::new(HttpConnector::new()).capabilities(engine.capabilities()).connect(&address).await;
        let client = client.unwrap_or_else(|error| panic!("{} does not start: {error}", engine.name()));
        Self { process, client }
    }
}

impl Driver {
    /// What a command of Chromium's own protocol answers.
    pub async fn protocol(&self, command: &'static str) -> Value {
        self.client.issue_cmd(Protocol { command }).await.unwrap()
    }
}

/// A command of Chromium's own protocol without parameters, as its driver takes it.
#[derive(Debug)]
struct Protocol {
    command: &'static str,
}

impl WebDriverCompatibleCommand for Protocol {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.command, "params": {} }).to_string()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
