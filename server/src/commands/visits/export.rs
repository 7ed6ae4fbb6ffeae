//! `visits export`: a site's counter as JSON, to be taken over by `visits import` on another server.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, CounterFile, open, settings};
use crate::cli::Common;

pub(super) fn run(common: &Common, site: &str) -> Result<ExitCode, CommandError> {
    let store = open(&settings(common)?)?;
    let file =
        CounterFile { bantin_counter: CounterFile::VERSION, site: site.to_owned(), counter: store.carried(site)? };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &file).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
