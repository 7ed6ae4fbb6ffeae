//! Numbers that were set by hand, and whether all totals add up.

use maud::{Markup, html};

use super::statistics::{ROWS, Seen};
use super::tables;
use crate::staff::table::{Cell, Table};
use crate::staff::tables::Kind;

pub(super) fn corrections(seen: &Seen<'_>) -> Markup {
    let (words, starts) = (seen.shown.words(), &seen.report.starts);
    let table = seen.report.table(Kind::Starts, seen.shown);
    // An import may set the number of every article: those must not hide the site's own.
    let rows = |of_site: bool| -> Vec<Vec<Cell>> {
        let rows = starts.iter().zip(&table.rows).filter(|(start, _)| start.article.is_none() == of_site);
        rows.map(|(_, row)| row.clone()).collect()
    };
    let first =
        |rows: &[Vec<Cell>]| Table { head: table.head.clone(), rows: rows.iter().take(ROWS).cloned().collect() };
    let (of_site, of_articles) = (rows(true), rows(false));
    html! {
        section aria-labelledby="khoi-diem" {
            h2 id="khoi-diem" { (words.corrections) }
            p.quiet { (words.corrections_mean) " " code { "bantin-server visits set" } "." }
            @if of_site.is_empty() {
                p { (words.no_corrections) }
            } @else {
                (tables::whole(words.of_site, &first(&of_site), words.language, &|_| None))
            }
            @if !of_articles.is_empty() {
                details {
                    summary { (words.of_articles(of_articles.len())) }
                    @if of_articles.len() > ROWS { p.quiet { (words.newest_of(ROWS, of_articles.len())) } }
                    (tables::whole(&words.of_articles(of_articles.len()), &first(&of_articles), words.language, &|_| None))
                }
            }
            @if !starts.is_empty() { (tables::files(words, &[(words.corrections, seen.file(Kind::Starts))])) }
        }
        section aria-labelledby="kiem-tra" {
            h2 id="kiem-tra" { (words.sums) }
            @if seen.report.differences.is_empty() {
                p { (words.sums_agree) }
            } @else {
                p.failed { (words.sums_differ) }
                (tables::whole(words.sums, &differences(seen), words.language, &|_| None))
            }
        }
    }
}

fn differences(seen: &Seen<'_>) -> Table {
    let words = seen.shown.words();
    let row = |difference: &crate::store::Difference| {
        vec![Cell::Text(difference.what.clone()), Cell::Signed(difference.stored), Cell::Signed(difference.summed)]
    };
    let rows = seen.report.differences.iter().take(ROWS).map(row).collect();
    Table { head: vec![words.what, words.stored, words.summed], rows }
}
