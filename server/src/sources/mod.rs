//! Sources: a site's articles fetched from where they are published already, on a schedule and with care.
//!
//! The room exists so that what a source is asked, how often, and what becomes of its answers is decided in one place,
//! whichever of several servers does it, and whether the schedule or somebody at a terminal wants it. It may import `importing`,
//! `fetch`, `store`, `settings` and `clock`. `runner` keeps the schedule, `run` fetches one source once, `schedule` says when it is
//! due again, `follow` reads articles' own pages, `outcome` is what came of it; `check` only looks.

mod categories;
mod check;
mod follow;
mod outcome;
mod robots;
mod run;
mod runner;
mod schedule;
mod secret;

pub use check::{CategorySeen, Checked, FieldSeen, check};
pub use outcome::{Brought, RunError, Trouble};
pub use robots::{Robots, RobotsError};
pub use run::{Fetching, lease};
pub use runner::{Runner, RunnerError, by};
pub use secret::{Secret, SecretError};

use bantin_feed::Format;

use crate::settings::{History, SiteSettings, SourceSettings};
use crate::store::{SourceRow, Store, StoreError};

/// What is known of the sources that are set for a site, in their order; of one that was never fetched only its name.
///
/// # Errors
/// When the database cannot be read.
pub fn rows(store: &dyn Store, site: &SiteSettings) -> Result<Vec<SourceRow>, StoreError> {
    let known = match store.sources(&site.id) {
        // It is made with the first fetch.
        Err(StoreError::NoSite(_)) => Vec::new(),
        known => known?,
    };
    let row = |source: &SourceSettings| {
        let unknown = || SourceRow { name: source.name.clone(), ..SourceRow::default() };
        known.iter().find(|row| row.name == source.name).cloned().unwrap_or_else(unknown)
    };
    Ok(site.sources.iter().map(row).collect())
}

/// How much a source tells: as it is set, else as is usual for its format.
#[must_use]
pub fn history(source: &SourceSettings, format: Format) -> History {
    source.history.unwrap_or(match format {
        Format::WordPress | Format::SharePoint | Format::Ghost | Format::Liferay | Format::Drupal => History::Full,
        _ => History::Partial,
    })
}
