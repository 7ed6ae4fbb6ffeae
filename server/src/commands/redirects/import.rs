//! `redirects import`: a list of old addresses in.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, opened, text};
use crate::cli::Common;
use crate::content::old_address::{By, answer, follow};
use crate::redirects::entries;

pub(super) fn run(common: &Common, id: Option<&str>, complete: bool, file: &Path) -> Result<ExitCode, CommandError> {
    let (store, site) = opened(common, id)?;
    let id = &site.site.id;
    let text = text(file)?;
    let (mut list, mut refused, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for line in entries(&text, &site.settings.ours()) {
        let place = format!("line {} ({})", line.number, line.written);
        let entry = match line.said {
            Ok(entry) => entry,
            Err(error) => {
                refused.push(format!("refused {place}: {error}"));
                continue;
            }
        };
        if follow(&*store, &site, &entry.new)?.is_none() {
            notes.push(format!("note {place}: taken, but there is no {} yet", entry.new));
        }
        if let Some((_, By::Page)) = answer(&*store, &site, &entry.old)? {
            notes.push(format!("note {place}: taken, but this site has a page there, which is shown"));
        }
        list.push((entry.old.to_string(), entry.new.to_string()));
    }
    // What a slip has left out must not be taken away.
    let whole = refused.is_empty() && !list.is_empty();
    let done = store.take_list(id, &list, complete && whole)?;
    writeln!(
        std::io::stdout(),
        "{id}: {} new, {} changed, {} unchanged, {} removed, {} refused",
        done.new,
        done.changed,
        done.unchanged,
        done.removed,
        refused.len()
    )?;
    let mut errors = std::io::stderr().lock();
    for line in refused.iter().chain(&notes) {
        writeln!(errors, "{line}")?;
    }
    if complete && !whole {
        writeln!(errors, "--complete removed nothing: not every line could be taken, or there was none")?;
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}
