//! `visits verify`: whether every total is the sum of what was counted by hours and days.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::Common;

pub(super) fn run(common: &Common, site: Option<&str>) -> Result<ExitCode, CommandError> {
    let store = open(&settings(common)?)?;
    let sites = match site {
        Some(site) => vec![site.to_owned()],
        None => store.site_ids()?,
    };
    let mut out = std::io::stdout().lock();
    let mut all_agree = true;
    for site in sites {
        let differences = store.differences(&site)?;
        if differences.is_empty() {
            writeln!(out, "{site}: every total is the sum of its days")?;
        }
        for difference in differences {
            all_agree = false;
            let (what, stored, summed) = (difference.what, difference.stored, difference.summed);
            writeln!(out, "{site}: {what}: {stored} is stored, and the days add up to {summed}")?;
        }
    }
    Ok(if all_agree { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
