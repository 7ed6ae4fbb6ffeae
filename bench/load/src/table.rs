//! What is printed.

use std::time::Duration;

use crate::load::Seen;

/// One measurement of one server.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Answers a second.
    pub(crate) rate: f64,
    p50: Duration,
    p99: Duration,
    processor: Option<Duration>,
}

impl Figure {
    /// From what was seen, and the processor time that the server used meanwhile.
    pub(crate) fn new(seen: &Seen, processor: Option<Duration>) -> Self {
        let answers = u32::try_from(seen.answers()).unwrap_or(u32::MAX).max(1);
        Self {
            rate: seen.rate(),
            p50: seen.percentile(50),
            p99: seen.percentile(99),
            processor: processor.map(|time| time / answers),
        }
    }
}

/// A number that was measured several times: the median, the least and the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    /// Of nothing it is all zero.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |place: usize| values.get(place).copied().unwrap_or_default();
        let last = values.len().saturating_sub(1);
        Self { median: f64::midpoint(at(last / 2), at(values.len() / 2)), least: at(0), most: at(last) }
    }

    fn shown(self, digits: usize) -> String {
        format!("{:.digits$} ({:.digits$}–{:.digits$})", self.median, self.least, self.most)
    }
}

/// Prints the head.
pub(crate) fn head() {
    println!(
        "\n| {:<28} | {:<24} | {:<24} | {:<18} | {:>13} | {:>13} | {:>15} |",
        "median (least–most)", "server, answers/s", "bare, answers/s", "ratio", "p50, ms", "p99, ms", "processor, µs"
    );
    println!("| --- | --- | --- | --- | --: | --: | --: |");
}

/// Prints one line: what was measured of the server and of the bare handler, round by round.
pub(crate) fn line(name: &str, rounds: &[(Figure, Figure)]) {
    let ratio = Spread::of(rounds.iter().map(|(server, bare)| server.rate / bare.rate));
    let rate = |pick: fn(&(Figure, Figure)) -> &Figure| Spread::of(rounds.iter().map(|round| pick(round).rate));
    let (server, bare): (Pick, Pick) = (|round| &round.0, |round| &round.1);
    let both = |value: fn(&Figure) -> f64, digits: usize| {
        let median = |pick: Pick| Spread::of(rounds.iter().map(|round| value(pick(round)))).median;
        format!("{:.digits$} : {:.digits$}", median(server), median(bare))
    };
    println!(
        "| {:<28} | {:<24} | {:<24} | {:<18} | {:>13} | {:>13} | {:>15} |",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_middle_and_both_ends() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0]), Spread { median: 2.0, least: 1.0, most: 3.0 });
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).median, 2.5);
        assert_eq!(Spread::of([]).median, 0.0);
    }
}
