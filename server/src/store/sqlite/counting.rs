//! Visits and views, within the caller's transaction.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Outcome, Report, SiteNumbers, StartSet, StoreError, signed, site_key, unsigned, visitors};
use crate::store::Refusal;
use crate::visits::rules;

pub(super) fn count(connection: &Connection, report: &Report) -> Result<Outcome, StoreError> {
    let Some(site) = site_key(connection, &report.site)? else { return Ok(Outcome::Refused(Refusal::Site)) };
    if visitors::was_delivered(connection, site, &report.id)? {
        return Ok(Outcome::Repeated);
    }
    let article = report.article.map(signed);
    if let Some(id) = article {
        let mut statement =
            connection.prepare_cached("SELECT withdrawn_at IS NOT NULL FROM article WHERE site = ?1 AND id = ?2")?;
        match statement.query_row([site, id], |row| row.get(0)).optional()? {
            None => return Ok(Outcome::Refused(Refusal::Article)),
            Some(true) => return Ok(Outcome::Refused(Refusal::Withdrawn)),
            Some(false) => {}
        }
    }
    visitors::keep_delivery(connection, site, &report.id, report.at)?;
    let (visit, view, reader) = match &report.visitor {
        None => (report.entry, article.is_some(), false),
        Some(visitor) => {
            let last = visitors::last_activity(connection, site, visitor)?;
            visitors::keep_activity(connection, site, visitor, report.at)?;
            let (view, reader) = match article {
                None => (false, false),
                Some(id) if rules::is_view(report.at, visitors::last_view(connection, site, id, visitor)?) => {
                    (true, visitors::keep_view(connection, site, id, visitor, report.at, report.day)?)
                }
                Some(_) => (false, false),
            };
            (rules::begins_visit(report.at, last), view, reader)
        }
    };
    if visit {
        add_visit(connection, site, report.day)?;
    }
    if view && let Some(id) = article {
        add_view(connection, site, id, reader)?;
    }
    Ok(Outcome::Counted { visit, view, reader })
}

fn add_visit(connection: &Connection, site: i64, day: i64) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE site_visits SET counted = counted + 1 WHERE site = ?1")?.execute([site])?;
    connection
        .prepare_cached(
            "INSERT INTO day_visits (site, day, counted) VALUES (?1, ?2, 1)
             ON CONFLICT (site, day) DO UPDATE SET counted = counted + 1",
        )?
        .execute([site, day])?;
    Ok(())
}

fn add_view(connection: &Connection, site: i64, article: i64, reader: bool) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO article_views (site, article, counted, readers) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (site, article) DO UPDATE SET counted = counted + 1, readers = readers + ?3",
        )?
        .execute([site, article, i64::from(reader)])?;
    Ok(())
}

pub(super) fn numbers(connection: &Connection, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
    let mut whole = connection.prepare_cached(
        "SELECT key, generation, start + counted, coalesce((SELECT counted FROM day_visits WHERE site = key AND day = ?2), 0)
         FROM site JOIN site_visits ON site_visits.site = key WHERE id = ?1",
    )?;
    let found = whole
        .query_row((site, day), |row| {
            let key: i64 = row.get(0)?;
            let (generation, visits, today) = (unsigned(row.get(1)?), unsigned(row.get(2)?), unsigned(row.get(3)?));
            Ok((key, SiteNumbers { generation, visits, day, today, articles: Vec::new() }))
        })
        .optional()?;
    let Some((key, mut numbers)) = found else { return Ok(None) };
    let mut each = connection
        .prepare_cached("SELECT article, coalesce(start, 0) + counted, readers FROM article_views WHERE site = ?1")?;
    numbers.articles = each
        .query_map([key], |row| Ok((unsigned(row.get(0)?), unsigned(row.get(1)?), unsigned(row.get(2)?))))?
        .collect::<Result<_, _>>()?;
    Ok(Some(numbers))
}

/// The start is what makes start + counted the wanted total. It may be below zero: an older counter's
/// number may be lower than what was counted here since.
pub(super) fn set_visits(
    connection: &Connection,
    site: i64,
    total: u64,
    by: &str,
    now: i64,
) -> Result<StartSet, StoreError> {
    let (former, counted): (i64, i64) =
        connection.query_row("SELECT start, counted FROM site_visits WHERE site = ?1", [site], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let start = signed(total).saturating_sub(counted);
    connection.execute("UPDATE site_visits SET start = ?2 WHERE site = ?1", [site, start])?;
    connection.execute(
        "INSERT INTO start_audit (site, article, at, former, start, by) VALUES (?1, NULL, ?2, ?3, ?4, ?5)",
        (site, now, former, start, by),
    )?;
    super::sites::touch(connection, site)?;
    Ok(StartSet { former: unsigned(former.saturating_add(counted)), total })
}
