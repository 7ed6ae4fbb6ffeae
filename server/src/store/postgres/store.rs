//! What the trait asks for, each in the room that does it. Text that PostgreSQL cannot hold is not looked for there.

use std::collections::HashMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::session::How;
use super::snapshot::Moment;
use super::{
    PATIENCE, Postgres, articles, can_be_there, carrying, counting, importing, listed, old_addresses, online, random,
    shards, signed, sites, sources, staff, statistics, totals, visitors,
};
use crate::store::{
    ArticleRow, Carried, Days, Difference, ImportBatch, ImportTotals, Imported, LeaseWanted, Leased, ListTaken,
    ListedRow, Listing, MediaFile, Neighbours, Newest, NewsRow, Outcome, Report, Salts, SessionRow, SiteNumbers,
    SiteOnline, SiteRow, SourceRow, SourceState, StartRow, StartSet, StartWanted, Statistics, Store, StoreError, Taken,
    UserRow, Which,
};

impl Store for Postgres {
    fn ensure_site(&self, id: &str, name: Option<&str>) -> Result<(), StoreError> {
        let (id, name) = (id.to_owned(), name.map(str::to_owned));
        let uid: String = [random()?, random()?].iter().map(|half| format!("{half:016x}")).collect();
        let changed = self.run(How::Whole, move |work| {
            if sites::is_as_wanted(work, &id, name.as_deref())? {
                return Ok(false);
            }
            sites::ensure(work, &id, name.as_deref(), &uid)?;
            Ok(true)
        })?;
        if changed {
            self.look_now();
        }
        Ok(())
    }

