//! `visits verify`: whether every total is the sum of what was counted by hours and days.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::Common;
use crate::store::Tally;

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
            let all = store.statistics(&site, &(i64::MIN..=i64::MAX))?;
            let left_out: u64 = all.left_out.iter().map(|(.., reports)| reports).sum();
            let Tally { reports, visits, views, pages, .. } = all.hours.iter().map(|hour| hour.tally).sum();
            writeln!(
                out,
                "{site}: {reports} reports = {views} views + {pages} pages + {left_out} left out; {visits} visits; \
                 every total is the sum of its days"
            )?;
        }
        for difference in differences {
            all_agree = false;
            let (what, stored, summed) = (difference.what, difference.stored, difference.summed);
            writeln!(out, "{site}: {what}: {stored} is stored, and the days add up to {summed}")?;
        }
    }
    Ok(if all_agree { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
