//! What was counted over a span, gathered for a page.

use std::collections::BTreeMap;

use super::calendar;
use super::compared::Compared;
use super::span::Span;
use crate::store::{Difference, HourRow, ReadArticle, StartRow, Statistics, Store, StoreError};
use crate::visits::LeftOut;

/// Questions without an answer that are shown, at most.
const MOST_MISSED: u64 = 1_000;

/// What was counted in a part of a span, or in all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) visits: u64,
    pub(super) views: u64,
    pub(super) readers: u64,
    pub(super) pages: u64,
    pub(super) left_out: u64,
}

impl Counted {
    fn add(&mut self, hour: &HourRow) {
        let tally = &hour.tally;
        self.visits += tally.visits;
        self.views += tally.views;
        self.readers += tally.readers;
        self.pages += tally.pages;
        // Every report is a view, another page, or left out.
        self.left_out += tally.reports.saturating_sub(tally.views + tally.pages);
    }
}

/// Everything that the page of statistics shows.
#[derive(Clone, Debug)]
pub struct Report {
    pub(super) span: Span,
    pub(super) total: Counted,
    /// `None` where nothing is known of the period before.
    pub(super) before: Option<Counted>,
    /// The first day of the period before of which anything is known, where that is not its first.
    pub(super) begins_before: Option<i64>,
    /// Each reason, whether it was met or not.
    pub(super) reasons: Vec<(LeftOut, Compared)>,
    /// Each day of the span.
    pub(super) days: Vec<(i64, Counted)>,
    /// Each month that the span touches, in the same order.
    pub(super) months: Vec<((i32, u8), Counted)>,
    /// The hours of the day, summed over the span.
    pub(super) hours: Vec<(u8, Counted)>,
    /// What was counted at an hour that is not known.
    pub(super) without_hour: Counted,
    pub(super) articles: Vec<ReadArticle>,
    /// Slug, views and readers of each category, the most read first; `None` holds articles without one.
    pub(super) categories: Vec<(Option<String>, u64, u64)>,
    pub(super) came_from: Vec<(String, u64)>,
    /// What visitors looked for in vain, and how many did.
    pub(super) missed: Vec<(String, u64)>,
    /// Every number that was set by hand, the newest first, whatever the span.
    pub(super) starts: Vec<StartRow>,
    /// Every total that is not the sum of its days, whatever the span.
    pub(super) differences: Vec<Difference>,
}

impl Report {
    /// Reads what there is of a site. Takes long, and blocks.
    ///
    /// # Errors
    /// When the database cannot be read, or has no such site.
    pub fn read(store: &dyn Store, site: &str, span: Span) -> Result<Self, StoreError> {
        let now = store.statistics(site, &span.days)?;
        let before = store.statistics(site, &span.before())?;
        let (starts, differences) = (store.starts(site)?, store.differences(site)?);
        let missed = store.missed(site, &span.days, MOST_MISSED)?;
        Ok(Self { starts, differences, missed, ..Self::new(span, now, &before) })
    }

    fn new(span: Span, now: Statistics, before: &Statistics) -> Self {
        let mut days: BTreeMap<i64, Counted> = span.days.clone().map(|day| (day, Counted::default())).collect();
        let mut hours: BTreeMap<u8, Counted> = (0..24).map(|hour| (hour, Counted::default())).collect();
        let mut without_hour = Counted::default();
        for row in &now.hours {
            days.entry(row.day).or_default().add(row);
            match row.hour {
                Some(hour) => hours.entry(hour).or_default().add(row),
                None => without_hour.add(row),
            }
        }
        let mut months: BTreeMap<(i32, u8), Counted> =
            span.days.clone().map(|day| (calendar::month_of(day), Counted::default())).collect();
        for row in &now.hours {
            months.entry(calendar::month_of(row.day)).or_default().add(row);
        }
        let is_known = !before.hours.is_empty() || !before.left_out.is_empty();
        let reason = |reason| {
            let before = is_known.then(|| left_out(before, reason));
            (reason, Compared { now: left_out(&now, reason), before })
        };
        let first = before.hours.iter().map(|row| row.day).min();
        Self {
            begins_before: first.filter(|first| first > span.before().start()),
            total: total(&now),
            before: is_known.then(|| total(before)),
            reasons: LeftOut::ALL.into_iter().map(reason).collect(),
            days: days.into_iter().collect(),
            months: months.into_iter().collect(),
            hours: hours.into_iter().collect(),
            without_hour,
            categories: categories(&now.articles),
            articles: now.articles,
            came_from: now.came_from,
            missed: Vec::new(),
            starts: Vec::new(),
            differences: Vec::new(),
            span,
        }
    }

    /// A number of the whole span beside that of the period before.
    pub(super) fn compared(&self, number: impl Fn(&Counted) -> u64) -> Compared {
        Compared { now: number(&self.total), before: self.before.as_ref().map(number) }
    }
}

