//! The page of what is fetched on a schedule: how each source does.

use maud::{Markup, html};

use super::Frame;
use crate::settings::Zone;
use crate::staff::calendar;
use crate::staff::words::Words;
use crate::store::SourceRow;

/// A site, and how its sources do. One that is set and was never fetched has only its name.
pub struct SiteSources {
    /// What people call it.
    pub name: String,
    /// Its clock.
    pub zone: Zone,
    /// Its sources, as they are set.
    pub rows: Vec<SourceRow>,
}

/// The page, at this second.
#[must_use]
pub fn sources(frame: &Frame<'_>, sites: &[SiteSources], now: i64) -> String {
    let words = frame.words();
    let body = html! {
        h1 { (words.sources) }
        p.quiet { (words.sources_mean) " " code { "bantin-server sources check" } "." }
        @for site in sites {
            section {
                h2 { (site.name) }
                @if site.rows.is_empty() { p { (words.no_sources) } }
                @for row in &site.rows { (source(words, site.zone, row, now)) }
            }
        }
    };
    frame.whole(words.sources, &body)
}

fn source(words: &Words, zone: Zone, row: &SourceRow, now: i64) -> Markup {
    let state = &row.state;
    let moment =
        |at: Option<i64>| at.map_or_else(|| words.never.to_owned(), |at| calendar::moment(at, zone, words.language));
    let next = if row.leased_until > now { words.under_way.to_owned() } else { moment(Some(row.next.max(now))) };
    html! {
        article.source {
            h3 { (row.name) }
            @match (&state.trouble, state.worked) {
                (Some(_), _) => p.failed { strong { (words.is_failing) } " " (words.failed_times(state.failures)) },
                (None, Some(_)) => p { strong { (words.is_well) } },
                (None, None) => p { strong { (words.not_fetched) } },
            }
            dl.facts {
                @if !state.format.is_empty() { div { dt { (words.format) } dd { (state.format) } } }
                div { dt { (words.last_worked) } dd { (moment(state.worked)) } }
                div { dt { (words.last_tried) } dd { (moment(state.tried)) } }
                div { dt { (words.next_try) } dd { (next) } }
                @if let Some(at) = state.brought {
                    div { dt { (words.last_change) } dd { (moment(Some(at))) ": " (words.brought(state.new, state.changed, state.withdrawn)) } }
                }
            }
            @let said: Vec<&String> = state.trouble.iter().chain(&state.remarks).collect();
            @if !said.is_empty() {
                details open[state.trouble.is_some()] {
                    summary { (words.server_says) }
                    ul.said lang="en" { @for line in said { li { (line) } } }
                }
            }
        }
    }
}
