//! `withdraw`: an article answers 410.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::Common;
use crate::clock::Clock;

pub(super) fn run(common: &Common, site: &str, article: u64) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    if !open(&settings)?.withdraw(site, article, Clock::system().now())? {
        return Err(CommandError::NoArticle { site: site.to_owned(), article });
    }
    writeln!(std::io::stdout(), "{site}: article {article} is withdrawn")?;
    Ok(ExitCode::SUCCESS)
}
