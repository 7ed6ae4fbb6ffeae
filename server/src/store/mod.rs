//! What is kept, behind one trait: sites, articles as they came, counts, and the staff's accounts.
//!
//! The room exists so that nothing outside it knows SQL: `sqlite/` holds one file for one server, `postgres/` is for several
//! that share the counts, and `batch` decides for both what a report is. It may import `visits::rules` (what counts as a visit is decided there, in the midst of a
//! transaction), `visits::{LeftOut, Visitor}` and `redirects` (migrations need the normal form of addresses); no other room of this crate. All methods block: callers on the
//! runtime use a thread, or call only what is one look-up by key.

mod batch;
mod carried;
mod counted;
mod error;
mod listed;
mod postgres;
mod searched;
mod served;
mod sources;
mod sqlite;
mod staff;
mod statistics;

pub use carried::{Carried, CarriedArticle, CarriedHour, CarriedStart, Taken};
pub use counted::{Outcome, Refusal, Report, Salts, SiteNumbers, SiteOnline, StartSet, StartWanted};
pub use error::StoreError;
pub use listed::{ListedRow, Newest, NewsRow, Tongue};
pub use postgres::Postgres;
pub use searched::{MISSED_DAYS, SearchStore};
pub use served::{
    ArticleRow, ImportBatch, ImportTotals, Imported, Incoming, ListTaken, Listing, Measure, MediaFile, NeighbourRow,
    Neighbours, SiteRow, Which,
};
pub use sources::{LeaseWanted, Leased, SourceRow, SourceState};
pub use sqlite::{OpenOptions, Sqlite};
pub use staff::{SessionRow, Sites, UserRow};
pub use statistics::{Days, Difference, HourRow, ReadArticle, StartRow, Statistics, Tally};

