//! What the database has said of visitors before a batch is decided, and what the batch adds to it.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::store::batch::Recall;
use crate::visits::Visitor;

/// A visitor's hash.
pub(super) type Hash = [u8; 16];

/// A visitor of a site.
pub(super) type Who = (i64, Hash);

/// A visitor's reading of an article of a site.
pub(super) type Reading = (i64, i64, Hash);

#[derive(Default)]
pub(super) struct Recalled {
    /// By site.
    delivered: HashMap<i64, HashSet<String>>,
    active: HashMap<Who, i64>,
    viewed: HashMap<Reading, i64>,
    readers: HashSet<(Reading, i64)>,
    /// What the batch adds: when each was last active, and last viewed what on which day.
    pub(super) active_now: BTreeMap<Who, i64>,
    pub(super) viewed_now: BTreeMap<(Reading, i64), i64>,
}

impl Recalled {
    /// A report of this id came before the batch.
    pub(super) fn was_delivered_before(&mut self, site: i64, id: String) {
        self.delivered.entry(site).or_default().insert(id);
    }

    /// A visitor was active before the batch.
    pub(super) fn was_active(&mut self, who: Who, at: i64) {
        self.active.insert(who, at);
    }

    /// A visitor had read an article before the batch, and viewed it last at this second.
    pub(super) fn had_read(&mut self, reading: Reading, day: i64, at: i64) {
        let last = self.viewed.entry(reading).or_insert(at);
        *last = (*last).max(at);
        self.readers.insert((reading, day));
    }
}

/// The hashes that a visitor may be known by, today's first.
pub(super) fn hashes(visitor: &Visitor) -> impl Iterator<Item = Hash> {
    [Some(visitor.hash), visitor.former].into_iter().flatten()
}

impl Recall for Recalled {
    fn was_delivered(&self, site: i64, id: &str) -> bool {
        self.delivered.get(&site).is_some_and(|ids| ids.contains(id))
    }

    fn deliver(&mut self, site: i64, id: &str, _: i64) {
        self.was_delivered_before(site, id.to_owned());
    }

    fn activity(&mut self, site: i64, visitor: &Visitor, at: i64) -> Option<i64> {
        let last = hashes(visitor).filter_map(|hash| self.active.get(&(site, hash)).copied()).max();
        let own = (site, visitor.hash);
        let now = last.map_or(at, |last| last.max(at));
        self.active.insert(own, now);
        self.active_now.insert(own, now);
        last
    }

    fn last_view(&self, site: i64, article: i64, visitor: &Visitor) -> Option<i64> {
        hashes(visitor).filter_map(|hash| self.viewed.get(&(site, article, hash)).copied()).max()
    }

    fn view(&mut self, site: i64, article: i64, visitor: &Visitor, (at, day): (i64, i64)) -> bool {
        let reading = (site, article, visitor.hash);
        self.viewed.insert(reading, at);
        self.viewed_now.insert((reading, day), at);
        self.readers.insert((reading, day))
    }
}
