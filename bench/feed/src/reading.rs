//! Readers and their rivals by turns: how many MB a second, and how much memory at most.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bantin_bench_figures::Spread;
use bantin_bench_news::{ARTICLES, articles};
use bantin_feed::{Format, Given, read};

use crate::documents::{LONG, document};
use crate::{MEMORY, rivals};

/// All that are read, but for pages: of one 4 MB are read at most.
pub(crate) fn formats() -> impl Iterator<Item = Format> {
    Format::all().filter(|format| *format != Format::Page)
}

/// What one reading took.
struct Took {
    time: Duration,
    /// The most memory that it held at once, in bytes.
    memory: usize,
}

/// Measures all readers and prints a line for each.
pub(crate) fn run(rounds: usize) -> Result<()> {
    println!("\n{ARTICLES} articles in each format, {rounds} rounds\n");
    println!("| format | MB | MB/s | beside it | MB/s | ratio | aim | memory ÷ document, ours : its |");
    println!("| --- | --: | --: | --- | --: | --- | --- | --- |");
    let articles = articles(LONG);
    for format in formats() {
        line(format, &document(format, &articles), rounds)?;
    }
    Ok(())
}

fn line(format: Format, document: &str, rounds: usize) -> Result<()> {
    let rival = rivals::of(format);
    let ours = || ours(format, document);
    let its = || measured(|| (rival.read)(document));
    // What the first reading asks the system for, later ones have already.
    ours()?;
    its()?;
    let mut both = Vec::new();
    for round in 0..rounds {
        // Who is first changes, so that neither always finds the machine as the other left it.
        both.push(if round % 2 == 0 {
            let first = ours()?;
            (first, its()?)
        } else {
            let first = its()?;
            (ours()?, first)
        });
    }
    let megabytes = document.len() as f64 / 1e6;
    let speed = |pick: fn(&(Took, Took)) -> &Took| {
        Spread::of(both.iter().map(|round| megabytes / pick(round).time.as_secs_f64())).shown(0)
    };
    let memory = |pick: fn(&(Took, Took)) -> &Took| {
        Spread::of(both.iter().map(|round| pick(round).memory as f64 / document.len() as f64)).median
    };
    let ratio = Spread::of(both.iter().map(|(ours, its)| its.time.as_secs_f64() / ours.time.as_secs_f64()));
    println!(
        "| {format} | {megabytes:.1} | {} | {} | {} | {} | {} | {:.1} : {:.1} |",
        speed(|round| &round.0),
        rival.name,
        speed(|round| &round.1),
        ratio.shown(2),
        verdict(rival.aim, ratio.median),
        memory(|round| &round.0),
        memory(|round| &round.1),
    );
    Ok(())
}

fn verdict(aim: Option<f64>, ratio: f64) -> String {
    match aim {
        None => "–".to_owned(),
        Some(aim) => format!("≥ {aim}: {}", if ratio >= aim { "met" } else { "MISSED" }),
    }
}

fn ours(format: Format, document: &str) -> Result<Took> {
    measured(|| {
        let reading =
            read(document.as_bytes(), format, &Given::default()).with_context(|| format!("reading {format}"))?;
        ensure!(reading.feed.items.len() == ARTICLES, "{format}: {} articles were read", reading.feed.items.len());
        Ok(())
    })
}

fn measured(work: impl FnOnce() -> Result<()>) -> Result<Took> {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let begun = Instant::now();
    work()?;
    Ok(Took { time: begun.elapsed(), memory: MEMORY.peak_usage().saturating_sub(before) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_the_most_that_was_held_at_once() {
        let _alone = crate::ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let took = measured(|| {
            // In the midst of the range: the harness allocates a little beside it.
            (0..10).for_each(|_| drop(vec![1_u8; 1_500_000]));
            Ok(())
        });
        let memory = took.unwrap().memory;
        assert!((1_000_000..2_000_000).contains(&memory), "{memory}");
    }

    #[test]
    fn an_aim_is_met_or_missed() {
        assert_eq!(verdict(Some(0.5), 0.5), "≥ 0.5: met");
        assert_eq!(verdict(Some(1.0), 0.99), "≥ 1: MISSED");
        assert_eq!(verdict(None, 0.1), "–");
    }
}
