//! How long questions take to a hundred thousand articles, beside bare FTS5 that gives the same page: twenty titles and an excerpt each.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bantin_bench_figures::{Random, Seen};
use bantin_feed::{Article, Format, Given, read};
use bantin_search::text_of;
use rusqlite::Connection;

use crate::judged::bare;
use crate::library::Library;
use crate::many::{many, name};
use crate::plain::{Fts5, question};

/// Articles on a page.
const PAGE: usize = 20;

/// Questions of each kind.
const ASKED: usize = 40;

/// What p99 is to stay below, in milliseconds, and suggestions.
const AIMS: (f64, f64) = (20.0, 10.0);

/// What our time divided by bare FTS5's is to be, at most.
const RATIO: f64 = 1.2;

pub(crate) fn run(demo: &[Article], folder: &Path, count: usize, rounds: usize) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder)?;
    let articles = many(demo, count);
    let timed = |work: &mut dyn FnMut() -> Result<()>| -> Result<f64> {
        let begun = Instant::now();
        work()?;
        Ok(begun.elapsed().as_secs_f64())
    };
    let (with, without, plain) = (folder.join("with"), folder.join("without"), folder.join("plain"));
    let library = Library::open(&with)?;
    let indexed = timed(&mut || library.import(&articles, true))?;
    let bare_library = Library::open(&without)?;
    let unindexed = timed(&mut || bare_library.import(&articles, false))?;
    drop(bare_library);
    let mut made = None;
    let plainly = timed(&mut || {
        made = Some(Fts5::with(&plain, &articles)?);
        Ok(())
    })?;
    let fts = made.context("no FTS5")?;
    println!(
        "\n{count} articles, {:.0} MB of text\n",
        articles.iter().map(|one| one.content_html.as_ref().map_or(0, String::len)).sum::<usize>() as f64 / 1e6
    );
    println!("| import | seconds | MB of the index |");
    println!("| --- | --: | --: |");
    println!(
        "| with the index | {indexed:.1} ({:.2} × without) | {:.0} |",
        indexed / unindexed,
        size(&with, "search_%")?
    );
    println!("| without | {unindexed:.1} | |");
    println!(
        "| bare FTS5 alone | {plainly:.1} | {:.0} and its copy of the texts, {:.0} |",
        size(&plain, "plain_%")? - size(&plain, "plain_content")?,
        size(&plain, "plain_content")?
    );
    println!(
        "\n| question | asked | p50, ms | p99, ms | bare FTS5 p50, ms | p99, ms | p50 ÷ p50 | first time, ms (p99) |"
    );
    println!("| --- | --: | --: | --: | --: | --: | --- | --: |");
    let mut worst = Duration::ZERO;
    for (kind, asked) in kinds(demo) {
        // Cold: by a connection that has looked at nothing, though the system may still have the file.
        let fresh = Library::open(&with)?;
        let cold = measure(&asked, 1, |typed| page(&fresh, typed))?;
        let ours = measure(&asked, rounds, |typed| page(&library, typed))?;
        let its = measure(&asked, rounds, |typed| bare_page(&fts.0, typed))?;
        worst = worst.max(ours.percentile(99));
        let ratio = ours.percentile(50).as_secs_f64() / its.percentile(50).as_secs_f64();
        let verdict = if ratio <= RATIO { "met" } else { "MISSED" };
        println!(
            "| {kind} | {} | {} | {} | {} | {} | {ratio:.2} (aim {RATIO}: {verdict}) | {} |",
            asked.len(),
            ms(ours.percentile(50)),
            ms(ours.percentile(99)),
            ms(its.percentile(50)),
            ms(its.percentile(99)),
            ms(cold.percentile(99)),
        );
    }
    let typing: Vec<String> = titles(demo).iter().flat_map(|title| beginnings(title)).collect();
    let suggested = measure(&typing, 1, |typed| library.suggest(typed).map(|_| ()))?;
    println!(
        "| suggestions | {} | {} | {} | | | | |",
        typing.len(),
        ms(suggested.percentile(50)),
        ms(suggested.percentile(99))
    );
    for (what, is, aim) in [("questions", worst, AIMS.0), ("suggestions", suggested.percentile(99), AIMS.1)] {
        let met = is.as_secs_f64() * 1e3 <= aim;
        println!("\np99 of {what}: {} ms, aim {aim}: {}", ms(is), if met { "met" } else { "MISSED" });
    }
    Ok(())
}

