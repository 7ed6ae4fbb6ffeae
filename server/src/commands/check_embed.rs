//! `check-embed`: what stops an embed on another host's page.

use std::io::Write as _;
use std::process::ExitCode;

use serde::Serialize;
use url::Url;

use super::{CommandError, open, settings, wait};
use crate::cli::Common;
use crate::content::SiteContent;
use crate::embedding::{Answer, Answers, Finding, HostPage, Ours, Served, asked, judge};
use crate::fetch::{Fetcher, Limits};

/// The page could not be looked at.
const NOT_SEEN: u8 = 2;

/// What is said as JSON.
#[derive(Serialize)]
struct Report<'f> {
    url: &'f str,
    stops: Vec<Said<'f>>,
    notes: Vec<Said<'f>>,
}

#[derive(Serialize)]
struct Said<'f> {
    what: &'f str,
    advice: &'f str,
}

pub(super) fn run(common: &Common, json: bool, page: Url) -> Result<ExitCode, CommandError> {
    match look(common, page) {
        Ok((page, found)) => {
            tell(&page, &found, json)?;
            let stops = found.iter().any(|finding| finding.stops);
            Ok(if stops { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
        Err(error) => {
            writeln!(std::io::stderr(), "bantin-server: {error}")?;
            Ok(ExitCode::from(NOT_SEEN))
        }
    }
}

fn look(common: &Common, address: Url) -> Result<(HostPage, Vec<Finding>), CommandError> {
    let settings = settings(common)?;
    let store = open(&settings)?;
    let mut sites = Vec::new();
    for id in store.site_ids()? {
        let read = SiteContent::read(&settings, &*store, &id)?;
        sites.extend(read.map(|content| Served { site: content.site, settings: content.settings }));
    }
    // A site may be configured before its first import.
    for site in &settings.sites {
        if !sites.iter().any(|known| known.site.id == site.id) {
            let (id, languages) = (site.id.clone(), site.languages.clone());
            let (name, categories) = (site.name.clone().unwrap_or_default(), site.categories.clone());
            let shown = bantin_api::Site { id, name, languages, categories, url: None };
            sites.push(Served { site: shown, settings: site.clone() });
        }
    }
    let limits = Limits::default().allowing(&settings.server.allow_private);
    wait(async {
        let fetcher = Fetcher::new(limits)?.for_pages();
        let fetched = fetcher.get(address).await?;
        let page = HostPage::read(&fetched.address, &fetched.headers, &String::from_utf8_lossy(&fetched.bytes));
        let mut answers = Answers::new();
        for address in asked(&page) {
            let answer = fetcher.get(address.clone()).await;
            let answer = answer.map(|fetched| Answer { headers: fetched.headers, bytes: fetched.bytes });
            answers.insert(address, answer.map_err(|error| error.to_string()));
        }
        let found = judge(&page, &Ours(sites), &answers);
        Ok::<_, CommandError>((page, found))
    })?
}

fn tell(page: &HostPage, found: &[Finding], json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let of = |stops: bool| found.iter().filter(move |finding| finding.stops == stops);
    if json {
        let said = |stops| of(stops).map(|finding| Said { what: &finding.what, advice: &finding.advice }).collect();
        let report = Report { url: page.address.as_str(), stops: said(true), notes: said(false) };
        return writeln!(out, "{}", serde_json::to_string(&report)?);
    }
    for finding in found {
        let kind = if finding.stops { "stops" } else { "note" };
        writeln!(out, "{kind}: {}\n    do: {}", finding.what, finding.advice)?;
    }
    match of(true).count() {
        0 => writeln!(out, "{}: nothing stops it", page.address),
        1 => writeln!(out, "{}: one thing stops it", page.address),
        many => writeln!(out, "{}: {many} things stop it", page.address),
    }
}
