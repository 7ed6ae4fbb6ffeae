//! Reports, what becomes of them, and the numbers they add up to, in plain data.

use crate::visits::{LeftOut, Visitor};

/// A number carried over from an older counter, or corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartWanted<'w> {
    /// What is to be shown.
    pub total: u64,
    /// Who wants it.
    pub by: &'w str,
    /// Why.
    pub reason: &'w str,
}

/// What [`set_visits`](super::Store::set_visits) has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartSet {
    /// What was shown before.
    pub former: u64,
    /// What is shown now.
    pub total: u64,
}

/// One visit reported, ready to be counted.
#[derive(Clone, Debug)]
pub struct Report {
    /// The site.
    pub site: String,
    /// The delivery's own id.
    pub id: String,
    /// The article shown, if it was one.
    pub article: Option<u64>,
    /// Whether the page was entered from outside; read only where there is no visitor.
    pub entry: bool,
    /// Who; `None` under GPC or DNT.
    pub visitor: Option<Visitor>,
    /// The host of the other site whose link was followed.
    pub came_from: Option<String>,
    /// Why it is neither a view nor part of a visit, as far as can be told without the database.
    pub left_out: Option<LeftOut>,
    /// When, in seconds.
    pub at: i64,
    /// The site's day of that moment.
    pub day: i64,
    /// The hour of that day, 0 to 23.
    pub hour: i64,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk, and added this much.
    Counted {
        /// Whether a visit began.
        visit: bool,
        /// Whether it was a view.
        view: bool,
        /// Whether the visitor had not yet read the article on that day.
        reader: bool,
    },
    /// It is on disk as left out, for this reason.
    LeftOut(LeftOut),
    /// The same id was counted before.
    Repeated,
    /// It was not counted.
    Refused(Refusal),
}

/// Why a report is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such site.
    Site,
    /// There is no such article.
    Article,
    /// The article was withdrawn.
    Withdrawn,
}

/// All numbers of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteNumbers {
    /// The generation of the site they belong to.
    pub generation: u64,
    /// The number of [`counted_elsewhere`](super::Store::counted_elsewhere) they belong to.
    pub counted_elsewhere: u64,
    /// Visits: start and counted.
    pub visits: u64,
    /// The first day that `days` is about.
    pub day: i64,
    /// Visits of that day and of every later one that has any: the clock may have been set back.
    pub days: Vec<(i64, u64)>,
    /// Of each article that has any: id, views, readers.
    pub articles: Vec<(u64, u64, u64)>,
}

/// Who is online at a site, at one server or at several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOnline {
    /// The site.
    pub site: String,
    /// Visitors, each once, and when they last reported in, in seconds.
    pub marks: Vec<(Visitor, i64)>,
    /// Open streams without a visitor.
    pub streams: u64,
}

impl SiteNumbers {
    /// Visits of the first day.
    #[must_use]
    pub fn today(&self) -> u64 {
        self.days.iter().find(|(day, _)| *day == self.day).map_or(0, |(_, visits)| *visits)
    }
}

/// The keys that visitors are hashed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salts {
    /// That of the day asked for.
    pub today: [u8; 32],
    /// That of the day before, while it is kept.
    pub yesterday: Option<[u8; 32]>,
}
