//! `sources fetch`: now, and not when it is due.

use std::io::Write as _;

use super::{CommandError, SourcesWanted, fetcher, open, settings, wait, wanted};
use crate::clock::Clock;
use crate::sources::{Fetching, Robots, by, lease};
use crate::store::Leased;

pub(super) fn run(asked: &SourcesWanted) -> Result<bool, CommandError> {
    let settings = settings(&asked.common)?;
    let sources = wanted(&settings, asked)?;
    let store = open(&settings)?;
    let (fetcher, robots, clock, by) = (fetcher(&settings)?, Robots::default(), Clock::system(), by()?);
    let mut all_well = true;
    let mut out = std::io::stdout().lock();
    for (site, source) in sources {
        store.ensure_site(&site.id, site.name.as_deref())?;
        let name = format!("{}/{}", site.id, source.name);
        let known = match lease(&*store, (&site.id, &source.name), &by, clock.now(), true)? {
            Leased::Yes(known) => *known,
            Leased::NotBefore(until) => {
                let seconds = until.saturating_sub(clock.now()).max(0);
                writeln!(out, "{name}: being fetched by a server; if that has ended, free in {seconds} s")?;
                all_well = false;
                continue;
            }
        };
        let fetching = Fetching {
            site,
            source,
            store: &*store,
            fetcher: &fetcher,
            robots: &robots,
            data: &settings.server.data,
            clock: &clock,
            by: &by,
        };
        match wait(fetching.run(known))?.0 {
            Ok(brought) => {
                let (done, refused) = (brought.imported, brought.refused);
                writeln!(
                    out,
                    "{name}: {} new, {} changed, {} unchanged, {} withdrawn, {refused} refused",
                    done.new, done.changed, done.unchanged, done.withdrawn
                )?;
                all_well &= refused == 0;
                for remark in brought.remarks {
                    writeln!(out, "  note {remark}")?;
                }
            }
            Err(trouble) => {
                all_well = false;
                writeln!(out, "{name}: FAILED: {trouble}")?;
            }
        }
    }
    Ok(all_well)
}
