//! `import`: articles in.

use std::io::Write as _;
use std::process::ExitCode;

use super::{CommandError, open, settings, wait};
use crate::cli::{Common, Import};
use crate::clock::Clock;
use crate::fetch::{Fetcher, Limits};
use crate::importing::{ImportError, ImportReport, Order, Place, import};

pub(super) fn run(common: &Common, asked: &Import) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let places = asked.places.iter().map(|place| Place::parse(place)).collect::<Result<_, _>>();
    let store = open(&settings)?;
    let order = Order {
        site: asked.site.clone(),
        source: asked.source.clone(),
        format: asked.format,
        views: asked.views,
        complete: asked.complete,
        places: places.map_err(ImportError::from)?,
        data: settings.server.data.clone(),
        now: Clock::system().now(),
    };
    let limits = Limits::default().allowing(&settings.server.allow_private);
    let report = wait(async {
        let fetcher = Fetcher::new(limits)?;
        Ok::<_, CommandError>(import(&order, &settings, &*store, &fetcher).await?)
    })??;
    tell(&asked.site, &report, asked.json)?;
    // Taken in, but not what was asked for: a schedule must notice.
    Ok(if report.not_complete.is_some() { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn tell(site: &str, report: &ImportReport, json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(report)?)?;
    } else {
        let ImportReport { new, changed, unchanged, withdrawn, refused, .. } = report;
        let refused = refused.len();
        writeln!(
            out,
            "{site}: {new} new, {changed} changed, {unchanged} unchanged, {withdrawn} withdrawn, {refused} refused"
        )?;
    }
    let mut errors = std::io::stderr().lock();
    for refused in &report.refused {
        writeln!(errors, "refused {}: {}", refused.item, refused.reason)?;
    }
    for note in &report.notes {
        writeln!(errors, "note {}: {}", note.item, note.reason)?;
    }
    if let Some(reason) = &report.not_complete {
        writeln!(errors, "--complete withdrew nothing: {reason}")?;
    }
    Ok(())
}
