//! `export`: a whole site as plain files.

use std::io::Write as _;
use std::process::ExitCode;

use super::client::client_files;
use super::{CommandError, open, settings};
use crate::cli::{Common, Export};
use crate::clock::Clock;
use crate::exporting::{Order, export};
use crate::settings::SiteSettings;

pub(super) fn run(common: &Common, what: Export) -> Result<ExitCode, CommandError> {
    let mut settings = settings(common)?;
    settings.server.client = what.client.or(settings.server.client);
    let site = settings.site(&what.site).into_owned();
    let site = SiteSettings { origin: what.origin.or(site.origin), base: what.base.unwrap_or(site.base), ..site };
    settings.sites = vec![site];
    let client = client_files(&settings)?;
    let store = open(&settings)?;
    let order = Order { site: what.site, dir: what.dir };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(export(&order, &settings, store, client, Clock::system()))?;
    writeln!(
        std::io::stdout(),
        "{}: {} new, {} changed, {} unchanged, {} removed in {}",
        order.site,
        done.new,
        done.changed,
        done.unchanged,
        done.removed,
        order.dir.display()
    )?;
    Ok(ExitCode::SUCCESS)
}
