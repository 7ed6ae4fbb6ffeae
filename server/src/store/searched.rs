//! What a database has to do for searching.

use bantin_search::{Shown, Sought};

use super::{Days, StoreError};

/// Days that questions without an answer are kept.
pub const MISSED_DAYS: i64 = 400;

/// What every database has to do for searching.
pub trait SearchStore {
    /// The ids of articles that are shown and have what is sought, the newest first to the hour.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn sought(&self, site: &str, sought: &Sought) -> Result<Vec<u64>, StoreError>;

    /// In how many articles that are shown each of these words is, `most` at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn words_known(&self, site: &str, words: &[String], most: u64) -> Result<Vec<u64>, StoreError>;

    /// What every article that is shown is sorted and filtered by, in the order of their ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn shown(&self, site: &str) -> Result<Vec<Shown>, StoreError>;

    /// Adds visitors who have asked on a day what found nothing; what is older than [`MISSED_DAYS`] goes.
    ///
    /// # Errors
    /// When the database does not let it.
    fn note_missed(&self, site: &str, day: i64, words: &str, visitors: u64) -> Result<(), StoreError>;

    /// What found nothing in these days, and how many have asked it, the most asked first, `most` at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn missed(&self, site: &str, days: &Days, most: u64) -> Result<Vec<(String, u64)>, StoreError>;
}
