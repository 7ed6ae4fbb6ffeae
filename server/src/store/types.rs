//! What goes into a store and comes out of it, in plain data.

use bantin_api::Category;

use crate::visits::{LeftOut, Visitor};

/// A site as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRow {
    /// Its name: the one set, else the first feed's title.
    pub name: String,
    /// Random hex digits that no other site has, here or elsewhere, and that never change.
    pub uid: String,
    /// Categories met in articles, in the order of first meeting.
    pub categories: Vec<Category>,
}

/// Which part of a listing is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Which {
    /// Only articles of this category.
    pub category: Option<String>,
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at most.
    pub limit: u64,
}

/// A part of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// How many there are in all.
    pub total: u64,
    /// Those asked for.
    pub articles: Vec<ArticleRow>,
}

/// An article as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// Our id.
    pub id: u64,
    /// Where it came from.
    pub source: String,
    /// The address its document came from.
    pub base: String,
    /// A JSON Feed with this one item, as it was read and not cleaned.
    pub article: String,
    /// The last part of its address.
    pub slug: String,
    /// Its title, or nothing.
    pub title: String,
    /// Whether it answers 410.
    pub withdrawn: bool,
    /// When it was last another than before, in seconds: published, changed, or first seen.
    pub changed: i64,
}

/// An article next to another in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeighbourRow {
    /// Our id.
    pub id: u64,
    /// Its title, or nothing.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// When it was published, RFC 3339.
    pub date_published: Option<String>,
}

/// The articles around one in time, nearest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Those after it.
    pub newer: Vec<NeighbourRow>,
    /// Those before it.
    pub older: Vec<NeighbourRow>,
}

/// A file taken over from beside a feed or from the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Its name below `media/{site}`.
    pub file: String,
    /// Its size in bytes.
    pub size: u64,
    /// How large it is as a picture; `None` for what is none, or was taken over before that was looked at.
    pub measure: Option<Measure>,
}

/// How large a picture is, in pixels, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// Whether it can be shown in other sizes: it does not move.
    pub still: bool,
}

/// One article that an import brings.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The source's own id.
    pub source_id: String,
    /// The format its document was written in.
    pub format: String,
    /// The address its document came from.
    pub base: String,
    /// Byte for byte as it came.
    pub raw: String,
    /// A JSON Feed with this one item, without views and neighbours.
    pub article: String,
    /// Its title, or nothing.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// When it was published, RFC 3339.
    pub date_published: Option<String>,
    /// When it was published, in seconds.
    pub published: Option<i64>,
    /// The first part of its language's tag, in lower case; empty where the source says none.
    pub language: String,
    /// When its source says that it was changed, in seconds.
    pub modified: Option<i64>,
    /// The source's own ids of its translations.
    pub translations: Vec<String>,
    /// Whether it stands before newer ones.
    pub pinned: bool,
    /// Its categories, the main one first.
    pub categories: Vec<Category>,
    /// What an older counter had reached.
    pub views: Option<u64>,
    /// Where it was before, in normal form.
    pub old_addresses: Vec<String>,
}

/// What one import brings.
#[derive(Clone, Debug, Default)]
pub struct ImportBatch {
    /// The source the articles belong to.
    pub source: String,
    /// The articles, each id once.
    pub articles: Vec<Incoming>,
    /// Files taken over: (address as articles name it, file).
    pub media: Vec<(String, MediaFile)>,
    /// Whether views become starts where none was ever set.
    pub take_views: bool,
    /// Whether articles of the source that are not in the batch are withdrawn.
    pub complete: bool,
    /// How many items were refused before; only for the record.
    pub refused: u64,
    /// The time.
    pub now: i64,
}

/// What an import has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were not there before.
    pub new: u64,
    /// Articles that are another text now.
    pub changed: u64,
    /// Articles that were there already.
    pub unchanged: u64,
    /// Articles the source no longer has.
    pub withdrawn: u64,
}

/// What taking a list of old addresses has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListTaken {
    /// Addresses that were not listed before.
    pub new: u64,
    /// Addresses that lead elsewhere now.
    pub changed: u64,
    /// Addresses that were listed so already.
    pub unchanged: u64,
    /// Addresses that are no longer listed.
    pub removed: u64,
}

/// What all imports into a site have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportTotals {
    /// The site.
    pub site: String,
    /// Sums over all of them.
    pub sums: Imported,
    /// Items refused in all of them.
    pub refused: u64,
}

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