/// What every database has to do.
pub trait Store: SearchStore + Send + Sync + 'static {
    /// Makes the site if there is none of this id, and gives it this name where one is given.
    ///
    /// # Errors
    /// When the database does not let it.
    fn ensure_site(&self, id: &str, name: Option<&str>) -> Result<(), StoreError>;

    /// The ids of all sites, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn site_ids(&self) -> Result<Vec<String>, StoreError>;

    /// A number that is another whenever something of the site has changed that is served, counts aside.
    /// `None` for an unknown site. One look-up by key.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn generation(&self, site: &str) -> Result<Option<u64>, StoreError>;

    /// A site's name and the categories met in its articles.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn site(&self, site: &str) -> Result<Option<SiteRow>, StoreError>;

    /// A part of a site's articles, pinned first, then newest.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn listing(&self, site: &str, which: &Which) -> Result<Listing, StoreError>;

    /// A part of a site's articles, newest first whatever is pinned.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn newest(&self, site: &str, which: &Newest) -> Result<Listing, StoreError>;

    /// What a sitemap says of each article that is shown, the oldest first. Reads no article's text.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn listed(&self, site: &str) -> Result<Vec<ListedRow>, StoreError>;

    /// The ids of articles that are shown, each with that of one that its source says is its translation.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn translations(&self, site: &str) -> Result<Vec<(u64, u64)>, StoreError>;

    /// The articles published from `since` to `until` (seconds, both included), newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn news(&self, site: &str, since: i64, until: i64, limit: u64) -> Result<Vec<NewsRow>, StoreError>;

    /// One article, withdrawn or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn article(&self, site: &str, id: u64) -> Result<Option<ArticleRow>, StoreError>;

    /// The article of a source's own id, unless it is withdrawn.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn article_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError>;

    /// The article of a source's own id in any letter case, withdrawn or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn article_of_any_case(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError>;

    /// The article that came with an old address, withdrawn or not: of several one that is shown, and the last of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn article_at(&self, site: &str, address: &str) -> Result<Option<ArticleRow>, StoreError>;

    /// What the operator's list says of an old address.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn listed_target(&self, site: &str, address: &str) -> Result<Option<String>, StoreError>;

    /// The operator's list: old addresses and what each leads to.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn old_addresses(&self, site: &str) -> Result<Vec<(String, String)>, StoreError>;

    /// How many old addresses articles came with.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn article_addresses(&self, site: &str) -> Result<u64, StoreError>;

    /// Takes a list of old addresses in, all of it or nothing; where it is `complete`, what it does not have goes.
    ///
    /// # Errors
    /// When the database does not let it; nothing has changed then.
    fn take_list(&self, site: &str, list: &[(String, String)], complete: bool) -> Result<ListTaken, StoreError>;

    /// The articles before and after one in time, nearest first, `limit` each.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn neighbours(&self, site: &str, id: u64, limit: usize) -> Result<Neighbours, StoreError>;

    /// The files taken over for a site: (source, address as articles name it, or whole where it is of the web) and the file.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn media(&self, site: &str) -> Result<Vec<(String, String, MediaFile)>, StoreError>;

    /// Takes articles in, all of them or none.
    ///
    /// # Errors
    /// When the database does not let it; nothing has changed then.
    fn import(&self, site: &str, batch: &ImportBatch) -> Result<Imported, StoreError>;

    /// Withdraws an article: its text and numbers are kept, and it is no longer shown. Whether there is one.
    ///
    /// # Errors
    /// When the database does not let it.
    fn withdraw(&self, site: &str, id: u64, now: i64) -> Result<bool, StoreError>;

    /// Makes the site's visits show another total from now on, and writes that into the audit table.
    ///
    /// # Errors
    /// When the database does not let it.
    fn set_visits(&self, site: &str, wanted: &StartWanted<'_>, now: i64) -> Result<StartSet, StoreError>;

    /// A site's counter, to be carried to another server.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn carried(&self, site: &str) -> Result<Carried, StoreError>;

    /// Takes a counter over that was [carried](Self::carried) here, for somebody and a reason, which go into the audit table.
    ///
    /// # Errors
    /// When the database does not let it; nothing has changed then.
    fn take_carried(
        &self,
        site: &str,
        carried: &Carried,
        by: &str,
        reason: &str,
        now: i64,
    ) -> Result<Taken, StoreError>;

    /// Copies what is kept at one moment into a new database in a file, but for what is known of visitors and who is signed in.
    ///
    /// # Errors
    /// When the database does not let it, or is backed up by programs of its own.
    fn copy_to(&self, path: &std::path::Path) -> Result<(), StoreError>;

    /// Makes ready to count, and keeps ready until [`end_counting`](Self::end_counting).
    ///
    /// # Errors
    /// When the database does not let it, or another server counts in it that cannot share it.
    fn begin_counting(&self) -> Result<(), StoreError>;

    /// Lets another server count. Whoever counts again is made ready again.
    fn end_counting(&self);

    /// Counts reports in their order, in one transaction: when this returns they are on disk.
    ///
    /// # Errors
    /// When the database does not let it; then none of them counts.
    fn count(&self, reports: &[Report]) -> Result<Vec<Outcome>, StoreError>;

    /// All numbers of a site, and the generation they belong to. `None` for an unknown site.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn numbers(&self, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError>;

    /// A number that is another whenever another server has counted at a site. Never waits for the database.
    fn counted_elsewhere(&self, site: &str) -> u64;

    /// Tells other servers who has reported in here since the last time, and learns who has there. Every site with an open
    /// stream without a visitor must be named each time. `None` where no other server can count.
    ///
    /// # Errors
    /// When the database does not let it.
    fn share_online(&self, here: &[SiteOnline]) -> Result<Option<Vec<SiteOnline>>, StoreError>;

    /// What was counted at a site on these days.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn statistics(&self, site: &str, days: &Days) -> Result<Statistics, StoreError>;

    /// Every start that was set at a site, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn starts(&self, site: &str) -> Result<Vec<StartRow>, StoreError>;

    /// Every total of a site that is not the sum of what was counted by days.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn differences(&self, site: &str) -> Result<Vec<Difference>, StoreError>;

    /// The salt of a day (made with `fresh` if there is none) and of the day before.
    ///
    /// # Errors
    /// When the database does not let it.
    fn salts(&self, site: &str, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError>;

    /// Destroys the salts that are no longer needed on these days of these sites, wherever they are written.
    ///
    /// # Errors
    /// When the database does not let it; then they are destroyed the next time.
    fn destroy_salts(&self, days: &[(String, i64)]) -> Result<(), StoreError>;

    /// Deletes some of what about visitors is no longer needed at `now`. Whether there may be more.
    ///
    /// # Errors
    /// When the database does not let it.
    fn forget(&self, now: i64) -> Result<bool, StoreError>;

    /// What all imports have done so far, for `/metrics`.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn import_totals(&self) -> Result<Vec<ImportTotals>, StoreError>;

    /// Takes a source of a site for somebody, if it is due and nobody is at it.
    ///
    /// # Errors
    /// When the database does not let it.
    fn lease_source(&self, site: &str, wanted: &LeaseWanted<'_>) -> Result<Leased, StoreError>;

    /// Keeps a source leased until another second. Whether it still was theirs.
    ///
    /// # Errors
    /// When the database does not let it.
    fn hold_source(&self, site: &str, source: &str, by: &str, until: i64) -> Result<bool, StoreError>;

    /// Gives a leased source (name, by whom) back, with when it is due next and what is known of it now. Whether it still was theirs.
    ///
    /// # Errors
    /// When the database does not let it.
    fn put_source(&self, site: &str, lease: (&str, &str), next: i64, state: &SourceState) -> Result<bool, StoreError>;

    /// The sources of a site that were ever fetched on a schedule, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn sources(&self, site: &str) -> Result<Vec<SourceRow>, StoreError>;

    /// The source's own ids of its articles that are shown.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn shown_of_source(&self, site: &str, source: &str) -> Result<Vec<String>, StoreError>;

    /// What an article came as, by its source's own id, unless it is withdrawn.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn raw_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<String>, StoreError>;

    /// Keeps an account. One of this name gets another password and other sites, and its sessions end. Whether it is new.
    ///
    /// # Errors
    /// When the database does not let it.
    fn put_user(&self, user: &UserRow) -> Result<bool, StoreError>;

    /// The account of a name.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError>;

    /// All accounts, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn users(&self) -> Result<Vec<UserRow>, StoreError>;

    /// Removes an account, and ends its sessions. Whether there was one.
    ///
    /// # Errors
    /// When the database does not let it.
    fn remove_user(&self, name: &str) -> Result<bool, StoreError>;

    /// Keeps a new session. Whether it is kept: not where its account is gone.
    ///
    /// # Errors
    /// When the database does not let it.
    fn put_session(&self, session: &SessionRow) -> Result<bool, StoreError>;

    /// Says when a session was last used; nothing where it has ended.
    ///
    /// # Errors
    /// When the database does not let it.
    fn touch_session(&self, token: &[u8; 32], seen: i64) -> Result<(), StoreError>;

    /// The session of a token's SHA-256, however old.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn session(&self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    /// When the database does not let it.
    fn remove_session(&self, token: &[u8; 32]) -> Result<(), StoreError>;

    /// Ends the sessions that began before the second `begun`, and those last used before `seen`.
    ///
    /// # Errors
    /// When the database does not let it.
    fn forget_sessions(&self, begun: i64, seen: i64) -> Result<(), StoreError>;
}
