//! What is printed.

use super::{Cost, Guest};
use crate::table::{Spread, shown};

/// How the host's largest paint is to be with ours on it beside without.
const PAINT: f64 = 1.03;
/// How much longer its longest task may be, in milliseconds.
const TASK: f64 = 50.0;

/// Prints what was seen of each, beside the page alone, run by run.
pub(crate) fn print(costs: &[(Guest, Vec<Cost>)]) {
    println!(
        "\n| median (least–most) | the host's largest paint, ms | which is | ÷ alone | longest task, ms | added, ms | content there, ms \
         | CLS, most | KB of the news server |"
    );
    println!("| --- | --- | --- | --- | --- | --: | --- | --: | --: |");
    let Some((_, alone)) = costs.iter().find(|(guest, _)| *guest == Guest::None) else { return };
    for (guest, seen) in costs {
        let of = |value: fn(&Cost) -> f64| Spread::of(seen.iter().map(value));
        let pairs = || seen.iter().zip(alone);
        let paint = Spread::of(pairs().map(|(cost, alone)| cost.largest / alone.largest));
        let added = Spread::of(pairs().map(|(cost, alone)| cost.longest - alone.longest));
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {:.3} | {:.1} |",
            guest.name(),
            shown(of(|cost| cost.largest), 0),
            seen.last().map(|cost| cost.what.as_str()).unwrap_or_default(),
            shown(paint, 3),
            shown(of(|cost| cost.longest), 0),
            shown(added, 0),
            shown(Spread::of(seen.iter().filter_map(|cost| cost.content)), 0),
            of(|cost| cost.shift).map_or(0.0, |shift| shift.most),
            of(|cost| cost.bytes).map_or(0.0, |bytes| bytes.median / 1e3),
        );
        if *guest == Guest::Elements {
            let verdict = |met: bool| if met { "met" } else { "MISSED" };
            println!(
                "| aims: largest paint ÷ alone ≤ {PAINT} ({}), longest task at most {TASK} ms longer ({}) | | | | | | | | |",
                verdict(paint.is_some_and(|paint| paint.median <= PAINT)),
                verdict(added.is_some_and(|added| added.median <= TASK)),
            );
        }
    }
}
