//! `visits …`: a site's numbers, carried over, checked, moved.

mod export;
mod import;
mod set;
mod verify;

use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::{CommandError, open, settings};
use crate::cli::Visits;
use crate::store::Carried;

/// Who is named in the audit where nobody is: the system's user, as far as it is known.
const UNKNOWN: &str = "unknown";

/// What `visits export` writes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CounterFile {
    /// The version of this form.
    bantin_counter: u32,
    /// The site it was.
    site: String,
    counter: Carried,
}

impl CounterFile {
    const VERSION: u32 = 1;
}

fn named(by: Option<&str>) -> String {
    let user = || std::env::var("USER").ok().filter(|user| !user.is_empty());
    by.map(str::to_owned).or_else(user).unwrap_or_else(|| UNKNOWN.to_owned())
}

pub(super) fn run(visits: &Visits) -> Result<ExitCode, CommandError> {
    match visits {
        Visits::Set { common, site, total, by, reason } => {
            set::run(common, site, *total, (&named(by.as_deref()), reason))
        }
        Visits::Export { common, site } => export::run(common, site),
        Visits::Import { common, site, file, by, reason } => {
            import::run(common, site, file, (&named(by.as_deref()), reason.as_deref()))
        }
        Visits::Verify { common, site } => verify::run(common, site.as_deref()),
    }
}
