//! The page of statistics.

use bantin::route::Route;
use bantin_feed::percent_encode;
use maud::{Markup, html};

use super::chart::{Drawn, figure};
use super::corrections::corrections;
use super::{Frame, tables};
use crate::staff::calendar;
use crate::staff::report::{Counted, Report};
use crate::staff::span::{Preset, SpanError, Unit};
use crate::staff::table::{Cell, Table};
use crate::staff::tables::{Kind, Shown};

/// The most rows of a table on the page.
pub(super) const ROWS: usize = 50;

/// What is looked at.
pub struct Seen<'s> {
    /// The site whose numbers these are.
    pub shown: &'s Shown,
    /// The numbers.
    pub report: &'s Report,
    /// The site's day.
    pub today: i64,
    /// Id and name of each site that the account may see.
    pub sites: &'s [(String, String)],
    /// Why other days were not taken.
    pub error: Option<SpanError>,
}

impl Seen<'_> {
    fn days(&self) -> (i64, i64) {
        (*self.report.span.days.start(), *self.report.span.days.end())
    }

    fn spelled(&self, first: i64, last: i64) -> String {
        let (words, language) = (self.shown.words(), self.shown.words().language);
        words.span(&calendar::shown(first, language), &calendar::shown(last, language))
    }

    pub(super) fn file(&self, kind: Kind) -> String {
        let (first, last) = self.days();
        let (first, last) = (calendar::iso(first), calendar::iso(last));
        format!("thong-ke.csv?bang={}&tu={first}&den={last}&site={}", kind.name(), self.site())
    }

    fn site(&self) -> String {
        percent_encode(&self.shown.edition.site.id)
    }
}

/// The page.
#[must_use]
pub fn statistics(frame: &Frame<'_>, seen: &Seen<'_>) -> String {
    let (words, report) = (frame.words(), seen.report);
    let (first, last) = seen.days();
    let body = html! {
        h1 { (words.statistics) @if seen.sites.len() > 1 { span.of { (seen.shown.edition.site.name) } } }
        @if let Some(error) = seen.error { p.failed role="alert" { (words.span_error(error)) } }
        (choice(seen))
        section aria-labelledby="tong-so" {
            h2 id="tong-so" { (words.summary) ", " (seen.spelled(first, last)) }
            (compared_with(seen))
            (summary(report, seen.shown))
        }
        (over_time(seen))
        (figure(words, &Drawn {
            id: "theo-gio",
            heading: words.by_hour,
            points: report.hours.iter().map(|(hour, part)| (format!("{hour}h"), part)).collect(),
            table: report.table(Kind::Hours, seen.shown),
            files: vec![(words.by_hour, seen.file(Kind::Hours))],
        }))
        (left_out(seen))
        (listed(seen, Kind::Articles, "theo-bai", words.by_article, None))
        (listed(seen, Kind::Categories, "theo-chuyen-muc", words.by_category, None))
        (listed(seen, Kind::CameFrom, "den-tu", words.came_from, Some(words.came_from_mean)))
        (listed(seen, Kind::Missed, "tim-khong-thay", words.missed, Some(words.missed_mean)))
        (corrections(seen))
    };
    frame.whole(words.statistics, &body)
}

fn choice(seen: &Seen<'_>) -> Markup {
    let words = seen.shown.words();
    let (first, last) = seen.days();
    let here = &seen.shown.edition.site.id;
    html! {
        div.choice {
            nav aria-label=(words.days) {
                ul.presets {
                    @for preset in Preset::ALL {
                        @let current = (seen.report.span.preset == Some(preset)).then_some("true");
                        li { a href={ "thong-ke?khoang=" (preset.name()) "&site=" (seen.site()) } aria-current=[current] { (words.preset(preset)) } }
                    }
                }
            }
            form method="get" action="thong-ke" {
                @if seen.sites.len() > 1 {
                    div.field {
                        label for="site" { (words.site) }
                        select id="site" name="site" {
                            @for (id, name) in seen.sites { option value=(id) selected[id == here] { (name) } }
                        }
                    }
                } @else {
                    input type="hidden" name="site" value=(here);
                }
                div.field {
                    label for="tu" { (words.from) }
                    input id="tu" type="date" name="tu" value=(calendar::iso(first)) max=(calendar::iso(seen.today)) required;
                }
                div.field {
                    label for="den" { (words.to) }
                    input id="den" type="date" name="den" value=(calendar::iso(last)) max=(calendar::iso(seen.today)) required;
                }
                button type="submit" { (words.show) }
            }
        }
    }
}

