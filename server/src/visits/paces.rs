//! How fast each visitor reports, in memory.

use std::sync::{Mutex, PoisonError};

use super::keyed::{ByHash, spare};
use super::{LeftOut, Visitor, judging::Pace};

/// Of how many visitors it is remembered; of those beyond it is not judged.
const MOST: usize = 1 << 20;

/// The visitors of the running day, of all sites.
#[derive(Debug, Default)]
pub(super) struct Paces(Mutex<ByHash<[u8; 16], Pace>>);

impl Paces {
    /// A visitor reports at this second. Why the report is left out, by how many came before.
    pub(super) fn report(&self, visitor: &Visitor, at: i64) -> Option<LeftOut> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(&visitor.hash) {
            return None;
        }
        all.entry(visitor.hash).or_default().report(at)
    }

    /// Forgets those who have not reported for a day: they are other visitors by now.
    pub(super) fn forget(&self, now: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, pace| pace.is_of_today(now));
        spare(&mut all);
    }
}
