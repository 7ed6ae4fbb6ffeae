//! What is asked for with every request, as it was a moment ago: it is answered at once, and while the database is away.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::Fault;
use super::session::Work;

/// How often what another server has counted is told at most: all numbers of the site are read again each time.
const COUNTED_PAUSE: Duration = Duration::from_millis(400);

/// What is known of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) generation: u64,
    /// How often other servers have counted.
    pub(super) counted_elsewhere: u64,
}

struct Seen {
    moment: Moment,
    counted_since: Instant,
}

#[derive(Default)]
struct Held {
    sites: HashMap<String, Seen>,
    /// The ids of all, the oldest first.
    order: Vec<String>,
    /// Another whenever something was put in.
    version: u64,
}

/// What was seen last.
#[derive(Default)]
pub(super) struct Snapshot(RwLock<Held>);

impl Snapshot {
    /// What is known of a site; `None` for an unknown one.
    pub(super) fn of(&self, site: &str) -> Option<Moment> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        held.sites.get(site).map(|seen| seen.moment)
    }

    /// The ids of all sites, the oldest first.
    pub(super) fn ids(&self) -> Vec<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).order.clone()
    }

    /// To be taken before the database is asked, for [`replace`](Self::replace).
    pub(super) fn version(&self) -> u64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).version
    }

    /// All sites as they were after `version` was taken.
    pub(super) fn replace(&self, sites: Vec<(String, Moment)>, version: u64) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // What was put in meanwhile may be newer than what was read; numbers fall only where a backup was restored.
        let is_newest = held.version == version;
        held.version += 1;
        if is_newest {
            held.sites.retain(|known, _| sites.iter().any(|(site, _)| site == known));
            if held.order.len() != held.sites.len() {
                held.order.clear();
            }
        }
        for (site, moment) in sites {
            held.put(site, moment, is_newest);
        }
    }

    /// What was just read with a site's numbers.
    pub(super) fn publish(&self, site: &str, moment: Moment) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.version += 1;
        if let Some(seen) = held.sites.get_mut(site) {
            seen.moment = later(seen.moment, moment);
        } else {
            held.put(site.to_owned(), moment, true);
        }
    }
}

impl Held {
    fn put(&mut self, site: String, moment: Moment, is_newest: bool) {
        if !self.order.contains(&site) {
            self.order.push(site.clone());
        }
        let Some(seen) = self.sites.get_mut(&site) else {
            self.sites.insert(site, Seen { moment, counted_since: Instant::now() });
            return;
        };
        let mut moment = if is_newest { moment } else { later(seen.moment, moment) };
        if moment.counted_elsewhere != seen.moment.counted_elsewhere {
            if seen.counted_since.elapsed() < COUNTED_PAUSE {
                moment.counted_elsewhere = seen.moment.counted_elsewhere;
            } else {
                seen.counted_since = Instant::now();
            }
        }
        seen.moment = moment;
    }
}

fn later(one: Moment, other: Moment) -> Moment {
    Moment {
        generation: one.generation.max(other.generation),
        counted_elsewhere: one.counted_elsewhere.max(other.counted_elsewhere),
    }
}

/// All sites as they are now, to a server that counts in this shard.
pub(super) fn read(work: &mut Work<'_>, shard: i64) -> Result<Vec<(String, Moment)>, Fault> {
    let rows = work.rows(
        "SELECT id, generation, (SELECT coalesce(sum(batches), 0)::bigint FROM site_counted
           WHERE site_counted.site = site.key AND shard <> $1) FROM site ORDER BY key",
        &[&shard],
    )?;
    let moment = |row: &postgres::Row| -> Result<_, Fault> {
        let (generation, counted) = (super::unsigned(row.try_get(1)?), super::unsigned(row.try_get(2)?));
        Ok((row.try_get(0)?, Moment { generation, counted_elsewhere: counted }))
    };
    rows.iter().map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(generation: u64, counted_elsewhere: u64) -> Moment {
        Moment { generation, counted_elsewhere }
    }

    #[test]
    fn what_was_read_before_something_newer_was_put_in_does_not_undo_it() {
        let snapshot = Snapshot::default();
        snapshot.replace(vec![("demo".to_owned(), moment(1, 0))], snapshot.version());
        let version = snapshot.version();
        snapshot.publish("demo", moment(5, 3));
        snapshot.replace(vec![("demo".to_owned(), moment(4, 2))], version);
        assert_eq!(snapshot.of("demo"), Some(moment(5, 3)));
        // A restored backup is older, and true.
        snapshot.replace(vec![("demo".to_owned(), moment(2, 3))], snapshot.version());
        assert_eq!(snapshot.of("demo"), Some(moment(2, 3)));
        snapshot.replace(Vec::new(), snapshot.version());
        assert_eq!(snapshot.of("demo"), None);
    }

    #[test]
    fn counts_of_others_are_not_told_more_often_than_they_are_read() {
        let snapshot = Snapshot::default();
        snapshot.replace(vec![("demo".to_owned(), moment(1, 0))], snapshot.version());
        snapshot.replace(vec![("demo".to_owned(), moment(2, 9))], snapshot.version());
        assert_eq!(snapshot.of("demo"), Some(moment(2, 0)), "the content is told at once");
    }
}
