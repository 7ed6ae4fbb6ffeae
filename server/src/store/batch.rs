//! What a batch of reports is and adds, decided alike for every database. Pure: what is known of visitors is asked of
//! [`Recall`], and sums are handed on to be written, so that a row that many reports change is written once.

use std::collections::{HashMap, HashSet};

use super::{Outcome, Refusal, Report};
use crate::visits::{LeftOut, Visitor, rules};

/// How many hosts a day that readers came from are told apart at one site.
pub(super) const MOST_HOSTS: i64 = 200;

/// What is known of visitors for a short while. What comes first in a batch is known to what comes after it.
pub(super) trait Recall {
    /// Whether a report of this id has come.
    fn was_delivered(&self, site: i64, id: &str) -> bool;

    /// A report of this id has come.
    fn deliver(&mut self, site: i64, id: &str, at: i64);

    /// When the visitor was last active, and that it is so now.
    fn activity(&mut self, site: i64, visitor: &Visitor, at: i64) -> Option<i64>;

    /// When the visitor last viewed the article.
    fn last_view(&self, site: i64, article: i64, visitor: &Visitor) -> Option<i64>;

    /// The visitor views the article at a second of the site's day. Whether it had not read it on that day.
    fn view(&mut self, site: i64, article: i64, visitor: &Visitor, moment: (i64, i64)) -> bool;
}

/// The article of a report, as databases number it.
pub(super) fn article_of(report: &Report) -> Option<i64> {
    report.article.map(|id| i64::try_from(id).unwrap_or(i64::MAX))
}

/// What becomes of a report of a known site. `refusal` says why its article, if it names one, is not counted.
pub(super) fn decide<E>(
    recall: &mut impl Recall,
    site: i64,
    report: &Report,
    refusal: impl FnOnce(i64) -> Result<Option<Refusal>, E>,
) -> Result<Outcome, E> {
    if recall.was_delivered(site, &report.id) {
        return Ok(Outcome::Repeated);
    }
    let article = article_of(report);
    if let Some(id) = article
        && let Some(refusal) = refusal(id)?
    {
        return Ok(Outcome::Refused(refusal));
    }
    recall.deliver(site, &report.id, report.at);
    if let Some(reason) = report.left_out {
        return Ok(Outcome::LeftOut(reason));
    }
    let Some(visitor) = &report.visitor else {
        return Ok(Outcome::Counted { visit: report.entry, view: article.is_some(), reader: false });
    };
    let visit = rules::begins_visit(report.at, recall.activity(site, visitor, report.at));
    let view = article.filter(|id| rules::is_view(report.at, recall.last_view(site, *id, visitor)));
    let reader = view.is_some_and(|id| recall.view(site, id, visitor, (report.at, report.day)));
    Ok(Outcome::Counted { visit, view: view.is_some(), reader })
}

/// What a batch adds, by the rows that it is added to.
#[derive(Default)]
pub(super) struct Sums<'b> {
    /// By site, day and hour.
    pub(super) hours: HashMap<(i64, i64, i64), Hour>,
    /// Views and readers, by site, day and article.
    pub(super) articles: HashMap<(i64, i64, i64), (i64, i64)>,
    /// Reports, by site and day.
    pub(super) left_out: HashMap<(i64, i64, LeftOut), i64>,
    /// Visits, by site, day and host.
    pub(super) came_from: HashMap<(i64, i64, &'b str), i64>,
}

/// What is added to an hour.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hour {
    pub(super) reports: i64,
    pub(super) visits: i64,
    pub(super) views: i64,
    pub(super) readers: i64,
    pub(super) pages: i64,
}

impl<'b> Sums<'b> {
    /// Adds a report that became this.
    pub(super) fn add(&mut self, site: i64, report: &'b Report, outcome: Outcome) {
        if matches!(outcome, Outcome::Repeated | Outcome::Refused(_)) {
            return;
        }
        let article = article_of(report);
        let hour = self.hours.entry((site, report.day, report.hour)).or_default();
        hour.reports += 1;
        let left_out = match outcome {
            Outcome::Counted { visit, view, reader } => {
                let (view, reader) = (i64::from(view), i64::from(reader));
                hour.visits += i64::from(visit);
                hour.views += view;
                hour.readers += reader;
                hour.pages += i64::from(article.is_none());
                if visit && let Some(host) = &report.came_from {
                    *self.came_from.entry((site, report.day, host)).or_default() += 1;
                }
                if let Some(article) = article.filter(|_| view > 0) {
                    let sum = self.articles.entry((site, report.day, article)).or_default();
                    *sum = (sum.0 + view, sum.1 + reader);
                }
                article.filter(|_| view == 0).map(|_| LeftOut::Again)
            }
            Outcome::LeftOut(reason) => Some(reason),
            Outcome::Repeated | Outcome::Refused(_) => None,
        };
        if let Some(reason) = left_out {
            *self.left_out.entry((site, report.day, reason)).or_default() += 1;
        }
    }

    /// Visits begun, by site; sites without any are not there.
    pub(super) fn visits(&self) -> HashMap<i64, i64> {
        let mut visits = HashMap::new();
        for ((site, ..), hour) in self.hours.iter().filter(|(_, hour)| hour.visits > 0) {
            *visits.entry(*site).or_default() += hour.visits;
        }
        visits
    }
}

/// The name that a host is counted under: its own, or none where a day has as many others already. Hosts are named by
/// visitors' browsers, and would fill the database otherwise.
pub(super) fn named<'h>(known: &mut HashSet<String>, host: &'h str) -> &'h str {
    if known.contains(host) {
        return host;
    }
    let is_room = i64::try_from(known.len()).is_ok_and(|hosts| hosts < MOST_HOSTS);
    let name = if is_room { host } else { "" };
    known.insert(name.to_owned());
    name
}
