//! What was counted over a span of days, for the staff, and whether all of it adds up.

use std::ops::RangeInclusive;

use crate::visits::LeftOut;

/// Days of a site, from 1970-01-01 in its zone, both ends included. Day 0 is before days were kept.
pub type Days = RangeInclusive<i64>;

/// What was counted in an hour, or in a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports taken: views, pages that are no article, and those left out.
    pub reports: u64,
    /// Visits begun.
    pub visits: u64,
    /// Views.
    pub views: u64,
    /// Distinct visitors of an article on a day, summed over articles.
    pub readers: u64,
    /// Pages shown that are no article.
    pub pages: u64,
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            reports: sum.reports + one.reports,
            visits: sum.visits + one.visits,
            views: sum.views + one.views,
            readers: sum.readers + one.readers,
            pages: sum.pages + one.pages,
        })
    }
}

/// One hour of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourRow {
    /// The day.
    pub day: i64,
    /// 0 to 23; `None` where it is not known.
    pub hour: Option<u8>,
    /// What was counted.
    pub tally: Tally,
}

/// An article over a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadArticle {
    /// Its id.
    pub id: u64,
    /// Its title, or nothing.
    pub title: String,
    /// The slug of its main category, where it has one.
    pub category: Option<String>,
    /// Views.
    pub views: u64,
    /// Readers.
    pub readers: u64,
}

/// What was counted over a span of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Hour by hour; hours without anything are not there.
    pub hours: Vec<HourRow>,
    /// Articles that were read, the most read first.
    pub articles: Vec<ReadArticle>,
    /// What was left out, day by day.
    pub left_out: Vec<(i64, LeftOut, u64)>,
    /// Visits that began with a link on another site, by its host, most first; empty: all other hosts.
    pub came_from: Vec<(String, u64)>,
}

/// A start that was set: an older counter's number taken over, or a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartRow {
    /// When, in seconds.
    pub at: i64,
    /// Of which article; `None`: of the site's visits.
    pub article: Option<u64>,
    /// What it was before; `None`: it had never been set.
    pub former: Option<i64>,
    /// What it is from then on.
    pub start: i64,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A total that is not the sum of what was counted by days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which total.
    pub what: String,
    /// As it is stored.
    pub stored: i64,
    /// As the days add up.
    pub summed: i64,
}

impl Difference {
    /// Between a total and the sum of its days; `None` where they agree.
    pub(super) fn between(what: &str, stored: i64, summed: i64) -> Option<Self> {
        (stored != summed).then(|| Self { what: what.to_owned(), stored, summed })
    }

    /// Those of an article: views and readers, each as stored and as summed.
    pub(super) fn of_article(article: i64, views: (i64, i64), readers: (i64, i64)) -> impl Iterator<Item = Self> {
        [("views", views), ("readers", readers)].into_iter().filter_map(move |(what, (stored, summed))| {
            Self::between(&format!("{what} of article {article}"), stored, summed)
        })
    }
}
