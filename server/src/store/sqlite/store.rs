//! What the trait asks for, each in the room that does it.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::{
    Sqlite, articles, carrying, copying, importing, known_site, listed, old_addresses, signed, sites, sources, staff,
    statistics, totals, visitors,
};
use crate::store::{
    ArticleRow, Carried, Days, Difference, ImportBatch, ImportTotals, Imported, LeaseWanted, Leased, ListTaken,
    ListedRow, Listing, MediaFile, Neighbours, Newest, NewsRow, Outcome, Report, Salts, SessionRow, SiteNumbers,
    SiteOnline, SiteRow, SourceRow, SourceState, StartRow, StartSet, StartWanted, Statistics, Store, StoreError, Taken,
    UserRow, Which,
};

impl Store for Sqlite {
    fn ensure_site(&self, id: &str, name: Option<&str>) -> Result<(), StoreError> {
        if self.read(|reader| sites::is_as_wanted(reader, id, name))? {
            return Ok(());
        }
        self.write(|transaction| sites::ensure(transaction, id, name))
    }

    fn site_ids(&self) -> Result<Vec<String>, StoreError> {
        self.read(sites::ids)
    }

    fn generation(&self, site: &str) -> Result<Option<u64>, StoreError> {
        self.read(|reader| sites::generation(reader, site))
    }

    fn site(&self, site: &str) -> Result<Option<SiteRow>, StoreError> {
        self.read_at_once(|reader| sites::site(reader, site))
    }

    fn listing(&self, site: &str, which: &Which) -> Result<Listing, StoreError> {
        self.read_at_once(|reader| articles::listing(reader, known_site(reader, site)?, which))
    }

    fn newest(&self, site: &str, which: &Newest) -> Result<Listing, StoreError> {
        self.read_at_once(|reader| listed::newest(reader, known_site(reader, site)?, which))
    }

    fn listed(&self, site: &str) -> Result<Vec<ListedRow>, StoreError> {
        self.read(|reader| listed::all(reader, known_site(reader, site)?))
    }

    fn translations(&self, site: &str) -> Result<Vec<(u64, u64)>, StoreError> {
        self.read(|reader| listed::translations(reader, known_site(reader, site)?))
    }

    fn news(&self, site: &str, since: i64, until: i64, limit: u64) -> Result<Vec<NewsRow>, StoreError> {
        self.read(|reader| listed::news(reader, known_site(reader, site)?, [since, until, signed(limit)]))
    }

