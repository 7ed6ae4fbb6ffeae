//! Which is opened when: by turns, so that what else the machine does hits all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use bantin_bench_companion::{Companion, FREE_PORT, Running};

use crate::ask::Asker;
use crate::pages::{self, Page, SITE, api};
use crate::rival::Rival;
use crate::table;
use crate::unscripted::unscripted;
use crate::view::{Seen, view};
use crate::warm::By;
use crate::{browser, preact, warm};

/// Who shows a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// The companion server, and then the application.
    Ours,
    /// The same page as static HTML without script.
    Html,
    /// The same page by Preact, rendered in the browser.
    Preact,
}

impl Who {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Ours, Self::Html, Self::Preact];

    /// How it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "bantin",
            Self::Html => "static HTML",
            Self::Preact => "Preact",
        }
    }
}

/// What each saw of one page, run by run.
pub(crate) type Views = Vec<(Who, Vec<Seen>)>;

/// Starts all that is compared, opens, prints.
pub(crate) async fn run(
    companion: &Companion,
    feed: &Path,
    script: &Path,
    runs: usize,
    only: Option<&str>,
) -> Result<()> {
    let is_wanted = |name: &str| only.is_none_or(|only| only == name);
    companion.begin_anew()?;
    companion.import(SITE, feed)?;
    let server = companion.serve(FREE_PORT)?;
    let asker = Asker::new();
    let pages = pages::all(&asker, &server.address).await?;
    let (html, preact) = rivals(&asker, &server, &pages, script).await?;
    let driver = browser::driver()?;
    let address = |who| match who {
        Who::Ours => &server.address,
        Who::Html => &html,
        Who::Preact => &preact,
    };
    table::head();
    for page in pages.iter().filter(|page| is_wanted(page.name)) {
        let mut views: Views = Who::ALL.map(|who| (who, Vec::new())).into();
        // The first of each is not counted: it fills what servers keep.
        for run in 0..=runs {
            // Who is first changes, so that nobody always finds the machine as another left it.
            let first = run % views.len().max(1);
            views.rotate_left(first);
            for (who, seen) in &mut views {
                let now = view(&driver, &format!("{}{}", address(*who), page.path)).await?;
                if run > 0 {
                    seen.push(now);
                }
            }
            views.rotate_right(first);
        }
        table::page(page.name, &views);
    }
    if !is_wanted("warm") {
        return Ok(());
    }
    let listing = pages.iter().find(|page| page.name == "listing").context("there is no listing")?;
    let listing = format!("{}{}", server.address, listing.path);
    let mut steps = Vec::new();
    for _ in 0..runs {
        let [us, bare] = By::ALL.map(|by| warm::step(&driver, &listing, by));
        steps.push((us.await?, bare.await?));
    }
    table::warm(&steps);
    Ok(())
}

/// Makes both rivals from what the server answers; says where they are.
async fn rivals(asker: &Asker, server: &Running, pages: &[Page], script: &Path) -> Result<(String, String)> {
    let (html, preact) = (Rival::new(asker, &server.address), Rival::new(asker, &server.address));
    let site = asker.json(&format!("{}{}/", server.address, api())).await?;
    let kind = "text/html; charset=utf-8";
    for page in pages {
        let plain = unscripted(&asker.text(&format!("{}{}", server.address, page.path)).await?);
        preact.add(&page.path, kind, preact::document(&plain, page, &site)?)?;
        html.add(&page.path, kind, plain)?;
    }
    let bundle = fs::read(script).with_context(|| format!("reading {}", script.display()))?;
    preact.add(preact::SCRIPT, "text/javascript", bundle)?;
    Ok((html.serve().await?, preact.serve().await?))
}
