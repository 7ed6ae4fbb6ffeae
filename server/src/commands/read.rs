//! `read`: what an import would take.

use std::io::Write as _;
use std::process::ExitCode;

use bantin_feed::{Format, write_json_feed};

use super::{CommandError, settings, wait};
use crate::cli::Common;
use crate::fetch::{Fetcher, Limits};
use crate::importing::{ImportError, Place, gather, local};

pub(super) fn run(common: &Common, format: Format, place: &str) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let place = Place::parse(place).map_err(ImportError::from)?;
    let limits = Limits::default().allowing(&settings.server.allow_private);
    let gathered = wait(async {
        let fetcher = Fetcher::new(limits)?;
        Ok::<_, CommandError>(gather(&place, format, &fetcher).await.map_err(ImportError::from)?)
    })??;
    writeln!(std::io::stdout().lock(), "{}", local::as_written(&write_json_feed(&gathered.feed)))?;
    let mut errors = std::io::stderr().lock();
    for refused in &gathered.refused {
        writeln!(errors, "refused {}: {}", refused.place, refused.reason)?;
    }
    for note in &gathered.notes {
        writeln!(errors, "note {}: {}", note.place, note.reason)?;
    }
    Ok(ExitCode::SUCCESS)
}
