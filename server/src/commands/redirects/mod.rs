//! `redirects …`: addresses of the site that was there before.

mod check;
mod import;
mod list;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::{CommandError, open, settings};
use crate::cli::{Common, Redirects};
use crate::content::{SiteContent, front_page_of};
use crate::redirects::text_of;
use crate::store::{Store, StoreError};

/// The most bytes of a file with addresses: some 500,000 of them.
const MOST: u64 = 64 << 20;

pub(super) fn run(redirects: &Redirects) -> Result<ExitCode, CommandError> {
    match redirects {
        Redirects::Import { common, site, complete, file } => import::run(common, Some(site), *complete, file),
        Redirects::Check { common, site, json, file } => check::run(common, site.as_deref(), *json, file),
        Redirects::List { common, site } => list::run(common, site.as_deref()),
    }
}

/// The database, and the site as it is shown now: that of this id, or the one of pages that no host name decides.
fn opened(common: &Common, id: Option<&str>) -> Result<(Arc<dyn Store>, SiteContent), CommandError> {
    let settings = settings(common)?;
    let store = open(&settings)?;
    let id = match id {
        Some(id) => id.to_owned(),
        None => front_page_of(&settings, &*store)?.ok_or(CommandError::WhichSite)?,
    };
    if settings.sites.iter().any(|known| known.id == id) {
        // A configured site may be given its list before its first import.
        store.ensure_site(&id, settings.site(&id).name.as_deref())?;
    }
    let site = SiteContent::read(&settings, &*store, &id)?.ok_or(StoreError::NoSite(id))?;
    Ok((store, site))
}

/// The text of a file.
fn text(file: &Path) -> Result<String, CommandError> {
    let fail = |error: std::io::Error| CommandError::File { path: file.to_path_buf(), reason: error.to_string() };
    if std::fs::metadata(file).map_err(fail)?.len() > MOST {
        let reason = format!("larger than {} MB; split it", MOST >> 20);
        return Err(CommandError::File { path: file.to_path_buf(), reason });
    }
    let bytes = std::fs::read(file).map_err(fail)?;
    let text = text_of(&bytes);
    Ok(text.map_err(|bad| CommandError::File { path: file.to_path_buf(), reason: bad.to_string() })?.into_owned())
}