fn total(statistics: &Statistics) -> Counted {
    let mut total = Counted::default();
    for hour in &statistics.hours {
        total.add(hour);
    }
    Counted { left_out: statistics.left_out.iter().map(|(_, _, reports)| reports).sum(), ..total }
}

fn left_out(statistics: &Statistics, reason: LeftOut) -> u64 {
    statistics.left_out.iter().filter(|(_, of, _)| *of == reason).map(|(_, _, reports)| reports).sum()
}

fn categories(articles: &[ReadArticle]) -> Vec<(Option<String>, u64, u64)> {
    let mut sums: BTreeMap<&Option<String>, (u64, u64)> = BTreeMap::new();
    for article in articles {
        let (views, readers) = sums.entry(&article.category).or_default();
        *views += article.views;
        *readers += article.readers;
    }
    let mut sums: Vec<_> = sums.into_iter().map(|(slug, (views, readers))| (slug.clone(), views, readers)).collect();
    // Those with as many keep the order of their slugs.
    sums.sort_by_key(|(_, views, _)| std::cmp::Reverse(*views));
    sums
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::store::Tally;

    /// 2026-11-24.
    pub(in crate::staff) const TODAY: i64 = 20_781;

    pub(in crate::staff) fn row(day: i64, hour: impl Into<Option<u8>>, views: u64) -> HourRow {
        let tally = Tally { reports: views * 3, visits: views / 2, views, readers: views / 3, pages: views };
        HourRow { day, hour: hour.into(), tally }
    }

    pub(in crate::staff) fn article(id: u64, category: Option<&str>, views: u64) -> ReadArticle {
        let title = format!("Tin {id}");
        ReadArticle { id, title, category: category.map(str::to_owned), views, readers: views / 2 }
    }

    pub(in crate::staff) fn report() -> Report {
        let now = Statistics {
            hours: vec![row(TODAY - 1, 8, 12), row(TODAY, None, 6), row(TODAY, 8, 30), row(TODAY, 23, 6)],
            articles: vec![article(3, Some("tin"), 30), article(1, None, 14), article(2, Some("tin"), 10)],
            left_out: vec![(TODAY - 1, LeftOut::Robot, 12), (TODAY, LeftOut::Again, 40), (TODAY, LeftOut::Robot, 2)],
            came_from: vec![("zalo.me".to_owned(), 9), (String::new(), 2)],
        };
        let before = Statistics {
            hours: vec![row(TODAY - 9, 8, 27)],
            left_out: vec![(TODAY - 9, LeftOut::Robot, 27)],
            ..Statistics::default()
        };
        Report::new(Span { days: TODAY - 6..=TODAY, preset: None }, now, &before)
    }

    #[test]
    fn days_hours_and_months_add_up_to_the_whole() {
        let report = report();
        assert_eq!(report.total, Counted { visits: 27, views: 54, readers: 18, pages: 54, left_out: 54 });
        let sum = |parts: Vec<&Counted>| {
            parts.iter().fold(Counted::default(), |sum, part| Counted {
                visits: sum.visits + part.visits,
                views: sum.views + part.views,
                readers: sum.readers + part.readers,
                pages: sum.pages + part.pages,
                left_out: sum.left_out + part.left_out,
            })
        };
        assert_eq!(sum(report.days.iter().map(|(_, part)| part).collect()), report.total);
        assert_eq!(sum(report.months.iter().map(|(_, part)| part).collect()), report.total);
        let hours = report.hours.iter().map(|(_, part)| part).chain([&report.without_hour]).collect();
        assert_eq!(sum(hours), report.total);
        assert_eq!((report.days.len(), report.hours.len(), report.months.len()), (7, 24, 1));
        assert_eq!(report.hours[8].1.views, 42);
        assert_eq!(report.reasons.iter().map(|(_, number)| number.now).sum::<u64>(), report.total.left_out);
    }

    #[test]
    fn categories_are_sums_of_their_articles() {
        let wanted = [(Some("tin".to_owned()), 40, 20), (None, 14, 7)];
        assert_eq!(report().categories, wanted);
    }

    #[test]
    fn nothing_before_is_not_none_before() {
        let report = report();
        assert_eq!(report.compared(|counted| counted.views), Compared { now: 54, before: Some(27) });
        assert_eq!(report.reasons[0], (LeftOut::Again, Compared { now: 40, before: Some(0) }));
        let alone = Report::new(report.span, Statistics::default(), &Statistics::default());
        assert!(alone.total == Counted::default() && alone.before.is_none());
        assert_eq!((report.begins_before, alone.begins_before), (Some(TODAY - 9), None));
        assert_eq!(alone.reasons[1].1, Compared { now: 0, before: None });
    }
}
