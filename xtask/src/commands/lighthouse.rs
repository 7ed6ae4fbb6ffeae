//! What Lighthouse says of rendered pages. How accessible they are, whether they follow good practice and what search
//! engines find is the same each time, so `cargo xtask test` holds to it; how quick they are is `cargo xtask bench
//! lighthouse`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::{client, server};
use crate::demo_site::{ARTICLE, DemoSite, LISTING, NOT_FOUND};
use crate::lane::Lane;
use crate::tools::{self, browsers, node_modules};
use crate::workspace::Workspace;

/// The least that a page may have in what is tested, of 100.
const LEAST: u32 = 99;

/// What Chromium is started with; a machine without screen or with root only must do.
const FLAGS: &str = include_str!("../../../tests/chromium-flags.txt");

/// The pages: the front page, a listing, an article, and one that is not there. That one is not for search engines.
const PAGES: [(&str, &str); 4] = [("home", ""), ("listing", LISTING), ("article", ARTICLE), ("not found", NOT_FOUND)];

/// What is the same each time.
const STEADY: [&str; 3] = ["accessibility", "best-practices", "seo"];

#[derive(Deserialize)]
struct Judged {
    scores: BTreeMap<String, u32>,
    wanting: Vec<String>,
}

/// Fails where a page has less than [`LEAST`] in what is steady.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    let judged = judge(workspace, &STEADY)?;
    print(&judged);
    let low: Vec<&str> = judged
        .iter()
        .filter(|(_, judged)| judged.scores.values().any(|score| *score < LEAST))
        .map(|(name, _)| *name)
        .collect();
    if low.is_empty() {
        return Ok(());
    }
    bail!("less than {LEAST} of 100, for what is named above: {}", low.join(", "))
}

/// Builds, judges all of it and prints.
pub(crate) fn bench(workspace: &Workspace) -> Result<()> {
    let lane = Lane::front();
    browsers::ensure(workspace, &lane, &["chromium".to_owned()])?;
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    server::build(workspace, &lane, &[])?;
    let [first, second, third] = STEADY;
    print(&judge(workspace, &["performance", first, second, third])?);
    Ok(())
}

fn judge(workspace: &Workspace, categories: &[&str]) -> Result<Vec<(&'static str, Judged)>> {
    node_modules::ensure_judging(workspace, &Lane::front())?;
    let site = DemoSite::start(workspace)?;
    let pages: Vec<_> = PAGES
        .iter()
        .map(|(name, path)| {
            let wanted = if *name == "not found" { &["accessibility"] } else { categories };
            json!({ "address": format!("{}/{path}", site.origin), "categories": wanted })
        })
        .collect();
    let asked =
        json!({ "chrome": browsers::chromium(workspace)?, "flags": FLAGS.lines().collect::<Vec<_>>(), "pages": pages });
    let answer = workspace
        .command("node")
        .arg(workspace.path("xtask/judging/lighthouse.mjs"))
        .capture_with_input(&asked.to_string())
        .context("asking Lighthouse")?;
    let judged: Vec<Judged> = serde_json::from_str(&answer).context("reading what Lighthouse says")?;
    Ok(PAGES.iter().map(|(name, _)| *name).zip(judged).collect())
}

fn print(judged: &[(&'static str, Judged)]) {
    let categories = ["performance", "accessibility", "best-practices", "seo"];
    println!("| page | {} |\n| --- | --: | --: | --: | --: |", categories.join(" | "));
    for (name, Judged { scores, .. }) in judged {
        let score = |category: &&str| scores.get(*category).map_or_else(|| "–".to_owned(), u32::to_string);
        println!("| {name} | {} |", categories.iter().map(score).collect::<Vec<_>>().join(" | "));
    }
    for (name, Judged { wanting, .. }) in judged {
        wanting.iter().for_each(|what| println!("{name}: {what}"));
    }
}
