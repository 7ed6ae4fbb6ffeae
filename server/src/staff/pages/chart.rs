//! A bar chart, with the very same numbers as a table below it.

use maud::{Markup, html};

use super::tables;
use crate::staff::chart::Chart;
use crate::staff::report::Counted;
use crate::staff::table::Table;
use crate::staff::words::Words;

/// What a chart shows.
pub(super) struct Drawn<'d> {
    /// Part of the ids of its elements.
    pub(super) id: &'static str,
    pub(super) heading: &'static str,
    /// The label and the numbers of each bar.
    pub(super) points: Vec<(String, &'d Counted)>,
    /// The same as a table.
    pub(super) table: Table,
    /// Links to files: what they hold, and their addresses.
    pub(super) files: Vec<(&'static str, String)>,
}

pub(super) fn figure(words: &'static Words, drawn: &Drawn<'_>) -> Markup {
    let sum = |number: fn(&Counted) -> u64| drawn.points.iter().map(|(_, part)| number(part)).sum::<u64>();
    let (visits, views) = (sum(|part| part.visits), sum(|part| part.views));
    let points: Vec<(u64, u64)> = drawn.points.iter().map(|(_, part)| (part.views, part.visits)).collect();
    let id = format!("bieu-do-{}", drawn.id);
    html! {
        section aria-labelledby=(drawn.id) {
            h2 id=(drawn.id) { (drawn.heading) }
            @if visits + views == 0 {
                p.quiet { (words.nothing) }
            } @else {
                figure.chart {
                    figcaption.legend {
                        span.key.back { (words.views) }
                        span.key.front { (words.visits) }
                    }
                    (plot(words, &id, &words.chart(drawn.heading, visits, views), &points, &drawn.points))
                    details {
                        summary { (words.as_table) span.visually-hidden { ": " (drawn.heading) } }
                        (tables::whole(drawn.heading, &drawn.table, words.language, &|_| None))
                    }
                }
                (tables::files(words, &drawn.files))
            }
        }
    }
}

fn plot(words: &Words, id: &str, said: &str, points: &[(u64, u64)], labels: &[(String, &Counted)]) -> Markup {
    let chart = Chart::new(points);
    let percent = |number: f64| format!("{number:.3}%");
    let bar = |class: &str, (left, width): (f64, f64), height: f64| {
        html! { rect class=(class) x=(percent(left)) y=(percent(100.0 - height)) width=(percent(width)) height=(percent(height)) {} }
    };
    let number = |value: u64| bantin::text::number(value, words.language);
    html! {
        div.plot {
            div.scale aria-hidden="true" {
                span { (number(chart.top)) }
                span { (number(chart.top / 2)) }
                span { "0" }
            }
            svg role="img" aria-labelledby=(id) {
                title id=(id) { (said) }
                @for y in ["0%", "50%", "100%"] { line x1="0%" x2="100%" y1=(y) y2=(y) {} }
                @for one in &chart.bars {
                    (bar("back", one.wide, one.back))
                    (bar("front", one.narrow, one.front))
                }
                @for tick in &chart.ticks {
                    @if let Some((label, _)) = labels.get(tick.bar) { text x=(percent(tick.at)) y="100%" dy="1.35em" { (label) } }
                }
            }
        }
    }
}
