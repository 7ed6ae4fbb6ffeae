//! `visits set`: a number carried over from an older counter, or corrected.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::Common;
use crate::clock::Clock;
use crate::store::StartWanted;

pub(super) fn run(
    common: &Common,
    site: &str,
    total: u64,
    (by, reason): (&str, &str),
) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let store = open(&settings)?;
    if settings.sites.iter().any(|known| known.id == site) {
        // A configured site may be given its number before its first import.
        store.ensure_site(site, settings.site(site).name.as_deref())?;
    }
    let set = store.set_visits(site, &StartWanted { total, by, reason }, Clock::system().now())?;
    writeln!(std::io::stdout(), "{site}: visits were {}, are {}", set.former, set.total)?;
    Ok(ExitCode::SUCCESS)
}