fn compared_with(seen: &Seen<'_>) -> Markup {
    let words = seen.shown.words();
    let before = seen.report.span.before();
    html! {
        p.quiet {
            @if !before.is_empty() { (words.compared_with(&seen.spelled(*before.start(), *before.end()))) }
            @if let Some(first) = seen.report.begins_before {
                " " (words.begins(&calendar::shown(first, words.language)))
            }
            @if seen.days().1 == seen.today { " " (words.today_goes_on) }
        }
    }
}

/// What a number is called, what it means, and which it is.
type Figure = (&'static str, &'static str, fn(&Counted) -> u64);

fn summary(report: &Report, shown: &Shown) -> Markup {
    let words = shown.words();
    let figures: [Figure; 5] = [
        (words.visits, words.visits_mean, |counted| counted.visits),
        (words.views, words.views_mean, |counted| counted.views),
        (words.readers, words.readers_mean, |counted| counted.readers),
        (words.pages, words.pages_mean, |counted| counted.pages),
        (words.left_out, words.left_out_mean, |counted| counted.left_out),
    ];
    html! {
        dl.figures {
            @for (name, meaning, number) in figures {
                @let compared = report.compared(number);
                div {
                    dt { (name) }
                    dd.total { (bantin::text::number(compared.now, words.language)) }
                    dd.change {
                        (words.change(compared.change()))
                        span { (compared.before.map_or_else(|| words.none_before.to_owned(), |before| words.before(before))) }
                    }
                    dd.quiet { (meaning) }
                }
            }
        }
    }
}

fn over_time(seen: &Seen<'_>) -> Markup {
    let (words, report) = (seen.shown.words(), seen.report);
    match report.span.unit() {
        // One day is its hours.
        Unit::Hour => html! {},
        Unit::Day => figure(
            words,
            &Drawn {
                id: "theo-ngay",
                heading: words.by_day,
                points: report.days.iter().map(|(day, part)| (calendar::short(*day), part)).collect(),
                table: report.table(Kind::Days, seen.shown),
                files: vec![(words.by_day, seen.file(Kind::Days))],
            },
        ),
        Unit::Month => figure(
            words,
            &Drawn {
                id: "theo-thang",
                heading: words.by_month,
                points: report
                    .months
                    .iter()
                    .map(|((year, month), part)| (format!("{month}/{:02}", year % 100), part))
                    .collect(),
                table: report.table(Kind::Months, seen.shown),
                files: vec![(words.by_month, seen.file(Kind::Months)), (words.by_day, seen.file(Kind::Days))],
            },
        ),
    }
}

fn left_out(seen: &Seen<'_>) -> Markup {
    let words = seen.shown.words();
    html! {
        section aria-labelledby="khong-tinh" {
            h2 id="khong-tinh" { (words.reasons) }
            div.wide tabindex="0" role="group" aria-label=(words.reasons) {
                table {
                    caption.visually-hidden { (words.reasons) }
                    thead { tr {
                        th scope="col" { (words.reason_head) }
                        th.number scope="col" { (words.left_out) }
                        th scope="col" { (words.change) }
                    } }
                    tbody {
                        @for (reason, number) in &seen.report.reasons {
                            @let (name, meaning) = words.reason(*reason);
                            tr {
                                th scope="row" { (name) span.meaning { (meaning) } }
                                td.number { (bantin::text::number(number.now, words.language)) }
                                td { (words.change(number.change())) }
                            }
                        }
                    }
                }
            }
            (tables::files(words, &[(words.reasons, seen.file(Kind::LeftOut))]))
        }
    }
}

fn listed(seen: &Seen<'_>, kind: Kind, id: &'static str, heading: &'static str, meaning: Option<&str>) -> Markup {
    let words = seen.shown.words();
    let whole = seen.report.table(kind, seen.shown);
    let all = whole.rows.len();
    let table = Table { rows: whole.rows.into_iter().take(ROWS).collect(), ..whole };
    let edition = &seen.shown.edition;
    let href = |cell: &Cell| match cell {
        Cell::Article(_, id) => Some(edition.href(&Route::Article { id: id.to_string(), slug: String::new() })),
        _ => None,
    };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            @if let Some(meaning) = meaning { p.quiet { (meaning) } }
            @if all == 0 {
                p.quiet { (words.nothing) }
            } @else {
                @if kind == Kind::Articles && all > ROWS { p.quiet { (words.first_of(ROWS, all)) } }
                (tables::whole(heading, &table, words.language, &href))
                (tables::files(words, &[(heading, seen.file(kind))]))
            }
        }
    }
}
