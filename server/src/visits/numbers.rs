//! A site's numbers in memory: what the database says, kept up as visits are committed.

use std::collections::HashMap;

use bantin_api::{ArticleViews, Counts, Visits};

use crate::store::{Outcome, Report, SiteNumbers};

/// The numbers of one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    generation: u64,
    counted_elsewhere: u64,
    visits: u64,
    day: i64,
    today: u64,
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
            if report.day > self.day {
                self.day = report.day;
                self.today = 0;
            }
            self.today += u64::from(report.day == self.day);
        }
        if view && let Some(article) = report.article {
            let (views, readers) = self.articles.entry(article).or_default();
            *views += 1;
            *readers += u64::from(reader);
        }
    }

    /// The site's counts on `day`.
    #[must_use]
    pub fn counts(&self, day: i64, online: u64) -> Counts {
        let today = if day == self.day { self.today } else { 0 };
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
        let SiteNumbers { generation, counted_elsewhere, visits, day, today, .. } = read;
        Self { generation, counted_elsewhere, visits, day, today, articles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_begins_at_nothing_and_a_late_report_of_yesterday_does_not_bring_it_back() {
        let mut numbers = Numbers { visits: 10, day: 5, today: 4, ..Numbers::default() };
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
    }
}
