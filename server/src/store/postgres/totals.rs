//! The numbers that are shown, and carrying one over from an older counter.

use postgres::Row;

use super::session::Work;
use super::{Fault, signed, sites, unsigned};
use crate::store::{SiteNumbers, StartSet, StartWanted};

/// All numbers of a site, to a server that counts in this shard.
pub(super) fn numbers(work: &mut Work<'_>, site: &str, day: i64, shard: i64) -> Result<Option<SiteNumbers>, Fault> {
    let whole = work.row(
        "SELECT key, generation,
           coalesce((SELECT start FROM site_start WHERE site = key), 0)
             + coalesce((SELECT sum(visits) FROM site_counted WHERE site = key), 0)::bigint,
           coalesce((SELECT sum(batches) FROM site_counted WHERE site = key AND shard <> $2), 0)::bigint
         FROM site WHERE id = $1",
        &[&site, &shard],
    )?;
    let Some(whole) = whole else { return Ok(None) };
    let key: i64 = whole.try_get(0)?;
    let number = |at: usize| -> Result<u64, Fault> { Ok(unsigned(whole.try_get(at)?)) };
    let (generation, visits, elsewhere) = (number(1)?, number(2)?, number(3)?);
    let rows = work.rows(
        "SELECT day, sum(visits)::bigint FROM hour_counts WHERE site = $1 AND day >= $2 GROUP BY day ORDER BY day",
        &[&key, &day],
    )?;
    let of_day = |row: &Row| -> Result<_, Fault> { Ok((row.try_get(0)?, unsigned(row.try_get(1)?))) };
    let days = rows.iter().map(of_day).collect::<Result<_, _>>()?;
    let rows = work.rows(
        "SELECT article, sum(views)::bigint, sum(readers)::bigint FROM (
           SELECT article, views, readers FROM article_counted WHERE site = $1
           UNION ALL SELECT article, start, 0 FROM article_start WHERE site = $1
         ) AS every GROUP BY article ORDER BY article",
        &[&key],
    )?;
    let each = |row: &Row| -> Result<_, Fault> {
        Ok((unsigned(row.try_get(0)?), unsigned(row.try_get(1)?), unsigned(row.try_get(2)?)))
    };
    let articles = rows.iter().map(each).collect::<Result<_, _>>()?;
    Ok(Some(SiteNumbers { generation, counted_elsewhere: elsewhere, visits, day, days, articles }))
}

/// The start is what makes start + counted the wanted total. It may be below zero: an older counter's
/// number may be lower than what was counted here since.
pub(super) fn set_visits(
    work: &mut Work<'_>,
    site: i64,
    wanted: &StartWanted<'_>,
    now: i64,
) -> Result<StartSet, Fault> {
    let former = work.number("SELECT start FROM site_start WHERE site = $1 FOR UPDATE", &[&site])?;
    let counted = work.number("SELECT coalesce(sum(visits), 0)::bigint FROM site_counted WHERE site = $1", &[&site])?;
    let start = signed(wanted.total).saturating_sub(counted);
    work.execute("UPDATE site_start SET start = $2 WHERE site = $1", &[&site, &start])?;
    work.execute(
        "INSERT INTO start_audit (site, article, at, former, start, by, reason) VALUES ($1, NULL, $2, $3, $4, $5, $6)",
        &[&site, &now, &former, &start, &wanted.by, &wanted.reason],
    )?;
    sites::touch(work, site)?;
    Ok(StartSet { former: unsigned(former.saturating_add(counted)), total: wanted.total })
}
