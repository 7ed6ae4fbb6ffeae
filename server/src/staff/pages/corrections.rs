//! Numbers that were set by hand, and whether all totals add up.

use maud::{Markup, html};

use super::statistics::Seen;
use crate::staff::calendar;

pub(super) fn corrections(seen: &Seen<'_>) -> Markup {
    let (words, report) = (seen.shown.words(), seen.report);
    let language = words.language;
    let former = |former: Option<i64>| former.map_or_else(|| words.never_set.to_owned(), |former| words.signed(former));
    html! {
        section aria-labelledby="khoi-diem" {
            h2 id="khoi-diem" { (words.corrections) }
            p.quiet { (words.corrections_mean) " " code { "bantin-server visits set" } "." }
            @if report.starts.is_empty() {
                p { (words.no_corrections) }
            } @else {
                div.wide tabindex="0" role="region" aria-label=(words.corrections) {
                    table {
                        caption.visually-hidden { (words.corrections) }
                        thead { tr {
                            th scope="col" { (words.when) }
                            th scope="col" { (words.what) }
                            th.number scope="col" { (words.former) }
                            th.number scope="col" { (words.new) }
                            th scope="col" { (words.by) }
                            th scope="col" { (words.why) }
                        } }
                        tbody {
                            @for start in &report.starts {
                                tr {
                                    th scope="row" { (calendar::moment(start.at, seen.shown.zone, language)) }
                                    td { @match start.article { None => (words.of_site), Some(article) => (words.of_article(article)) } }
                                    td.number { (former(start.former)) }
                                    td.number { (words.signed(start.start)) }
                                    td { (start.by) }
                                    td { (start.reason) }
                                }
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="kiem-tra" {
            h2 id="kiem-tra" { (words.sums) }
            @if report.differences.is_empty() {
                p { (words.sums_agree) }
            } @else {
                p.failed { (words.sums_differ) }
                div.wide tabindex="0" role="region" aria-label=(words.sums) {
                    table {
                        caption.visually-hidden { (words.sums) }
                        thead { tr {
                            th scope="col" { (words.what) }
                            th.number scope="col" { (words.stored) }
                            th.number scope="col" { (words.summed) }
                        } }
                        tbody {
                            @for difference in &report.differences {
                                tr {
                                    th scope="row" lang="en" { (difference.what) }
                                    td.number { (words.signed(difference.stored)) }
                                    td.number { (words.signed(difference.summed)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
