//! A page opened by a browser that has never seen it, and what was seen of it.

use std::time::Duration;

use anyhow::{Context, Result};
use bantin_bench_companion::Running;
use serde_json::Value;

use crate::browser::Browser;

/// How long a page that has loaded is looked on: what comes late is seen too.
const LOOKED_ON: Duration = Duration::from_secs(4);

/// What was seen of a page. Times are milliseconds from its beginning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The first paint with content.
    pub(crate) first: f64,
    /// The largest.
    pub(crate) largest: f64,
    /// What was painted then: a picture's file or an element's name.
    pub(crate) what: String,
    /// From when on a tap on a link leads to its page.
    pub(crate) tap: f64,
    /// When the application had taken the page over; `None` where nothing does.
    pub(crate) taken: Option<f64>,
    /// How far things moved (CLS, without its windows: the sum, which is never less).
    pub(crate) shift: f64,
    /// How long tasks were above 50 ms, together.
    pub(crate) blocked: f64,
    /// Bytes that came over the network.
    pub(crate) bytes: f64,
    /// Requests.
    pub(crate) requests: f64,
}

/// Opens an address.
pub(crate) async fn view(driver: &Running, address: &str) -> Result<Seen> {
    let browser = Browser::open(driver).await?;
    browser.go(address).await?;
    tokio::time::sleep(LOOKED_ON).await;
    let seen = browser.ask("return __loaded()").await?;
    browser.close().await?;
    read(&seen).with_context(|| format!("{address} was not wholly seen: {seen}"))
}

fn read(seen: &Value) -> Option<Seen> {
    let number = |name: &str| seen.get(name).and_then(Value::as_f64);
    let first = number("first")?;
    Some(Seen {
        first,
        largest: number("largest")?,
        what: seen.get("what").and_then(Value::as_str).unwrap_or_default().to_owned(),
        // What is not painted yet cannot be tapped.
        tap: number("link")?.max(first),
        taken: number("taken"),
        shift: number("shift")?,
        blocked: number("blocked")?,
        bytes: number("bytes")?,
        requests: number("requests")?,
    })
}
