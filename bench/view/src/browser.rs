//! A browser with nothing stored, slowed to a mid-range phone on a slow line.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use bantin_bench_companion::Running;
use fantoccini::ClientBuilder;
use fantoccini::wd::WebDriverCompatibleCommand;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use url::{ParseError, Url};

/// What Chromium is started with; a machine without screen or with root only must do.
const ARGUMENTS: &str = include_str!("../../../tests/chromium-flags.txt");

/// Milliseconds until a request is answered, as 4G is simulated by others too.
const LATENCY: f64 = 562.5;
/// Bytes a second that come in: 1.47 Mb.
const DOWN: u32 = 184_320;
/// Bytes a second that go out: 0.675 Mb.
const UP: u32 = 84_375;
/// How many times slower the processor is.
const SLOWER: u32 = 4;
/// The screen, in CSS pixels, and how many of its own each has.
const SCREEN: (u32, u32, u32) = (360, 740, 3);

/// What is run in every page before its own scripts.
const PROBE: &str = include_str!("probe.js");

/// Starts Chromium's driver.
pub(crate) fn driver() -> Result<Running> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stderr(Stdio::null());
    Running::start(command, |line| {
        let port: u16 = line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()?;
        Some(format!("http://127.0.0.1:{port}"))
    })
}

/// A browser. End it with [`Browser::close`].
pub(crate) struct Browser(fantoccini::Client);

impl Browser {
    /// Starts one with a profile of its own.
    pub(crate) async fn open(driver: &Running) -> Result<Self> {
        let options = json!({ "args": ARGUMENTS.lines().chain(["--lang=vi"]).collect::<Vec<_>>() });
        let capabilities: Map<String, Value> =
            [("browserName".to_owned(), json!("chrome")), ("goog:chromeOptions".to_owned(), options)]
                .into_iter()
                .collect();
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&driver.address).await;
        let browser = Self(client.context("Chromium does not start")?);
        let (width, height, ratio) = SCREEN;
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": true });
        browser.protocol("Emulation.setDeviceMetricsOverride", screen).await?;
        browser.protocol("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await?;
        browser.protocol("Network.enable", json!({})).await?;
        let line = json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP });
        browser.protocol("Network.emulateNetworkConditions", line).await?;
        browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
        Ok(browser)
    }

    /// Opens an address and waits until it has loaded.
    pub(crate) async fn go(&self, address: &str) -> Result<()> {
        self.0.goto(address).await.with_context(|| format!("opening {address}"))
    }

    /// What a script answers.
    pub(crate) async fn ask(&self, script: &str) -> Result<Value> {
        self.0.execute(script, Vec::new()).await.with_context(|| format!("running {script}"))
    }

    /// What an expression is, or comes to be.
    pub(crate) async fn evaluate(&self, expression: &str) -> Result<Value> {
        let what = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.protocol("Runtime.evaluate", what).await?;
        answer.pointer("/result/value").cloned().with_context(|| format!("{expression} came to {answer}"))
    }

    /// Sends a command of Chromium's own protocol.
    pub(crate) async fn protocol(&self, command: &'static str, parameters: Value) -> Result<Value> {
        self.0.issue_cmd(Protocol { command, parameters }).await.with_context(|| format!("sending {command}"))
    }

    /// Ends it.
    pub(crate) async fn close(self) -> Result<()> {
        self.0.close().await.context("ending Chromium")
    }
}

/// A command of Chromium's own protocol, as its driver takes it.
#[derive(Debug)]
struct Protocol {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Protocol {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/goog/cdp/execute", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()))
    }
}
