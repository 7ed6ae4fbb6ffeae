//! What Lighthouse says of rendered pages. How accessible they are, whether they follow good practice and what search
//! engines find is the same each time, so `cargo xtask test` holds to it; how quick they are is `cargo xtask bench
//! lighthouse`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Child;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::{client, server};
use crate::lane::Lane;
use crate::tools::{self, browsers, node_modules};
use crate::workspace::Workspace;

/// The least that a page may have in what is tested, of 100.
const LEAST: u32 = 99;

/// What Chromium is started with; a machine without screen or with root only must do.
const FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The pages: the front page, a listing, an article, and one that is not there. That one is not for search engines.
const PAGES: [(&str, &str); 4] = [
    ("home", ""),
    ("listing", "chuyen-muc/tin-hoat-dong"),
    ("article", "tin/1/lich-tiep-cong-dan-thang-12-2026-cua-lanh-dao-phuong"),
    ("not found", "khong-co-trang-nay"),
];

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
    node_modules::ensure_lighthouse(workspace, &Lane::front())?;
    let site = Site::start(workspace)?;
    let pages: Vec<_> = PAGES
        .iter()
        .map(|(name, path)| {
            let wanted = if *name == "not found" { &["accessibility"] } else { categories };
            json!({ "address": format!("{}/{path}", site.origin), "categories": wanted })
        })
        .collect();
    let asked = json!({ "chrome": browsers::chromium(workspace)?, "flags": FLAGS, "pages": pages });
    let answer = workspace
        .command("node")
        .arg(workspace.path("xtask/lighthouse/lighthouse.mjs"))
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

/// The demo site, served. It ends with this value.
struct Site {
    origin: String,
    server: Child,
    folder: PathBuf,
}

impl Site {
    fn start(workspace: &Workspace) -> Result<Self> {
        // A site has an origin, and its pages name it; so it must be known before.
        let addr = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).context("looking for a port")?;
        let origin = format!("http://{addr}");
        let folder = workspace.target("lighthouse");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let settings = folder.join("bantin.toml");
        let demo = fs::read_to_string(workspace.path("demo/bantin.toml")).context("reading the demo's settings")?;
        let id = "id = \"demo\"\n";
        fs::write(&settings, demo.replacen(id, &format!("{id}origin = \"{origin}\"\n"), 1))
            .with_context(|| format!("writing {}", settings.display()))?;
        let program = |name: &str| {
            let command = workspace.command(&server::binary(workspace).to_string_lossy()).arg(name);
            command.arg("--config").arg(&settings).arg("--data").arg(&folder)
        };
        program("import")
            .args(["--site", "demo", "--views", "public/demo/feed.json"])
            .run()
            .context("importing the demo site")?;
        let serve = program("serve").args(["--addr", &addr.to_string(), "--client", "dist"]);
        let mut site = Self { origin, server: serve.start_piped()?, folder };
        let mut said = String::new();
        if let Some(out) = site.server.stdout.take() {
            BufReader::new(out).read_line(&mut said).context("waiting for the server")?;
        }
        if !said.contains("listening") {
            bail!("the server did not start: try `cargo xtask run` by hand");
        }
        Ok(site)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}
