//! A table of rounds in which a server and a bare handler were loaded by turns.

use std::time::Duration;

use crate::{Seen, Spread};

/// One measurement of one server.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Answers a second.
    pub rate: f64,
    p50: Duration,
    p99: Duration,
    processor: Option<Duration>,
}

impl Figure {
    /// From what was seen, and the processor time that the server used meanwhile.
    #[must_use]
    pub fn new(seen: &Seen, processor: Option<Duration>) -> Self {
        let answers = u32::try_from(seen.answers()).unwrap_or(u32::MAX).max(1);
        Self {
            rate: seen.rate(),
            p50: seen.percentile(50),
            p99: seen.percentile(99),
            processor: processor.map(|time| time / answers),
        }
    }
}

/// Prints the head; `answers` is what is counted.
pub fn head(answers: &str) {
    println!(
        "\n| {:<36} | {:<24} | {:<24} | {:<18} | {:>13} | {:>13} | {:>15} |",
        "median (least–most)",
        format!("server, {answers}/s"),
        format!("bare, {answers}/s"),
        "ratio",
        "p50, ms",
        "p99, ms",
        "processor, µs"
    );
    println!("| --- | --- | --- | --- | --: | --: | --: |");
}

/// Prints one line: what was measured of the server and of the bare handler, round by round.
pub fn line(name: &str, rounds: &[(Figure, Figure)]) {
    let ratio = Spread::of(rounds.iter().map(|(server, bare)| server.rate / bare.rate));
    let rate = |pick: fn(&(Figure, Figure)) -> &Figure| Spread::of(rounds.iter().map(|round| pick(round).rate));
    let (server, bare): (Pick, Pick) = (|round| &round.0, |round| &round.1);
    let both = |value: fn(&Figure) -> f64, digits: usize| {
        let median = |pick: Pick| Spread::of(rounds.iter().map(|round| value(pick(round)))).median;
        format!("{:.digits$} : {:.digits$}", median(server), median(bare))
    };
    println!(
        "| {:<36} | {:<24} | {:<24} | {:<18} | {:>13} | {:>13} | {:>15} |",
        name,
        rate(server).shown(0),
        rate(bare).shown(0),
        ratio.shown(2),
        both(|figure| figure.p50.as_secs_f64() * 1e3, 2),
        both(|figure| figure.p99.as_secs_f64() * 1e3, 2),
        both(|figure| figure.processor.unwrap_or_default().as_secs_f64() * 1e6, 1),
    );
}

type Pick = fn(&(Figure, Figure)) -> &Figure;
