//! `sources`: what is fetched on a schedule, looked at and fetched by hand. All answer 0 when every source was well, 1 when one
//! was not.

mod check;
mod fetch;
mod status;

use std::process::ExitCode;

use super::{CommandError, open, settings, wait};
use crate::cli::{Sources, SourcesWanted};
use crate::fetch::{Fetcher, Limits};
use crate::settings::{Settings, SiteSettings, SourceSettings};

pub(super) fn run(asked: &Sources) -> Result<ExitCode, CommandError> {
    let all_well = match asked {
        Sources::Check(wanted) => check::run(wanted)?,
        Sources::Status(wanted) => status::run(wanted)?,
        Sources::Fetch(wanted) => fetch::run(wanted)?,
    };
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The sources that are wanted, each with its site.
fn wanted<'s>(
    settings: &'s Settings,
    wanted: &SourcesWanted,
) -> Result<Vec<(&'s SiteSettings, &'s SourceSettings)>, CommandError> {
    let of_site = |site: &&SiteSettings| wanted.site.as_ref().is_none_or(|id| site.id == *id);
    let named = |source: &&SourceSettings| wanted.source.as_ref().is_none_or(|name| source.name == *name);
    let all: Vec<_> = settings
        .sites
        .iter()
        .filter(of_site)
        .flat_map(|site| site.sources.iter().filter(named).map(move |source| (site, source)))
        .collect();
    if all.is_empty() { Err(CommandError::NoSource) } else { Ok(all) }
}

fn fetcher(settings: &Settings) -> Result<Fetcher, CommandError> {
    let limits = Limits::for_sources().allowing(&settings.server.allow_private);
    Ok(Fetcher::new(limits)?)
}
