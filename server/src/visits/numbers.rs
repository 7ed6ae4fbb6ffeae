//! A site's numbers in memory: what the database says, kept up as visits are committed.

use std::collections::{BTreeMap, HashMap};

use bantin_api::{ArticleViews, Counts, Visits};

use crate::store::{Outcome, Report, SiteNumbers};

/// Of how many days the visits are kept in memory.
const DAYS: usize = 8;

/// The numbers of one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    generation: u64,
    counted_elsewhere: u64,
    visits: u64,
    /// From which day on it is known how many visits there were.
    since: i64,
    days: BTreeMap<i64, u64>,
    articles: HashMap<u64, (u64, u64)>,
}

impl Numbers {
    /// What they were read at: the generation, and the number of what other servers have counted.
    #[must_use]
    pub fn stamp(&self) -> (u64, u64) {
        (self.generation, self.counted_elsewhere)
    }

    /// Adds what has just been committed.
    pub fn add(&mut self, report: &Report, outcome: Outcome) {
        let Outcome::Counted { visit, view, reader } = outcome else { return };
        if visit {
            self.visits += 1;
            *self.days.entry(report.day).or_default() += 1;
            if self.days.len() > DAYS
                && let Some((first, _)) = self.days.pop_first()
            {
                self.since = self.since.max(first + 1);
            }
        }
        if view && let Some(article) = report.article {
            let (views, readers) = self.articles.entry(article).or_default();
            *views += 1;
            *readers += u64::from(reader);
        }
    }

    /// Whether it is known how many visits there were on `day`: not where the clock was set back to before they were read.
    #[must_use]
    pub fn knows(&self, day: i64) -> bool {
        day >= self.since
    }

    /// The site's counts on `day`.
    #[must_use]
    pub fn counts(&self, day: i64, online: u64) -> Counts {
        let today = self.days.get(&day).copied().unwrap_or_default();
        Counts { visits: Visits { total: self.visits, today }, online }
    }

    /// The numbers of one article.
    #[must_use]
    pub fn views(&self, article: u64) -> ArticleViews {
        let (views, readers) = self.articles.get(&article).copied().unwrap_or_default();
        ArticleViews { article: None, views, readers }
    }
}

impl From<SiteNumbers> for Numbers {
    fn from(read: SiteNumbers) -> Self {
        let articles = read.articles.into_iter().map(|(id, views, readers)| (id, (views, readers))).collect();
        let SiteNumbers { generation, counted_elsewhere, visits, day, days, .. } = read;
        Self { generation, counted_elsewhere, visits, since: day, days: days.into_iter().collect(), articles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_begins_at_nothing_and_a_late_report_of_yesterday_does_not_bring_it_back() {
        let mut numbers = Numbers { visits: 10, since: 5, days: [(5, 4)].into(), ..Numbers::default() };
        let report = |day| Report {
            site: "demo".into(),
            id: "x".into(),
            article: None,
            entry: false,
            visitor: None,
            came_from: None,
            left_out: None,
            at: 0,
            day,
            hour: 0,
        };
        let visit = Outcome::Counted { visit: true, view: false, reader: false };
        numbers.add(&report(5), visit);
        assert_eq!(numbers.counts(5, 0).visits, Visits { total: 11, today: 5 });
        assert_eq!(numbers.counts(6, 0).visits, Visits { total: 11, today: 0 });
        numbers.add(&report(6), visit);
        numbers.add(&report(5), visit);
        assert_eq!(numbers.counts(6, 0).visits, Visits { total: 13, today: 1 });
        assert_eq!(numbers.counts(5, 0).visits, Visits { total: 13, today: 6 }, "the clock is set back");
        assert!(numbers.knows(5) && !numbers.knows(4));
        (7..30).for_each(|day| numbers.add(&report(day), visit));
        assert!(!numbers.knows(21) && numbers.knows(22) && numbers.counts(22, 0).visits.today == 1);
    }
}
