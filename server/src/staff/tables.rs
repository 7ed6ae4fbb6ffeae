//! Which tables there are, and what stands in them.

use bantin::components::Edition;

use super::report::{Counted, Report};
use super::table::{Cell, Table};
use super::words::{Words, words};
use crate::settings::Zone;
use crate::store::StartRow;

/// The tables, each by itself as CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By day.
    Days,
    /// By month.
    Months,
    /// By hour of the day.
    Hours,
    /// By article.
    Articles,
    /// By category.
    Categories,
    /// Where visits came from.
    CameFrom,
    /// What visitors looked for in vain.
    Missed,
    /// What was left out.
    LeftOut,
    /// Numbers that were set by hand, whatever the span.
    Starts,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Days,
        Self::Months,
        Self::Hours,
        Self::Articles,
        Self::Categories,
        Self::CameFrom,
        Self::Missed,
        Self::LeftOut,
        Self::Starts,
    ];

    /// Its name in an address, and in the name of a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Days => "ngay",
            Self::Months => "thang",
            Self::Hours => "gio",
            Self::Articles => "bai",
            Self::Categories => "chuyen-muc",
            Self::CameFrom => "nguon",
            Self::Missed => "tim-khong-thay",
            Self::LeftOut => "loai-bo",
            Self::Starts => "khoi-diem",
        }
    }

    /// The table of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The site whose numbers are shown, and how.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The site and the language.
    pub edition: Edition,
    /// The site's clock.
    pub zone: Zone,
}

impl Shown {
    pub(super) fn words(&self) -> &'static Words {
        words(self.edition.language)
    }
}

impl Report {
    /// One of its tables, whole.
    #[must_use]
    pub fn table(&self, kind: Kind, shown: &Shown) -> Table {
        let (words, edition) = (shown.words(), &shown.edition);
        let counted =
            |first: &'static str| vec![first, words.visits, words.views, words.readers, words.pages, words.left_out];
        let read = |first: Vec<&'static str>| [first, vec![words.views, words.readers]].concat();
        let category = |slug: Option<&String>| match slug {
            Some(slug) => edition.category_name(slug, slug),
            None => words.no_category.to_owned(),
        };
        let (head, rows) = match kind {
            Kind::Days => {
                (counted(words.day), self.days.iter().map(|(day, part)| row(Cell::Day(*day), part)).collect())
            }
            Kind::Months => {
                let months = self.months.iter().map(|((year, month), part)| row(Cell::Month(*year, *month), part));
                (counted(words.month), months.collect())
            }
            Kind::Hours => {
                let hours = self.hours.iter().map(|(hour, part)| row(Cell::Hour(*hour), part));
                let rest = (self.without_hour != Counted::default())
                    .then(|| row(Cell::Text(words.no_hour.to_owned()), &self.without_hour));
                (counted(words.hour), hours.chain(rest).collect())
            }
            Kind::Articles => {
                let article = |article: &crate::store::ReadArticle| {
                    let title = if article.title.is_empty() { edition.text().untitled } else { &article.title };
                    vec![
                        Cell::Article(title.to_owned(), article.id),
                        Cell::Text(category(article.category.as_ref())),
                        Cell::Number(article.views),
                        Cell::Number(article.readers),
                    ]
                };
                (read(vec![words.article, words.category]), self.articles.iter().map(article).collect())
            }
            Kind::Categories => {
                let categories = self.categories.iter().map(|(slug, views, readers)| {
                    vec![Cell::Text(category(slug.as_ref())), Cell::Number(*views), Cell::Number(*readers)]
                });
                (read(vec![words.category]), categories.collect())
            }
            Kind::CameFrom => {
                let host = |host: &String| if host.is_empty() { words.other_hosts.to_owned() } else { host.clone() };
                let hosts =
                    self.came_from.iter().map(|(name, visits)| vec![Cell::Text(host(name)), Cell::Number(*visits)]);
                (vec![words.host, words.visits], hosts.collect())
            }
            Kind::LeftOut => {
                let reason = |(reason, number): &(crate::visits::LeftOut, super::compared::Compared)| {
                    let (name, meaning) = words.reason(*reason);
                    let before = number.before.map_or(Cell::Text(words.not_known.to_owned()), Cell::Number);
                    vec![Cell::Text(name.to_owned()), Cell::Text(meaning.to_owned()), Cell::Number(number.now), before]
                };
                let head = vec![words.reason_head, words.meaning, words.left_out, words.period_before];
                (head, self.reasons.iter().map(reason).collect())
            }
            Kind::Missed => {
                let row = |(asked, visitors): &(String, u64)| vec![Cell::Text(asked.clone()), Cell::Number(*visitors)];
                (vec![words.asked, words.asked_by], self.missed.iter().map(row).collect())
            }
            Kind::Starts => {
                let head = vec![words.when, words.what, words.former, words.new, words.by, words.why];
                (head, self.starts.iter().map(|start| set_by_hand(start, shown)).collect())
            }
        };
        Table { head, rows }
    }
}

fn row(first: Cell, part: &Counted) -> Vec<Cell> {
    let numbers = [part.visits, part.views, part.readers, part.pages, part.left_out];
    std::iter::once(first).chain(numbers.map(Cell::Number)).collect()
}

/// One number that was set by hand.
fn set_by_hand(start: &StartRow, shown: &Shown) -> Vec<Cell> {
    let words = shown.words();
    vec![
        Cell::Moment(start.at, shown.zone),
        Cell::Text(start.article.map_or(words.of_site.to_owned(), |article| words.of_article(article))),
        start.former.map_or(Cell::Text(words.never_set.to_owned()), Cell::Signed),
        Cell::Signed(start.start),
        Cell::Text(start.by.clone()),
        Cell::Text(start.reason.clone()),
    ]
}
