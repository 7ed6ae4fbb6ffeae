//! What an embed costs the page that it stands on: a host's page without it, with ours, with our iframes, and with a list in plain
//! JavaScript that shows the same.

mod counted;
mod host;
mod table;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use bantin_bench_companion::{Companion, FREE_PORT, Running};
use serde_json::Value;

use crate::ask::Asker;
use crate::browser::{self, Browser};
use crate::pages::SITE;
use crate::rival::Rival;
use counted::Counted;

/// How long a page that has loaded is looked on: what comes late is seen too.
const LOOKED_ON: Duration = Duration::from_secs(6);

/// What stands on the host's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guest {
    /// Nothing.
    None,
    /// `<bantin-news>` and `<bantin-counter>`, the two lines alone.
    Elements,
    /// The same with their room kept free by the host's style sheet.
    Held,
    /// `<bantin-counter>` alone.
    Counter,
    /// The same two as iframes.
    Frames,
    /// A list in plain JavaScript, as an office's own programmer would write it: as it should be, without a counter.
    Script,
}

impl Guest {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::None, Self::Elements, Self::Held, Self::Counter, Self::Frames, Self::Script];

    /// How it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "the host's page alone",
            Self::Elements => "with <bantin-news> and <bantin-counter>",
            Self::Held => "the same, their room kept free",
            Self::Counter => "with <bantin-counter> alone",
            Self::Frames => "with both as iframes",
            Self::Script => "with a list in plain JavaScript",
        }
    }
}

/// What was seen of the host's page. Times are milliseconds from its beginning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cost {
    /// The host's own largest paint.
    pub(crate) largest: f64,
    /// What was painted then.
    pub(crate) what: String,
    /// The longest task.
    pub(crate) longest: f64,
    /// When what is embedded was there to be read; `None` where nothing is.
    pub(crate) content: Option<f64>,
    /// How far things moved.
    pub(crate) shift: f64,
    /// Bytes that the news server sent.
    pub(crate) bytes: f64,
}

/// Starts all that is compared, opens, prints.
pub(crate) async fn run(companion: &Companion, settings: &Path, feed: &Path, runs: usize) -> Result<()> {
    let news = Counted::open().await?;
    let host = host_of(&news.address, feed)?.serve().await?;
    companion.begin_anew()?;
    let own = companion.folder.join("bantin.toml");
    let written = fs::read_to_string(settings).with_context(|| format!("reading {}", settings.display()))?;
    let id = format!("id = \"{SITE}\"\n");
    fs::write(&own, written.replacen(&id, &format!("{id}embed_origins = [\"{host}\"]\n"), 1))?;
    let companion = Companion { settings: Some(own), ..companion.clone() };
    companion.import(SITE, feed)?;
    let server = companion.serve(FREE_PORT)?;
    news.lead_to(server.addr()?)?;
    let driver = browser::driver()?;
    let mut costs: Vec<(Guest, Vec<Cost>)> = Guest::ALL.map(|guest| (guest, Vec::new())).into();
    // The first of each is not counted: it fills what servers keep.
    for run in 0..=runs {
        // Who is first changes, so that nobody always finds the machine as another left it.
        let first = run % costs.len().max(1);
        costs.rotate_left(first);
        for (guest, seen) in &mut costs {
            let cost = cost(&driver, &news, &format!("{host}{}", host::path(*guest))).await?;
            if run > 0 {
                seen.push(cost);
            }
        }
        costs.rotate_right(first);
    }
    table::print(&costs);
    Ok(())
}

/// The host's site: a page for each guest.
fn host_of(news: &str, feed: &Path) -> Result<Rival> {
    let host = Rival::new(&Asker::new(), news);
    for guest in Guest::ALL {
        host.add(&host::path(guest), "text/html; charset=utf-8", host::document(guest, news))?;
    }
    let folder = feed.parent().context("the feed is in no folder")?.join("pictures");
    let pictures = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
    let picture =
        pictures.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|kind| kind == "jpg"));
    let picture =
        picture.max_by_key(|path| path.metadata().map_or(0, |about| about.len())).context("the demo has no picture")?;
    host.add(host::PICTURE, "image/jpeg", fs::read(&picture)?)?;
    host.add(host::SCRIPT, "text/javascript", host::script(news))?;
    Ok(host)
}

async fn cost(driver: &Running, news: &Counted, address: &str) -> Result<Cost> {
    let browser = Browser::open(driver).await?;
    news.begin();
    browser.go(address).await?;
    tokio::time::sleep(LOOKED_ON).await;
    let seen = browser.ask("return __loaded()").await?;
    browser.close().await?;
    read(&seen, news.sent()).with_context(|| format!("{address} was not wholly seen: {seen}"))
}

fn read(seen: &Value, bytes: f64) -> Option<Cost> {
    let number = |name: &str| seen.get(name).and_then(Value::as_f64);
    Some(Cost {
        largest: number("largest")?,
        what: seen.get("what").and_then(Value::as_str).unwrap_or_default().to_owned(),
        longest: number("longest")?,
        content: number("content"),
        shift: number("shift")?,
        bytes,
    })
}
