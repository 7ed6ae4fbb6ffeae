//! `sources status`: how each source does.

use std::io::Write;

use super::{CommandError, SourcesWanted, open, settings, wanted};
use crate::clock::Clock;
use crate::settings::{SiteSettings, SourceSettings};
use crate::sources::rows;
use crate::store::SourceRow;

pub(super) fn run(asked: &SourcesWanted) -> Result<bool, CommandError> {
    let settings = settings(&asked.common)?;
    let sources = wanted(&settings, asked)?;
    let store = open(&settings)?;
    let now = Clock::system().now();
    let mut all_well = true;
    for (site, source) in sources {
        let row = rows(&*store, site)?.into_iter().find(|row| row.name == source.name).unwrap_or_default();
        all_well &= row.state.trouble.is_none();
        tell(&mut std::io::stdout().lock(), (site, source), &row, now)?;
    }
    Ok(all_well)
}

fn tell(
    out: &mut impl Write,
    (site, source): (&SiteSettings, &SourceSettings),
    row: &SourceRow,
    now: i64,
) -> std::io::Result<()> {
    let state = &row.state;
    let ago = |at: Option<i64>| at.map_or_else(|| "never".to_owned(), |at| format!("{} ago", span(now - at)));
    let how = match (&state.trouble, state.worked) {
        (Some(_), _) => "FAILING",
        (None, Some(_)) => "well",
        (None, None) => "not fetched yet",
    };
    writeln!(out, "{}/{}: {how}", site.id, source.name)?;
    writeln!(
        out,
        "  last worked {}, last tried {}, all of it read {}",
        ago(state.worked),
        ago(state.tried),
        ago(state.swept)
    )?;
    let due = if row.leased_until > now {
        "being fetched now".to_owned()
    } else if row.next <= now {
        "due now".to_owned()
    } else {
        format!("due in {}", span(row.next - now))
    };
    writeln!(out, "  {due}")?;
    if let Some(at) = state.brought {
        let (new, changed, withdrawn) = (state.new, state.changed, state.withdrawn);
        writeln!(out, "  last change {} ago: {new} new, {changed} changed, {withdrawn} withdrawn", span(now - at))?;
    }
    if let Some(trouble) = &state.trouble {
        writeln!(out, "  failed {} times: {trouble}", state.failures)?;
    }
    for remark in &state.remarks {
        writeln!(out, "  note {remark}")?;
    }
    Ok(())
}

/// A span of time, in its largest two units.
fn span(seconds: i64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut rest = seconds.max(0);
    let mut parts = Vec::new();
    for (size, unit) in units {
        let whole = rest / size;
        rest %= size;
        if whole > 0 || (parts.is_empty() && unit == "s") {
            parts.push(format!("{whole} {unit}"));
        }
    }
    parts.truncate(2);
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_is_told_in_its_largest_units() {
        let told = [0, 59, 60, 3_661, 90_000, -5].map(span);
        assert_eq!(told, ["0 s", "59 s", "1 min", "1 h 1 min", "1 d 1 h", "0 s"]);
    }
}
