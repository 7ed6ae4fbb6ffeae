//! How many try to sign in at once, and how often.

use tokio::sync::Semaphore;

use crate::staff::attempts::Attempts;

/// Hashing takes a processor and 19 MB for a moment: so many do at once, whoever tries.
const AT_ONCE: usize = 2;

/// So many more wait for their turn; others are asked to come again.
const WAITING: usize = 16;

/// What stands between anybody and the staff's pages.
pub struct Door {
    /// Tries by address and name.
    pub(super) attempts: Attempts,
    /// Turns at hashing.
    pub(super) turns: Semaphore,
    /// Places to wait for one.
    pub(super) places: Semaphore,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            attempts: Attempts::default(),
            turns: Semaphore::new(AT_ONCE),
            places: Semaphore::new(AT_ONCE + WAITING),
        }
    }
}
