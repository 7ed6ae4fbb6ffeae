//! `backup` and `restore`: everything that is kept, copied while the server runs, and put back.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, database_file, open, settings};
use crate::backup::{Copied, put_back, write};
use crate::cli::Common;
use crate::clock::Clock;

pub(super) fn run(common: &Common, folder: &Path) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let store = open(&settings)?;
    let Copied { new, same } = write(&*store, &settings.server.data, folder, Clock::system().now())?;
    writeln!(std::io::stdout(), "{}: the database, {new} new files, {same} that were there", folder.display())?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(common: &Common, folder: &Path, replace: bool) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let database = database_file(&settings)?;
    let Copied { new, same } = put_back(folder, &settings.server.data, &database, (replace, Clock::system().now()))?;
    writeln!(std::io::stdout(), "{}: the database, {new} new files, {same} that were there", database.display())?;
    Ok(ExitCode::SUCCESS)
}
