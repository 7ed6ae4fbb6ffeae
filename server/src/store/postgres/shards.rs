//! Sums, each server's own, so that servers that count do not wait for one another.

use std::collections::{HashMap, HashSet};

use super::Fault;
use super::session::Work;
use crate::store::batch::{Sums, named};

/// The tables that have shards: by what their rows are told apart besides the shard, and what is summed up.
const SHARDED: [(&str, &str, &[&str]); 6] = [
    ("site_counted", "site", &["visits", "batches"]),
    ("article_counted", "site, article", &["views", "readers"]),
    ("hour_counts", "site, day, hour", &["reports", "visits", "views", "readers", "pages"]),
    ("article_day", "site, day, article", &["views", "readers"]),
    ("left_out", "site, day, reason", &["reports"]),
    ("came_from", "site, day, host", &["visits"]),
];

/// Columns of a table's rows, to be handed over as arrays.
struct Columns<const N: usize>([Vec<i64>; N]);

impl<const N: usize> Columns<N> {
    fn new() -> Self {
        Self(std::array::from_fn(|_| Vec::new()))
    }

    fn push(&mut self, row: [i64; N]) {
        self.0.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
}

/// Adds a batch's sums to a shard.
pub(super) fn add(work: &mut Work<'_>, shard: i64, sums: &Sums<'_>) -> Result<(), Fault> {
    if sums.hours.is_empty() {
        return Ok(());
    }
    let visits = sums.visits();
    let mut of_sites = Columns::<2>::new();
    let sites: HashSet<i64> = sums.hours.keys().map(|(site, ..)| *site).collect();
    for site in sites {
        of_sites.push([site, visits.get(&site).copied().unwrap_or(0)]);
    }
    let [site, visits] = &of_sites.0;
    work.execute(
        "INSERT INTO site_counted AS known (site, shard, visits, batches)
         SELECT site, $3, visits, 1 FROM unnest($1::bigint[], $2::bigint[]) AS sum (site, visits)
         ON CONFLICT (site, shard) DO UPDATE SET visits = known.visits + excluded.visits,
           batches = known.batches + 1",
        &[site, visits, &shard],
    )?;
    hours(work, shard, sums)?;
    articles(work, shard, sums)?;
    left_out(work, shard, sums)?;
    came_from(work, shard, sums)
}

fn hours(work: &mut Work<'_>, shard: i64, sums: &Sums<'_>) -> Result<(), Fault> {
    let mut columns = Columns::<8>::new();
    for ((site, day, hour), sum) in &sums.hours {
        columns.push([*site, *day, *hour, sum.reports, sum.visits, sum.views, sum.readers, sum.pages]);
    }
    let [site, day, hour, reports, visits, views, readers, pages] = &columns.0;
    work.execute(
        "INSERT INTO hour_counts AS known (site, day, hour, shard, reports, visits, views, readers, pages)
         SELECT site, day, hour, $9, reports, visits, views, readers, pages
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
           $8::bigint[]) AS sum (site, day, hour, reports, visits, views, readers, pages)
         ON CONFLICT (site, day, hour, shard) DO UPDATE SET reports = known.reports + excluded.reports,
           visits = known.visits + excluded.visits, views = known.views + excluded.views,
           readers = known.readers + excluded.readers, pages = known.pages + excluded.pages",
        &[site, day, hour, reports, visits, views, readers, pages, &shard],
    )?;
    Ok(())
}

fn articles(work: &mut Work<'_>, shard: i64, sums: &Sums<'_>) -> Result<(), Fault> {
    if sums.articles.is_empty() {
        return Ok(());
    }
    let (mut of_days, mut of_all) = (Columns::<5>::new(), Columns::<4>::new());
    let mut whole = HashMap::<(i64, i64), (i64, i64)>::new();
    for ((site, day, article), (views, readers)) in &sums.articles {
        of_days.push([*site, *day, *article, *views, *readers]);
        let sum = whole.entry((*site, *article)).or_default();
        *sum = (sum.0 + views, sum.1 + readers);
    }
    for ((site, article), (views, readers)) in whole {
        of_all.push([site, article, views, readers]);
    }
    let [site, day, article, views, readers] = &of_days.0;
    work.execute(
        "INSERT INTO article_day AS known (site, day, article, shard, views, readers)
         SELECT site, day, article, $6, views, readers
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
           AS sum (site, day, article, views, readers)
         ON CONFLICT (site, day, article, shard) DO UPDATE SET views = known.views + excluded.views,
           readers = known.readers + excluded.readers",
        &[site, day, article, views, readers, &shard],
    )?;
    let [site, article, views, readers] = &of_all.0;
    work.execute(
        "INSERT INTO article_counted AS known (site, article, shard, views, readers)
         SELECT site, article, $5, views, readers
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS sum (site, article, views, readers)
         ON CONFLICT (site, article, shard) DO UPDATE SET views = known.views + excluded.views,
           readers = known.readers + excluded.readers",
        &[site, article, views, readers, &shard],
    )?;
    Ok(())
}

