//! `visits …`: a site's numbers, carried over, checked, moved.

mod set;
mod verify;

use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::Visits;

pub(super) fn run(visits: &Visits) -> Result<ExitCode, CommandError> {
    match visits {
        Visits::Set { common, site, total, by, reason } => set::run(common, site, *total, (by.as_deref(), reason)),
        Visits::Verify { common, site } => verify::run(common, site.as_deref()),
    }
}
