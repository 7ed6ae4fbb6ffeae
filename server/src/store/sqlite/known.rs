//! What is known of visitors for a short while, in memory: which reports have come, who was active, who has read what.
//!
//! Only one program counts in a database of SQLite, so it need not ask the database: it appends what it learns, and reads it
//! again when it starts. Keys are 64 bits, hashed with secrets of this process, so nobody can make two of them meet; that two
//! do by chance among five million is less likely than one in a million million for each.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

use rusqlite::Connection;

use super::StoreError;
use crate::store::batch::Recall;
use crate::visits::keyed::{ByHash, Hashes, spare};
use crate::visits::{Visitor, rules};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// All that is known.
#[derive(Default)]
pub(super) struct Known {
    secret: RandomState,
    /// By the day on which they came, so that a day is forgotten at once.
    delivered: BTreeMap<i64, Hashes<u64>>,
    /// By the site's day.
    readers: BTreeMap<i64, Hashes<u64>>,
    active: ByHash<u64, i64>,
    viewed: ByHash<u64, i64>,
}

/// What a batch of reports adds, known once it is on disk.
#[derive(Default)]
pub(super) struct Learnt {
    delivered: ByHash<u64, i64>,
    /// The site's day.
    readers: ByHash<u64, i64>,
    active: ByHash<u64, i64>,
    viewed: ByHash<u64, i64>,
}

/// What is known, with what a batch adds: what comes first in a batch is known to what comes after it.
pub(super) struct Knowing<'k> {
    known: &'k Known,
    learnt: Learnt,
}

impl Known {
    /// Reads what was known when the program ended.
    pub(super) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut known = Self::default();
        let mut rows = connection.prepare("SELECT site, id, at FROM delivered")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let (site, at): (i64, i64) = (row.get(0)?, row.get(2)?);
            let key = known.delivery(site, row.get_ref(1)?.as_str().unwrap_or_default());
            known.delivered.entry(at.div_euclid(DAY)).or_default().insert(key);
        }
        let mut rows = connection.prepare("SELECT site, day, at, hash, article, view FROM seen")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let (site, day, at, hash): (i64, i64, i64, [u8; 16]) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (article, view): (Option<i64>, i64) = (row.get(4)?, row.get(5)?);
            let reading = article.map(|article| known.reading(site, article, &hash));
            if view < 2 {
                latest(&mut known.active, known.secret.hash_one((site, hash)), at);
            }
            if let Some(reading) = reading.filter(|_| view > 0) {
                known.readers.entry(day).or_default().insert(reading);
                if view == 1 {
                    latest(&mut known.viewed, reading, at);
                }
            }
        }
        Ok(known)
    }

    /// Begins a batch.
    pub(super) fn begin(&self) -> Knowing<'_> {
        Knowing { known: self, learnt: Learnt::default() }
    }

    /// A batch is on disk.
    pub(super) fn learn(&mut self, learnt: Learnt) {
        for (key, at) in learnt.delivered {
            self.delivered.entry(at.div_euclid(DAY)).or_default().insert(key);
        }
        for (key, day) in learnt.readers {
            self.readers.entry(day).or_default().insert(key);
        }
        self.active.extend(learnt.active);
        self.viewed.extend(learnt.viewed);
    }

    /// Forgets what is no longer needed at `now`.
    pub(super) fn forget(&mut self, now: i64) {
        self.delivered.retain(|day, _| (day + 1) * DAY > now - rules::DELIVERY_KEPT);
        // Zones are less than a day away from each other.
        self.readers.retain(|day, _| *day >= now.div_euclid(DAY) - 1);
        for times in [&mut self.active, &mut self.viewed] {
            times.retain(|_, at| *at > now - rules::WINDOW);
            spare(times);
        }
    }

    fn delivery(&self, site: i64, id: &str) -> u64 {
        self.secret.hash_one((site, id))
    }

    fn reading(&self, site: i64, article: i64, hash: &[u8; 16]) -> u64 {
        self.secret.hash_one((site, article, hash))
    }
}

fn latest(times: &mut ByHash<u64, i64>, key: u64, at: i64) {
    let last = times.entry(key).or_insert(at);
    *last = (*last).max(at);
}

impl Knowing<'_> {
    /// What it has learnt, to be known once it is on disk.
    pub(super) fn learnt(self) -> Learnt {
        self.learnt
    }
}

impl Recall for Knowing<'_> {
    fn was_delivered(&self, site: i64, id: &str) -> bool {
        let key = self.known.delivery(site, id);
        self.learnt.delivered.contains_key(&key) || self.known.delivered.values().any(|keys| keys.contains(&key))
    }

    fn deliver(&mut self, site: i64, id: &str, at: i64) {
        self.learnt.delivered.insert(self.known.delivery(site, id), at);
    }

    fn activity(&mut self, site: i64, visitor: &Visitor, at: i64) -> Option<i64> {
        let key = |hash: [u8; 16]| self.known.secret.hash_one((site, hash));
        let (own, former) = (key(visitor.hash), visitor.former.map(key));
        let keys = [Some(own), former].into_iter().flatten();
        let last = keys.filter_map(|key| last(&self.learnt.active, &self.known.active, key)).max();
        self.learnt.active.insert(own, last.map_or(at, |last| last.max(at)));
        last
    }

    fn last_view(&self, site: i64, article: i64, visitor: &Visitor) -> Option<i64> {
        let hashes = [Some(visitor.hash), visitor.former].into_iter().flatten();
        let keys = hashes.map(|hash| self.known.reading(site, article, &hash));
        keys.filter_map(|key| last(&self.learnt.viewed, &self.known.viewed, key)).max()
    }

    fn view(&mut self, site: i64, article: i64, visitor: &Visitor, (at, day): (i64, i64)) -> bool {
        let key = self.known.reading(site, article, &visitor.hash);
        self.learnt.viewed.insert(key, at);
        let known = self.known.readers.get(&day).is_some_and(|keys| keys.contains(&key));
        !known && self.learnt.readers.insert(key, day) != Some(day)
    }
}

fn last(learnt: &ByHash<u64, i64>, known: &ByHash<u64, i64>, key: u64) -> Option<i64> {
    learnt.get(&key).or_else(|| known.get(&key)).copied()
}
