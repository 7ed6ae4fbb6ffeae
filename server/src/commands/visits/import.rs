//! `visits import`: takes over a site's counter that `visits export` wrote on another server.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, CounterFile, open, settings};
use crate::cli::Common;
use crate::clock::Clock;
use crate::store::Taken;

/// Articles that are not there are named up to so many.
const NAMED: usize = 20;

pub(super) fn run(
    common: &Common,
    site: &str,
    path: &Path,
    (by, reason): (&str, Option<&str>),
) -> Result<ExitCode, CommandError> {
    let fail = |reason: String| CommandError::File { path: path.to_path_buf(), reason };
    let bytes = std::fs::read(path).map_err(|error| fail(error.to_string()))?;
    let file: CounterFile = serde_json::from_slice(&bytes)
        .map_err(|error| fail(format!("this is no counter of `visits export`: {error}")))?;
    if file.bantin_counter != CounterFile::VERSION {
        let (found, known) = (file.bantin_counter, CounterFile::VERSION);
        return Err(fail(format!(
            "the counter has version {found}, and this program knows {known}; nothing was changed"
        )));
    }
    if let Some((what, said, summed)) = file.counter.faults().first() {
        return Err(fail(format!(
            "{what}: {said} by hours, and {summed} by what they are made of; nothing was changed. Export it again"
        )));
    }
    let store = open(&settings(common)?)?;
    let reason = reason.map_or_else(|| format!("visits import, from site {}", file.site), str::to_owned);
    let mut out = std::io::stdout().lock();
    match store.take_carried(site, &file.counter, by, &reason, Clock::system().now())? {
        Taken::Done => {
            let (visits, start) = (file.counter.visits(), file.counter.start);
            writeln!(
                out,
                "{site}: {visits} visits, {} articles and a start of {start} taken over",
                file.counter.articles.len()
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Taken::Counts => Err(fail(format!(
            "the site `{site}` has numbers of its own, which would be mixed with these; nothing was changed. \
             Import into a site that has not counted yet"
        ))),
        Taken::Unknown(articles) => {
            for (source, id) in articles.iter().take(NAMED) {
                writeln!(std::io::stderr(), "not here: article `{id}` of source `{source}`")?;
            }
            Err(fail(format!(
                "{} of its articles are not here; nothing was changed. Import the articles first, under the same source",
                articles.len()
            )))
        }
    }
}