fn left_out(work: &mut Work<'_>, shard: i64, sums: &Sums<'_>) -> Result<(), Fault> {
    if sums.left_out.is_empty() {
        return Ok(());
    }
    let (mut columns, mut reasons) = (Columns::<3>::new(), Vec::new());
    for ((site, day, reason), reports) in &sums.left_out {
        columns.push([*site, *day, *reports]);
        reasons.push(reason.name());
    }
    let [site, day, reports] = &columns.0;
    work.execute(
        "INSERT INTO left_out AS known (site, day, reason, shard, reports)
         SELECT site, day, reason, $5, reports
         FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) AS sum (site, day, reason, reports)
         ON CONFLICT (site, day, reason, shard) DO UPDATE SET reports = known.reports + excluded.reports",
        &[site, day, &reasons, reports, &shard],
    )?;
    Ok(())
}

fn came_from(work: &mut Work<'_>, shard: i64, sums: &Sums<'_>) -> Result<(), Fault> {
    if sums.came_from.is_empty() {
        return Ok(());
    }
    let days: HashSet<(i64, i64)> = sums.came_from.keys().map(|(site, day, _)| (*site, *day)).collect();
    let (sites, of): (Vec<i64>, Vec<i64>) = days.into_iter().unzip();
    let mut hosts = HashMap::<(i64, i64), HashSet<String>>::new();
    let rows = work.rows(
        "SELECT DISTINCT came_from.site, came_from.day, host
         FROM unnest($1::bigint[], $2::bigint[]) AS wanted (site, day)
         JOIN came_from ON came_from.site = wanted.site AND came_from.day = wanted.day",
        &[&sites, &of],
    )?;
    for row in rows {
        hosts.entry((row.try_get(0)?, row.try_get(1)?)).or_default().insert(row.try_get(2)?);
    }
    let mut by_name = HashMap::<(i64, i64, &str), i64>::new();
    for ((site, day, host), visits) in &sums.came_from {
        let name = named(hosts.entry((*site, *day)).or_default(), host);
        *by_name.entry((*site, *day, name)).or_default() += visits;
    }
    let (mut columns, mut names) = (Columns::<3>::new(), Vec::new());
    for ((site, day, name), visits) in by_name {
        columns.push([site, day, visits]);
        names.push(name);
    }
    let [site, day, visits] = &columns.0;
    work.execute(
        "INSERT INTO came_from AS known (site, day, host, shard, visits)
         SELECT site, day, host, $5, visits
         FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) AS sum (site, day, host, visits)
         ON CONFLICT (site, day, host, shard) DO UPDATE SET visits = known.visits + excluded.visits",
        &[site, day, &names, visits, &shard],
    )?;
    Ok(())
}

/// Says that whoever counts in this shard is there.
pub(super) fn seen(work: &mut Work<'_>, shard: i64) -> Result<(), Fault> {
    work.execute(
        "INSERT INTO shard (shard, seen) VALUES ($1, now()) ON CONFLICT (shard) DO UPDATE SET seen = excluded.seen",
        &[&shard],
    )?;
    Ok(())
}

/// Folds one shard that nobody has counted in for a day into shard 0. What is added to it meanwhile or later stays its own:
/// the sum is the same at every moment. Whether there may be more of them.
pub(super) fn fold(work: &mut Work<'_>) -> Result<bool, Fault> {
    let gone = work.row(
        "SELECT shard FROM shard WHERE seen < now() - interval '1 day' AND shard <> 0 ORDER BY shard LIMIT 1 FOR UPDATE",
        &[],
    )?;
    let Some(gone) = gone else { return Ok(false) };
    let gone: i64 = gone.try_get(0)?;
    for (table, keys, sums) in SHARDED {
        let columns = sums.join(", ");
        let added: Vec<String> = sums.iter().map(|sum| format!("{sum} = known.{sum} + excluded.{sum}")).collect();
        work.execute(
            &format!(
                "WITH gone AS (DELETE FROM {table} WHERE shard = $1 RETURNING *)
                 INSERT INTO {table} AS known ({keys}, shard, {columns}) SELECT {keys}, 0, {columns} FROM gone
                 ON CONFLICT ({keys}, shard) DO UPDATE SET {}",
                added.join(", ")
            ),
            &[&gone],
        )?;
    }
    work.execute("DELETE FROM shard WHERE shard = $1", &[&gone])?;
    Ok(true)
}