    fn article(&self, site: &str, id: u64) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| articles::article(reader, known_site(reader, site)?, signed(id)))
    }

    fn article_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| articles::of_source(reader, known_site(reader, site)?, source, source_id))
    }

    fn article_of_any_case(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| old_addresses::article_of(reader, known_site(reader, site)?, source, source_id))
    }

    fn article_at(&self, site: &str, address: &str) -> Result<Option<ArticleRow>, StoreError> {
        self.read(|reader| old_addresses::article_at(reader, known_site(reader, site)?, address))
    }

    fn listed_target(&self, site: &str, address: &str) -> Result<Option<String>, StoreError> {
        self.read(|reader| old_addresses::target(reader, known_site(reader, site)?, address))
    }

    fn old_addresses(&self, site: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|reader| old_addresses::listed(reader, known_site(reader, site)?))
    }

    fn article_addresses(&self, site: &str) -> Result<u64, StoreError> {
        self.read(|reader| old_addresses::count(reader, known_site(reader, site)?))
    }

    fn take_list(&self, site: &str, list: &[(String, String)], complete: bool) -> Result<ListTaken, StoreError> {
        self.write(|transaction| old_addresses::take_list(transaction, known_site(transaction, site)?, list, complete))
    }

    fn neighbours(&self, site: &str, id: u64, limit: usize) -> Result<Neighbours, StoreError> {
        self.read_at_once(|reader| articles::neighbours(reader, known_site(reader, site)?, signed(id), limit))
    }

    fn media(&self, site: &str) -> Result<Vec<(String, String, MediaFile)>, StoreError> {
        self.read(|reader| sites::media(reader, known_site(reader, site)?))
    }

    fn import(&self, site: &str, batch: &ImportBatch) -> Result<Imported, StoreError> {
        self.write(|transaction| importing::import(transaction, known_site(transaction, site)?, batch))
    }

    fn withdraw(&self, site: &str, id: u64, now: i64) -> Result<bool, StoreError> {
        self.write(|transaction| importing::withdraw_one(transaction, known_site(transaction, site)?, signed(id), now))
    }

    fn set_visits(&self, site: &str, wanted: &StartWanted<'_>, now: i64) -> Result<StartSet, StoreError> {
        self.write(|transaction| totals::set_visits(transaction, known_site(transaction, site)?, wanted, now))
    }

    fn carried(&self, site: &str) -> Result<Carried, StoreError> {
        self.read_at_once(|reader| carrying::carried(reader, known_site(reader, site)?))
    }

    fn take_carried(
        &self,
        site: &str,
        carried: &Carried,
        by: &str,
        reason: &str,
        now: i64,
    ) -> Result<Taken, StoreError> {
        self.write(|transaction| {
            carrying::take(transaction, known_site(transaction, site)?, carried, (by, reason, now))
        })
    }

    fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copying::copy(self, path)
    }

    fn begin_counting(&self) -> Result<(), StoreError> {
        self.counting.begin(self)
    }

    fn end_counting(&self) {
        self.counting.end();
    }

    fn count(&self, reports: &[Report]) -> Result<Vec<Outcome>, StoreError> {
        self.counting.count(self, reports)
    }

    fn numbers(&self, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
        self.read_at_once(|reader| totals::numbers(reader, site, day))
    }

    fn counted_elsewhere(&self, _: &str) -> u64 {
        0
    }

    fn share_online(&self, _: &[SiteOnline]) -> Result<Option<Vec<SiteOnline>>, StoreError> {
        Ok(None)
    }

    fn statistics(&self, site: &str, days: &Days) -> Result<Statistics, StoreError> {
        self.read_at_once(|reader| statistics::of(reader, known_site(reader, site)?, days))
    }

    fn starts(&self, site: &str) -> Result<Vec<StartRow>, StoreError> {
        self.read(|reader| statistics::starts(reader, known_site(reader, site)?))
    }

    fn differences(&self, site: &str) -> Result<Vec<Difference>, StoreError> {
        self.read_at_once(|reader| statistics::differences(reader, known_site(reader, site)?))
    }

    fn salts(&self, site: &str, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError> {
        self.write(|transaction| visitors::salts(transaction, known_site(transaction, site)?, day, fresh))
    }

    fn destroy_salts(&self, days: &[(String, i64)]) -> Result<(), StoreError> {
        let gone = self.write(|transaction| {
            days.iter().try_fold(0, |gone, (site, day)| {
                Ok(gone + visitors::destroy_salts(transaction, known_site(transaction, site)?, *day)?)
            })
        })?;
        if gone > 0 {
            self.log_to_empty.store(true, Ordering::Relaxed);
        }
        // What was deleted may still stand in the log beside the database.
        if self.log_to_empty.load(Ordering::Relaxed) {
            self.empty_log()?;
            self.log_to_empty.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    fn forget(&self, now: i64) -> Result<bool, StoreError> {
        let more = self.write(|transaction| visitors::forget(transaction, now))?;
        self.counting.forget(now);
        Ok(more)
    }

    fn import_totals(&self) -> Result<Vec<ImportTotals>, StoreError> {
        self.read(sites::import_totals)
    }

    fn lease_source(&self, site: &str, wanted: &LeaseWanted<'_>) -> Result<Leased, StoreError> {
        self.write(|transaction| sources::lease(transaction, known_site(transaction, site)?, wanted))
    }

    fn hold_source(&self, site: &str, source: &str, by: &str, until: i64) -> Result<bool, StoreError> {
        self.write(|transaction| sources::hold(transaction, known_site(transaction, site)?, source, by, until))
    }

    fn put_source(&self, site: &str, lease: (&str, &str), next: i64, state: &SourceState) -> Result<bool, StoreError> {
        self.write(|transaction| sources::put(transaction, known_site(transaction, site)?, lease, next, state))
    }

    fn sources(&self, site: &str) -> Result<Vec<SourceRow>, StoreError> {
        self.read(|reader| sources::all(reader, known_site(reader, site)?))
    }

    fn shown_of_source(&self, site: &str, source: &str) -> Result<Vec<String>, StoreError> {
        self.read(|reader| sources::shown(reader, known_site(reader, site)?, source))
    }

    fn raw_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<String>, StoreError> {
        self.read(|reader| sources::raw(reader, known_site(reader, site)?, source, source_id))
    }

    fn put_user(&self, user: &UserRow) -> Result<bool, StoreError> {
        self.write(|transaction| staff::put_user(transaction, user))
    }

    fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError> {
        self.read(|reader| staff::user(reader, name))
    }

    fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.read(staff::users)
    }

    fn remove_user(&self, name: &str) -> Result<bool, StoreError> {
        self.write(|transaction| staff::remove_user(transaction, name))
    }

    fn put_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        self.write(|transaction| staff::put_session(transaction, session))
    }

    fn touch_session(&self, token: &[u8; 32], seen: i64) -> Result<(), StoreError> {
        self.write(|transaction| staff::touch_session(transaction, token, seen))
    }

    fn session(&self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        self.read(|reader| staff::session(reader, token))
    }

    fn remove_session(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        self.write(|transaction| staff::remove_session(transaction, token))
    }

    fn forget_sessions(&self, begun: i64, seen: i64) -> Result<(), StoreError> {
        self.write(|transaction| staff::forget_sessions(transaction, begun, seen))
    }
}
