//! A site's counter as it can be carried to another server: every sum by its day, every start, the audit trail. Nothing of
//! visitors is in it.

use serde::{Deserialize, Serialize};

/// The counter of one site. Days are those of the site's zone, since 1970-01-01; 0 is before days were kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// What an older counter had reached: visits = start + those of all hours.
    pub start: i64,
    /// Hour by hour.
    pub hours: Vec<CarriedHour>,
    /// What was left out: day, reason, reports.
    pub left_out: Vec<(i64, String, u64)>,
    /// Hosts that visits came from: day, host, visits.
    pub came_from: Vec<(i64, String, u64)>,
    /// Articles that have any number.
    pub articles: Vec<CarriedArticle>,
    /// Every start that was set, the oldest first.
    pub starts: Vec<CarriedStart>,
}

/// One hour of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedHour {
    /// The day.
    pub day: i64,
    /// 0 to 23; -1 where it is not known.
    pub hour: i64,
    /// Reports taken.
    pub reports: u64,
    /// Visits begun.
    pub visits: u64,
    /// Views.
    pub views: u64,
    /// Readers.
    pub readers: u64,
    /// Pages that are no article.
    pub pages: u64,
}

/// An article, by what it is known by everywhere: ids are each server's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedArticle {
    /// Its source.
    pub source: String,
    /// The source's id of it.
    pub source_id: String,
    /// What an older counter had reached; `None`: never set.
    pub start: Option<i64>,
    /// Day, views, readers.
    pub days: Vec<(i64, u64, u64)>,
}

/// A start that was set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedStart {
    /// When, in seconds.
    pub at: i64,
    /// Source and the source's id of the article; `None`: the site's visits.
    pub article: Option<(String, String)>,
    /// What it was before; `None`: never set.
    pub former: Option<i64>,
    /// What it was from then on.
    pub start: i64,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What became of a counter that was to be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// All of it is there.
    Done,
    /// The site has numbers of its own already; nothing has changed.
    Counts,
    /// These articles (source, the source's id) are not there; nothing has changed.
    Unknown(Vec<(String, String)>),
}

impl Carried {
    /// What does not add up in it: which sum, as it is said, and as its days add up.
    #[must_use]
    pub fn faults(&self) -> Vec<(&'static str, u64, u64)> {
        let hours = |pick: fn(&CarriedHour) -> u64| self.hours.iter().map(pick).sum::<u64>();
        let days = || self.articles.iter().flat_map(|article| &article.days);
        let left_out: u64 = self.left_out.iter().map(|(.., reports)| reports).sum();
        let (views, readers) = (hours(|hour| hour.views), hours(|hour| hour.readers));
        [
            ("views", views, days().map(|(_, views, _)| views).sum()),
            ("readers", readers, days().map(|(.., readers)| readers).sum()),
            ("reports", hours(|hour| hour.reports), views + hours(|hour| hour.pages) + left_out),
        ]
        .into_iter()
        .filter(|(_, said, summed)| said != summed)
        .collect()
    }

    /// Every article that is named, by source and the source's id, some more than once.
    pub fn named(&self) -> impl Iterator<Item = (String, String)> {
        let counted = self.articles.iter().map(|article| (article.source.clone(), article.source_id.clone()));
        counted.chain(self.starts.iter().filter_map(|start| start.article.clone()))
    }

    /// Visits counted, without the start.
    #[must_use]
    pub fn visits(&self) -> u64 {
        self.hours.iter().map(|hour| hour.visits).sum()
    }
}
