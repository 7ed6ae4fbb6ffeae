//! `redirects check`: which of a list of old addresses lead nowhere.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{CommandError, opened, text};
use crate::cli::Common;
use crate::content::old_address::{By, Leads, answer};
use crate::redirects::addresses;

/// Where one address leads.
#[derive(Serialize)]
struct Checked {
    line: u64,
    old: String,
    /// What a visitor would be answered.
    status: u16,
    /// Where a visitor would be led.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// Who says so, or why nobody does.
    by: String,
}

/// All of them.
#[derive(Serialize)]
struct Report {
    addresses: Vec<Checked>,
    nowhere: usize,
}

pub(super) fn run(common: &Common, id: Option<&str>, json: bool, file: &Path) -> Result<ExitCode, CommandError> {
    let (store, site) = opened(common, id)?;
    let id = &site.site.id;
    let mut checked = Vec::new();
    for line in addresses(&text(file)?) {
        let (status, to, by) = match line.said {
            Err(error) => (404, None, error.to_string()),
            Ok(address) => match answer(&*store, &site, &address)? {
                None => (404, None, "nowhere".to_owned()),
                Some((Leads::Gone(_), by)) => (410, None, told(by)),
                Some((Leads::To(to), By::Page)) => (200, Some(to), told(By::Page)),
                Some((Leads::To(to), by)) => (301, Some(to), told(by)),
            },
        };
        checked.push(Checked { line: line.number, old: line.written, status, to, by });
    }
    let nowhere = checked.iter().filter(|one| one.status == 404).count();
    let mut out = std::io::stdout().lock();
    if json {
        let report = serde_json::to_string(&Report { addresses: checked, nowhere });
        writeln!(out, "{}", report.map_err(std::io::Error::from)?)?;
    } else {
        for Checked { status, old, to, by, .. } in &checked {
            let to = to.as_ref().map(|to| format!(" -> {to}")).unwrap_or_default();
            writeln!(out, "{status} {old}{to} ({by})")?;
        }
        writeln!(out, "{id}: {} of {} lead nowhere", nowhere, checked.len())?;
        for Checked { line, old, .. } in checked.iter().filter(|one| one.status == 404) {
            writeln!(out, "nowhere: line {line}: {old}")?;
        }
    }
    Ok(if nowhere == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(by: By) -> String {
    match by {
        By::Page => "a page of this site".to_owned(),
        By::List => "list".to_owned(),
        By::Article => "import".to_owned(),
        By::Pattern(from) => format!("pattern {from}"),
    }
}
