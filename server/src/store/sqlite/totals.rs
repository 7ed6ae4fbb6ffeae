//! The numbers that are shown, and carrying one over from an older counter.

use rusqlite::{Connection, OptionalExtension as _};

use super::{SiteNumbers, StartSet, StoreError, signed, unsigned};
use crate::store::StartWanted;

pub(super) fn numbers(connection: &Connection, site: &str, day: i64) -> Result<Option<SiteNumbers>, StoreError> {
    let mut whole = connection.prepare_cached(
        "SELECT key, generation, start + counted FROM site JOIN site_visits ON site_visits.site = key WHERE id = ?1",
    )?;
    let found = whole
        .query_row([site], |row| {
            let key: i64 = row.get(0)?;
            let (generation, visits) = (unsigned(row.get(1)?), unsigned(row.get(2)?));
            Ok((key, SiteNumbers { generation, counted_elsewhere: 0, visits, day, ..SiteNumbers::default() }))
        })
        .optional()?;
    let Some((key, mut numbers)) = found else { return Ok(None) };
    let mut days = connection.prepare_cached(
        "SELECT day, sum(visits) FROM hour_counts WHERE site = ?1 AND day >= ?2 GROUP BY day ORDER BY day",
    )?;
    numbers.days =
        days.query_map([key, day], |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?.collect::<Result<_, _>>()?;
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
    wanted: &StartWanted<'_>,
    now: i64,
) -> Result<StartSet, StoreError> {
    let (former, counted): (i64, i64) =
        connection.query_row("SELECT start, counted FROM site_visits WHERE site = ?1", [site], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let start = signed(wanted.total).saturating_sub(counted);
    connection.execute("UPDATE site_visits SET start = ?2 WHERE site = ?1", [site, start])?;
    connection.execute(
        "INSERT INTO start_audit (site, article, at, former, start, by, reason) VALUES (?1, NULL, ?2, ?3, ?4, ?5, ?6)",
        (site, now, former, start, wanted.by, wanted.reason),
    )?;
    super::sites::touch(connection, site)?;
    Ok(StartSet { former: unsigned(former.saturating_add(counted)), total: wanted.total })
}
