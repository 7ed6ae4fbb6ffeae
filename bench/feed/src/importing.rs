//! The server's import of ten thousand articles, and one that finds nothing new, beside a bare loop that inserts the same texts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bantin_bench_figures::Spread;
use bantin_bench_news::{ARTICLES, Article, LONG, articles, json_feed};
use rusqlite::Connection;

/// How often the memory of an import is looked at. What Linux says is the most so far, so that nothing but the end is missed.
const LOOK: Duration = Duration::from_millis(5);

/// Imports by turns with the bare loop, and prints a line for each import.
pub(crate) fn run(server: &Path, folder: &Path, rounds: usize) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let articles = articles(LONG);
    let feed = folder.join("feed.json");
    let text = json_feed(&articles);
    fs::write(&feed, &text).with_context(|| format!("writing {}", feed.display()))?;
    let megabytes = text.len() as f64 / 1e6;
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let bare = bare(&folder.join("bare"), &articles)?;
        let data = folder.join("data");
        empty(&data)?;
        first.push((import(server, &data, &feed, "10000 new")?, bare));
        again.push((import(server, &data, &feed, "10000 unchanged")?, bare));
    }
    println!("\n{ARTICLES} articles, {megabytes:.1} MB of JSON Feed, into SQLite; {rounds} rounds\n");
    println!("| `bantin-server import` | seconds | bare loop, seconds | import ÷ loop | most memory, MB |");
    println!("| --- | --- | --- | --- | --- |");
    line("all are new", &first);
    line("all are there already", &again);
    Ok(())
}

/// What an import took: seconds, and megabytes at most where the system tells.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    megabytes: f64,
}

fn line(name: &str, rounds: &[(Took, f64)]) {
    println!(
        "| {name} | {} | {} | {} | {} |",
        Spread::of(rounds.iter().map(|(took, _)| took.seconds)).shown(2),
        Spread::of(rounds.iter().map(|(_, bare)| *bare)).shown(2),
        Spread::of(rounds.iter().map(|(took, bare)| took.seconds / bare)).shown(1),
        Spread::of(rounds.iter().map(|(took, _)| took.megabytes)).shown(0),
    );
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}

fn import(server: &Path, data: &Path, feed: &Path, says: &str) -> Result<Took> {
    let begun = Instant::now();
    let mut child = Command::new(server)
        .args(["import", "--site", "phuong", "--data"])
        .args([data, feed])
        .current_dir(data)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` cannot be started", server.display()))?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut megabytes = 0.0;
    while child.try_wait()?.is_none() {
        megabytes = fs::read_to_string(&status).ok().and_then(|status| most(&status)).unwrap_or(megabytes);
        thread::sleep(LOOK);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success() && said.contains(says),
        "an import that should say `{says}` says `{}`",
        said.trim()
    );
    Ok(Took { seconds, megabytes })
}

/// The most memory that a process has held, in MB, of what Linux says about it.
fn most(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
}

/// Inserts the same texts in one transaction into a file, as safely as the server does, and gives the seconds.
fn bare(folder: &Path, articles: &[Article]) -> Result<f64> {
    empty(folder)?;
    let begun = Instant::now();
    let mut database = Connection::open(folder.join("bare.sqlite"))?;
    database.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    database.pragma_update(None, "synchronous", "full")?;
    database.execute_batch(
        "CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, body TEXT, date TEXT, category TEXT)",
    )?;
    let transaction = database.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO articles VALUES (?, ?, ?, ?, ?)")?;
        for article in articles {
            let Article { number, title, html, date, category } = article;
            insert.execute((format!("tin-{number}"), title, html, date, category))?;
        }
    }
    transaction.commit()?;
    Ok(begun.elapsed().as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_memory_is_what_linux_says() {
        let _alone = crate::ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        assert_eq!(most("Name:\tx\nVmPeak:\t 9 kB\nVmHWM:\t  250000 kB\n"), Some(250.0));
        assert_eq!(most("Name:\tx\n"), None);
    }
}