/// Each kind of question with some of it.
fn kinds(demo: &[Article]) -> Vec<(&'static str, Vec<String>)> {
    let mut random = Random::new(80);
    let titles = titles(demo);
    let mut words = |count: usize| -> String {
        let title: Vec<&str> =
            titles.get(random.below(titles.len())).map(|title| title.split_whitespace().collect()).unwrap_or_default();
        let from = random.below(title.len().saturating_sub(count) + 1);
        title
            .iter()
            .skip(from)
            .take(count)
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut some = |count: usize, quoted: bool| {
        let asked = (0..ASKED).map(|_| if quoted { format!("\"{}\"", words(count)) } else { words(count) });
        asked.filter(|typed| typed.chars().any(char::is_alphanumeric)).collect::<Vec<_>>()
    };
    let (one, two, phrase) = (some(1, false), some(2, false), some(2, true));
    let without = two.iter().map(|typed| bare(typed)).collect();
    let mut random = Random::new(81);
    let rare = (0..ASKED).map(|_| format!("\"{}\"", name(&mut random))).collect();
    let common = ["phường", "người", "của", "khu phố", "phuong", "ngay", "co", "cho"].map(str::to_owned).into();
    vec![
        ("one word of a title", one),
        ("two words", two),
        ("two words, without diacritics", without),
        ("a phrase", phrase),
        ("a person's name, in quotes", rare),
        ("a word of nearly every article", common),
    ]
}

fn titles(demo: &[Article]) -> Vec<&str> {
    demo.iter().filter_map(|article| article.title.as_deref()).collect()
}

/// What somebody has typed of a title after each letter, up to twenty.
fn beginnings(title: &str) -> Vec<String> {
    (1..=20).map(|letters| title.chars().take(letters).collect()).collect()
}

/// Twenty titles and excerpts with marks.
fn page(library: &Library, typed: &str) -> Result<()> {
    let finding = library.find(typed, PAGE)?;
    for id in &finding.ids {
        let Some(row) = library.store().article("demo", *id)? else { continue };
        let read = read(row.article.as_bytes(), Format::JsonFeed, &Given::default())?;
        for article in &read.feed.items {
            std::hint::black_box(bantin_search::excerpt(&text_of(article), &finding.query));
            std::hint::black_box(bantin_search::marked(&row.title, &finding.query));
        }
    }
    Ok(())
}

/// The same as the manual of FTS5 shows it, and how many there are.
fn bare_page(fts: &Connection, typed: &str) -> Result<()> {
    let asked = question(typed);
    let mut page = fts.prepare_cached(
        "SELECT id, highlight(plain, 1, '<b>', '</b>'), snippet(plain, 2, '<b>', '</b>', '…', 38) FROM plain
         WHERE plain MATCH ?1 ORDER BY rank LIMIT 20",
    )?;
    let mut rows = page.query([&asked])?;
    while let Some(row) = rows.next()? {
        std::hint::black_box((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
    }
    let mut count = fts.prepare_cached("SELECT count(*) FROM plain WHERE plain MATCH ?1")?;
    std::hint::black_box(count.query_row([&asked], |row| row.get::<_, i64>(0))?);
    Ok(())
}

fn measure(asked: &[String], rounds: usize, mut ask: impl FnMut(&str) -> Result<()>) -> Result<Seen> {
    let mut took = Vec::new();
    let begun = Instant::now();
    for _ in 0..rounds {
        for typed in asked {
            let begun = Instant::now();
            ask(typed).with_context(|| format!("asking for {typed:?}"))?;
            took.push(begun.elapsed());
        }
    }
    Ok(Seen::new(took, begun.elapsed()))
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

/// What tables whose names are like this take, in MB.
fn size(database: &Path, like: &str) -> Result<f64> {
    let connection = Connection::open(database)?;
    let bytes: i64 =
        connection
            .query_row("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE ?1", [like], |row| row.get(0))?;
    Ok(bytes as f64 / 1e6)
}
