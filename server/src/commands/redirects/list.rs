//! `redirects list`: what was taken in, as it can be taken in again.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, opened};
use crate::cli::Common;

pub(super) fn run(common: &Common, id: Option<&str>) -> Result<ExitCode, CommandError> {
    let (store, site) = opened(common, id)?;
    let id = &site.site.id;
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    let mut put = |old: &str, new: &str| out.write_record([old, new]).map_err(std::io::Error::from);
    put("old", "new")?;
    let base = site.settings.base.as_str().trim_end_matches('/');
    for (old, new) in store.old_addresses(id)? {
        let base = if new.starts_with('/') { base } else { "" };
        put(&old, &format!("{base}{new}"))?;
    }
    out.flush()?;
    let mut errors = std::io::stderr().lock();
    for pattern in &site.settings.redirects {
        writeln!(errors, "by pattern: {} -> {}", pattern.as_written(), pattern.to())?;
    }
    writeln!(errors, "by articles: {} addresses that they came with", store.article_addresses(id)?)?;
    Ok(ExitCode::SUCCESS)
}