    fn site_ids(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.snapshot.ids())
    }

    fn generation(&self, site: &str) -> Result<Option<u64>, StoreError> {
        Ok(self.snapshot.of(site).map(|moment| moment.generation))
    }

    fn site(&self, site: &str) -> Result<Option<SiteRow>, StoreError> {
        let site = site.to_owned();
        self.run(How::AtOnce, move |work| sites::site(work, &site))
    }

    fn listing(&self, site: &str, which: &Which) -> Result<Listing, StoreError> {
        if !which.category.as_deref().is_none_or(can_be_there) {
            return Ok(Listing::default());
        }
        let which = which.clone();
        self.of_site(How::AtOnce, site, move |work, site| articles::listing(work, site, &which))
    }

    fn newest(&self, site: &str, which: &Newest) -> Result<Listing, StoreError> {
        if !which.category.as_deref().is_none_or(can_be_there) {
            return Ok(Listing::default());
        }
        let which = which.clone();
        self.of_site(How::AtOnce, site, move |work, site| listed::newest(work, site, &which))
    }

    fn listed(&self, site: &str) -> Result<Vec<ListedRow>, StoreError> {
        self.of_site(How::Plainly, site, listed::all)
    }

    fn translations(&self, site: &str) -> Result<Vec<(u64, u64)>, StoreError> {
        self.of_site(How::Plainly, site, listed::translations)
    }

    fn news(&self, site: &str, since: i64, until: i64, limit: u64) -> Result<Vec<NewsRow>, StoreError> {
        let of = [since, until, signed(limit)];
        self.of_site(How::Plainly, site, move |work, site| listed::news(work, site, of))
    }

    fn article(&self, site: &str, id: u64) -> Result<Option<ArticleRow>, StoreError> {
        self.of_site(How::Plainly, site, move |work, site| articles::article(work, site, signed(id)))
    }

    fn article_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(source) || !can_be_there(source_id) {
            return Ok(None);
        }
        let (source, source_id) = (source.to_owned(), source_id.to_owned());
        self.of_site(How::Plainly, site, move |work, site| articles::of_source(work, site, &source, &source_id))
    }

    fn article_of_any_case(&self, site: &str, source: &str, source_id: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(source) || !can_be_there(source_id) {
            return Ok(None);
        }
        let (source, source_id) = (source.to_owned(), source_id.to_owned());
        self.of_site(How::Plainly, site, move |work, site| old_addresses::article_of(work, site, &source, &source_id))
    }

    fn article_at(&self, site: &str, address: &str) -> Result<Option<ArticleRow>, StoreError> {
        if !can_be_there(address) {
            return Ok(None);
        }
        let address = address.to_owned();
        self.of_site(How::Plainly, site, move |work, site| old_addresses::article_at(work, site, &address))
    }

    fn listed_target(&self, site: &str, address: &str) -> Result<Option<String>, StoreError> {
        if !can_be_there(address) {
            return Ok(None);
        }
        let address = address.to_owned();
        self.of_site(How::Plainly, site, move |work, site| old_addresses::target(work, site, &address))
    }

    fn old_addresses(&self, site: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.of_site(How::Plainly, site, old_addresses::listed)
    }

    fn article_addresses(&self, site: &str) -> Result<u64, StoreError> {
        self.of_site(How::Plainly, site, old_addresses::count)
    }

    fn take_list(&self, site: &str, list: &[(String, String)], complete: bool) -> Result<ListTaken, StoreError> {
        let list = list.to_vec();
        self.change(site, move |work, site| old_addresses::take_list(work, site, &list, complete))
    }

    fn neighbours(&self, site: &str, id: u64, limit: usize) -> Result<Neighbours, StoreError> {
        self.of_site(How::AtOnce, site, move |work, site| articles::neighbours(work, site, signed(id), limit))
    }

    fn media(&self, site: &str) -> Result<Vec<(String, String, MediaFile)>, StoreError> {
        self.of_site(How::Plainly, site, sites::media)
    }

    fn import(&self, site: &str, batch: &ImportBatch) -> Result<Imported, StoreError> {
        let batch = batch.clone();
        self.change(site, move |work, site| importing::import(work, site, &batch))
    }

    fn withdraw(&self, site: &str, id: u64, now: i64) -> Result<bool, StoreError> {
        self.change(site, move |work, site| importing::withdraw_one(work, site, signed(id), now))
    }

    fn set_visits(&self, site: &str, wanted: &StartWanted<'_>, now: i64) -> Result<StartSet, StoreError> {
        let (total, by, reason) = (wanted.total, wanted.by.to_owned(), wanted.reason.to_owned());
        self.change(site, move |work, site| {
            totals::set_visits(work, site, &StartWanted { total, by: &by, reason: &reason }, now)
        })
    }

    fn carried(&self, site: &str) -> Result<Carried, StoreError> {
        let site = site.to_owned();
        self.run(How::AtOnce, move |work| {
            let site = sites::known(work, &site)?;
            carrying::carried(work, site)
        })
    }

    fn take_carried(
        &self,
        site: &str,
        carried: &Carried,
        by: &str,
        reason: &str,
        now: i64,
    ) -> Result<Taken, StoreError> {
        let (carried, by, reason) = (carried.clone(), by.to_owned(), reason.to_owned());
        self.change(site, move |work, site| carrying::take(work, site, &carried, (&by, &reason, now)))
    }

    fn copy_to(&self, _: &std::path::Path) -> Result<(), StoreError> {
        Err(StoreError::OwnBackup)
    }

    fn begin_counting(&self) -> Result<(), StoreError> {
        let shard = self.shard();
        self.counting.run(How::Plainly, PATIENCE, move |work| shards::seen(work, shard))
    }

    fn end_counting(&self) {
        let server = self.server;
        // Otherwise they vanish in a moment.
        if let Err(error) = self.run(How::Plainly, move |work| online::end(work, server)) {
            tracing::debug!(%error, "other servers are not told that this one ends");
        }
    }

    fn count(&self, reports: &[Report]) -> Result<Vec<Outcome>, StoreError> {
        let (shard, reports) = (self.shard(), reports.to_vec());
        let counted = self.counting.run(How::Whole, PATIENCE, move |work| counting::count(work, shard, &reports));
        // An error does not say whether it was committed; without randomness the next one is taken.
        if counted.is_err() {
            self.shard.store(random().unwrap_or_else(|_| shard.wrapping_add(1).max(1)), Ordering::SeqCst);
        }
        counted
    }

    fn numbers(&self, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
        let (shard, owned) = (self.shard(), site.to_owned());
        let numbers = self.run(How::AtOnce, move |work| totals::numbers(work, &owned, day, shard))?;
        if let Some(SiteNumbers { generation, counted_elsewhere, .. }) = numbers {
            self.snapshot.publish(site, Moment { generation, counted_elsewhere });
        }
        Ok(numbers)
    }

    fn counted_elsewhere(&self, site: &str) -> u64 {
        self.snapshot.of(site).map_or(0, |moment| moment.counted_elsewhere)
    }

    fn share_online(&self, here: &[SiteOnline]) -> Result<Option<Vec<SiteOnline>>, StoreError> {
        let (server, here) = (self.server, here.to_vec());
        let newest = *self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let elsewhere = self.run(How::Whole, move |work| online::share(work, server, &here, newest))?;
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = elsewhere.newest;
        Ok(Some(elsewhere.sites))
    }

    fn statistics(&self, site: &str, days: &Days) -> Result<Statistics, StoreError> {
        let days = days.clone();
        self.of_site(How::AtOnce, site, move |work, site| statistics::of(work, site, &days))
    }

    fn starts(&self, site: &str) -> Result<Vec<StartRow>, StoreError> {
        self.of_site(How::Plainly, site, statistics::starts)
    }

    fn differences(&self, site: &str) -> Result<Vec<Difference>, StoreError> {
        self.of_site(How::AtOnce, site, statistics::differences)
    }

    fn salts(&self, site: &str, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError> {
        self.of_site(How::Whole, site, move |work, site| visitors::salts(work, site, day, fresh))
    }

    fn destroy_salts(&self, days: &[(String, i64)]) -> Result<(), StoreError> {
        let days = days.to_vec();
        self.run(How::Whole, move |work| {
            let mut of = HashMap::new();
            for (site, day) in &days {
                of.insert(sites::known(work, site)?, *day);
            }
            visitors::destroy_salts(work, &of)
        })
    }

    fn forget(&self, now: i64) -> Result<bool, StoreError> {
        let shard = self.shard();
        let more = self.run(How::Whole, move |work| visitors::forget(work, now))?;
        self.run(How::Plainly, move |work| shards::seen(work, shard))?;
        let folded = self.run(How::Whole, shards::fold)?;
        Ok(more || folded)
    }

    fn import_totals(&self) -> Result<Vec<ImportTotals>, StoreError> {
        self.run(How::Plainly, sites::import_totals)
    }

    fn lease_source(&self, site: &str, wanted: &LeaseWanted<'_>) -> Result<Leased, StoreError> {
        let (source, by) = (wanted.source.to_owned(), wanted.by.to_owned());
        let (now, until, early) = (wanted.now, wanted.until, wanted.early);
        self.of_site(How::Whole, site, move |work, site| {
            sources::lease(work, site, &LeaseWanted { source: &source, by: &by, now, until, early })
        })
    }

    fn hold_source(&self, site: &str, source: &str, by: &str, until: i64) -> Result<bool, StoreError> {
        let (source, by) = (source.to_owned(), by.to_owned());
        self.of_site(How::Plainly, site, move |work, site| sources::hold(work, site, &source, &by, until))
    }

    fn put_source(&self, site: &str, lease: (&str, &str), next: i64, state: &SourceState) -> Result<bool, StoreError> {
        let (source, by, state) = (lease.0.to_owned(), lease.1.to_owned(), state.clone());
        self.of_site(How::Plainly, site, move |work, site| sources::put(work, site, (&source, &by), next, &state))
    }

    fn sources(&self, site: &str) -> Result<Vec<SourceRow>, StoreError> {
        self.of_site(How::Plainly, site, sources::all)
    }

    fn shown_of_source(&self, site: &str, source: &str) -> Result<Vec<String>, StoreError> {
        if !can_be_there(source) {
            return Ok(Vec::new());
        }
        let source = source.to_owned();
        self.of_site(How::Plainly, site, move |work, site| sources::shown(work, site, &source))
    }

    fn raw_of_source(&self, site: &str, source: &str, source_id: &str) -> Result<Option<String>, StoreError> {
        if !can_be_there(source) || !can_be_there(source_id) {
            return Ok(None);
        }
        let (source, source_id) = (source.to_owned(), source_id.to_owned());
        self.of_site(How::Plainly, site, move |work, site| sources::raw(work, site, &source, &source_id))
    }

    fn put_user(&self, user: &UserRow) -> Result<bool, StoreError> {
        let user = user.clone();
        self.run(How::Whole, move |work| staff::put_user(work, &user))
    }

    fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError> {
        if !can_be_there(name) {
            return Ok(None);
        }
        let name = name.to_owned();
        self.run(How::Plainly, move |work| staff::user(work, &name))
    }

    fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.run(How::Plainly, staff::users)
    }

    fn remove_user(&self, name: &str) -> Result<bool, StoreError> {
        let name = name.to_owned();
        self.run(How::Whole, move |work| staff::remove_user(work, &name))
    }

    fn put_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        let session = session.clone();
        self.run(How::Whole, move |work| staff::put_session(work, &session))
    }

    fn touch_session(&self, token: &[u8; 32], seen: i64) -> Result<(), StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::touch_session(work, &token, seen))
    }

    fn session(&self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::session(work, &token))
    }

    fn remove_session(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        let token = *token;
        self.run(How::Plainly, move |work| staff::remove_session(work, &token))
    }

    fn forget_sessions(&self, begun: i64, seen: i64) -> Result<(), StoreError> {
        self.run(How::Plainly, move |work| staff::forget_sessions(work, begun, seen))
    }
}
