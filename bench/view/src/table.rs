//! What is printed.

use crate::rounds::{Views, Who};
use crate::view::Seen;
use crate::warm::Step;

/// How our largest paint is to be beside the one of static HTML, and beside Preact's.
const AIMS: [(Who, f64); 2] = [(Who::Html, 1.05), (Who::Preact, 0.6)];
/// How long the main thread may be busy with a step to an article that was fetched ahead, in milliseconds.
const BUSY: f64 = 50.0;

/// A number that was measured several times: the median, the least and the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Spread {
    /// Of nothing there is none.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let middle = values.get(values.len().saturating_sub(1) / 2)?;
        let other = values.get(values.len() / 2)?;
        Some(Self { median: f64::midpoint(*middle, *other), least: *values.first()?, most: *values.last()? })
    }
}

/// As a cell of a table, with so many digits behind the point.
pub(crate) fn shown(spread: Option<Spread>, digits: usize) -> String {
    let whole = |Spread { median, least, most }| format!("{median:.digits$} ({least:.digits$}–{most:.digits$})");
    spread.map_or_else(|| "–".to_owned(), whole)
}

fn median(spread: Option<Spread>, digits: usize) -> String {
    spread.map_or_else(|| "–".to_owned(), |spread| format!("{:.digits$}", spread.median))
}

/// Prints the head.
pub(crate) fn head() {
    println!(
        "\n| median (least–most) | first paint, ms | largest paint, ms | which is | a tap works, ms | taken over, ms | CLS, \
         most | blocked, ms | KB | requests |"
    );
    println!("| --- | --- | --- | --- | --: | --: | --: | --: | --: | --: |");
}

/// Prints what was seen of a page, and then how ours compares.
pub(crate) fn page(name: &str, views: &Views) {
    for (who, seen) in views {
        let of = |value: fn(&Seen) -> f64| Spread::of(seen.iter().map(value));
        println!(
            "| {name}, {} | {} | {} | {} | {} | {} | {:.3} | {} | {:.1} | {} |",
            who.name(),
            shown(of(|seen| seen.first), 0),
            shown(of(|seen| seen.largest), 0),
            seen.last().map(|seen| seen.what.as_str()).unwrap_or_default(),
            median(of(|seen| seen.tap), 0),
            median(Spread::of(seen.iter().filter_map(|seen| seen.taken)), 0),
            // Not once may anything move.
            of(|seen| seen.shift).map_or(0.0, |shift| shift.most),
            median(of(|seen| seen.blocked), 0),
            of(|seen| seen.bytes).map_or(0.0, |bytes| bytes.median / 1e3),
            median(of(|seen| seen.requests), 0),
        );
    }
    for (other, aim) in AIMS {
        let ratio = ratio(views, other);
        let verdict = if ratio.is_some_and(|ratio| ratio.median <= aim) { "met" } else { "MISSED" };
        println!(
            "| {name}, largest paint ÷ {} | | **{}** (aim ≤ {aim}: {verdict}) | | | | | | | |",
            other.name(),
            shown(ratio, 2)
        );
    }
}

/// Our largest paint beside another's, run by run.
fn ratio(views: &Views, other: Who) -> Option<Spread> {
    let of = |wanted: Who| views.iter().find(|(who, _)| *who == wanted).map(|(_, seen)| seen);
    let pairs = of(Who::Ours)?.iter().zip(of(other)?);
    Spread::of(pairs.map(|(ours, theirs)| ours.largest / theirs.largest))
}

/// Prints the steps from the listing to the article: ours, and the bare ones.
pub(crate) fn warm(steps: &[(Step, Step)]) {
    let (ours, bare): (Vec<&Step>, Vec<&Step>) = steps.iter().map(|(us, bare)| (us, bare)).unzip();
    let busy = |steps: &[&Step]| Spread::of(steps.iter().map(|step| step.busy));
    let waited = |steps: &[&Step]| shown(Spread::of(steps.iter().map(|step| step.waited)), 0);
    let verdict = if busy(&ours).is_some_and(|busy| busy.median < BUSY) { "met" } else { "MISSED" };
    println!("\nfrom the listing to an article | main thread busy, ms | shown after, ms\n--- | --- | ---");
    println!("bantin | {} (aim < {BUSY}: {verdict}) | {}", shown(busy(&ours), 0), waited(&ours));
    println!("bare | {} | {}", shown(busy(&bare), 0), waited(&bare));
    let ratio = Spread::of(steps.iter().map(|(us, bare)| us.busy / bare.busy));
    println!("bantin ÷ bare | {} |", shown(ratio, 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(largest: f64) -> Seen {
        Seen { largest, ..Seen::default() }
    }

    #[test]
    fn ratios_are_taken_run_by_run() {
        let views: Views = vec![
            (Who::Ours, vec![seen(100.0), seen(300.0), seen(200.0)]),
            (Who::Html, vec![seen(100.0), seen(200.0), seen(100.0)]),
        ];
        assert_eq!(ratio(&views, Who::Html), Some(Spread { median: 1.5, least: 1.0, most: 2.0 }));
        assert_eq!(ratio(&views, Who::Preact), None);
        assert_eq!(shown(Spread::of([3.0, 1.0, 2.0, 4.0]), 1), "2.5 (1.0–4.0)");
    }
}
