//! Sites and articles as they go into a store and come out of it, in plain data.

use bantin_api::Category;

use bantin_search::IndexedWords;

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
    /// What it is found by.
    pub words: IndexedWords,
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
    /// The source's own ids of articles that are not in this batch and still there: they came in batches before it.
    pub still_there: Vec<String>,
    /// Whether nothing is recorded of it where it changes nothing: a schedule looks every few minutes.
    pub quiet: bool,
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
