//! `sources check`: what each source would give.

use std::io::Write;

use super::{CommandError, SourcesWanted, fetcher, settings, wait, wanted};
use crate::clock::Clock;
use crate::settings::{History, SiteSettings, SourceSettings};
use crate::sources::{Checked, Robots, Trouble, check};

pub(super) fn run(asked: &SourcesWanted) -> Result<bool, CommandError> {
    let settings = settings(&asked.common)?;
    let (fetcher, robots, now) = (fetcher(&settings)?, Robots::default(), Clock::system().now());
    let mut all_well = true;
    for (site, source) in wanted(&settings, asked)? {
        let checked = wait(check(source, &fetcher, &robots, now))?;
        all_well &= checked.as_ref().is_ok_and(|checked| checked.refused.is_empty() && checked.articles > 0);
        tell(&mut std::io::stdout().lock(), (site, source), &checked)?;
    }
    Ok(all_well)
}

fn tell(
    out: &mut impl Write,
    (site, source): (&SiteSettings, &SourceSettings),
    checked: &Result<Checked, Trouble>,
) -> std::io::Result<()> {
    writeln!(out, "{}/{}: {}", site.id, source.name, source.address)?;
    let checked = match checked {
        Ok(checked) => checked,
        Err(trouble) => return writeln!(out, "  FAILED: {trouble}"),
    };
    let detected = checked.detected;
    writeln!(out, "  format {}: {}", detected.format, detected.reason)?;
    let history = match checked.history {
        History::Full => "full history: what it no longer has is withdrawn",
        History::Partial => "the newest only: nothing is withdrawn",
    };
    let articles = checked.articles;
    let more = if checked.next.is_some() { "more pages follow" } else { "no page after it" };
    writeln!(out, "  {} articles on the first page, {more}; {history}", checked.listed)?;
    if articles != checked.listed {
        writeln!(out, "  of these the own pages of the first {articles} were read:")?;
    }
    for field in &checked.fields {
        let missing = match articles.saturating_sub(field.articles) {
            0 => String::new(),
            missing if missing == articles => "  missing".to_owned(),
            missing => format!("  missing in {missing}"),
        };
        let example = if field.example.is_empty() { String::new() } else { format!("  {}", field.example) };
        writeln!(out, "  {:<15}{:>5}{missing}{example}", field.name, field.articles)?;
    }
    for category in &checked.categories {
        let becomes = match &category.becomes {
            Some(slug) => format!("becomes {slug}"),
            None if site.categories.iter().any(|known| known.slug == category.slug) => "is in the menu".to_owned(),
            None if site.categories.is_empty() => "goes into the menu".to_owned(),
            None => "is added to the menu: set it in `categories` if that is not meant".to_owned(),
        };
        writeln!(out, "  category {} ({}): {} articles, {becomes}", category.slug, category.name, category.articles)?;
    }
    for refused in &checked.refused {
        writeln!(out, "  refused {}: {}", refused.place, refused.reason)?;
    }
    for note in &checked.notes {
        writeln!(out, "  note {}: {}", note.place, note.reason)?;
    }
    Ok(())
}
