//! A site's counter carried to another server, and taken over from one: into the shard of those that are gone.

use std::collections::{BTreeSet, HashMap};

use postgres::Row;

use super::session::Work;
use super::{Fault, signed, sites, unsigned};
use crate::store::{Carried, CarriedArticle, CarriedHour, CarriedStart, Taken};

/// The shard that nobody counts in.
const SHARD: i64 = 0;

/// The whole counter of a site.
pub(super) fn carried(work: &mut Work<'_>, site: i64) -> Result<Carried, Fault> {
    let start = work.number("SELECT coalesce((SELECT start FROM site_start WHERE site = $1), 0)", &[&site])?;
    let rows = work.rows(
        "SELECT day, hour, sum(reports)::bigint, sum(visits)::bigint, sum(views)::bigint, sum(readers)::bigint,
           sum(pages)::bigint
         FROM hour_counts WHERE site = $1 GROUP BY day, hour ORDER BY day, hour",
        &[&site],
    )?;
    let hour = |row: &Row| -> Result<_, Fault> {
        let number = |at: usize| -> Result<u64, Fault> { Ok(unsigned(row.try_get(at)?)) };
        Ok(CarriedHour {
            day: row.try_get(0)?,
            hour: row.try_get(1)?,
            reports: number(2)?,
            visits: number(3)?,
            views: number(4)?,
            readers: number(5)?,
            pages: number(6)?,
        })
    };
    Ok(Carried {
        start,
        hours: rows.iter().map(hour).collect::<Result<_, _>>()?,
        left_out: named(
            work,
            r#"SELECT day, reason, sum(reports)::bigint FROM left_out WHERE site = $1 GROUP BY day, reason
             ORDER BY day, reason COLLATE "C""#,
            site,
        )?,
        came_from: named(
            work,
            r#"SELECT day, host, sum(visits)::bigint FROM came_from WHERE site = $1 GROUP BY day, host
             ORDER BY day, host COLLATE "C""#,
            site,
        )?,
        articles: articles(work, site)?,
        starts: starts(work, site)?,
    })
}

fn named(work: &mut Work<'_>, query: &str, site: i64) -> Result<Vec<(i64, String, u64)>, Fault> {
    let rows = work.rows(query, &[&site])?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, unsigned(row.try_get(2)?)))).collect()
}

fn articles(work: &mut Work<'_>, site: i64) -> Result<Vec<CarriedArticle>, Fault> {
    let mut days = HashMap::<i64, Vec<(i64, u64, u64)>>::new();
    let rows = work.rows(
        "SELECT article, day, sum(views)::bigint, sum(readers)::bigint FROM article_day WHERE site = $1
         GROUP BY article, day ORDER BY article, day",
        &[&site],
    )?;
    for row in &rows {
        let of_day = (row.try_get(1)?, unsigned(row.try_get(2)?), unsigned(row.try_get(3)?));
        days.entry(row.try_get(0)?).or_default().push(of_day);
    }
    let rows = work.rows(
        "SELECT id, source, source_id, article_start.start FROM article
         LEFT JOIN article_start ON article_start.site = $1 AND article_start.article = id
         WHERE article.site = $1 AND (article_start.start IS NOT NULL
           OR EXISTS (SELECT 1 FROM article_counted WHERE article_counted.site = $1 AND article_counted.article = id))
         ORDER BY id",
        &[&site],
    )?;
    let article = |row: &Row| -> Result<_, Fault> {
        let days = days.remove(&row.try_get(0)?).unwrap_or_default();
        Ok(CarriedArticle { source: row.try_get(1)?, source_id: row.try_get(2)?, start: row.try_get(3)?, days })
    };
    rows.iter().map(article).collect()
}

fn starts(work: &mut Work<'_>, site: i64) -> Result<Vec<CarriedStart>, Fault> {
    let rows = work.rows(
        "SELECT at, source, source_id, former, start, by, reason FROM start_audit
         LEFT JOIN article ON article.site = start_audit.site AND id = start_audit.article
         WHERE start_audit.site = $1 ORDER BY number",
        &[&site],
    )?;
    let start = |row: &Row| -> Result<_, Fault> {
        let (source, source_id): (Option<String>, Option<String>) = (row.try_get(1)?, row.try_get(2)?);
        Ok(CarriedStart {
            at: row.try_get(0)?,
            article: source.zip(source_id),
            former: row.try_get(3)?,
            start: row.try_get(4)?,
            by: row.try_get(5)?,
            reason: row.try_get(6)?,
        })
    };
    rows.iter().map(start).collect()
}

/// Takes a counter over, for somebody and a reason.
pub(super) fn take(
    work: &mut Work<'_>,
    site: i64,
    carried: &Carried,
    (by, reason, now): (&str, &str, i64),
) -> Result<Taken, Fault> {
    work.number("SELECT start FROM site_start WHERE site = $1 FOR UPDATE", &[&site])?;
    let counts = "SELECT (EXISTS (SELECT 1 FROM hour_counts WHERE site = $1)
         OR EXISTS (SELECT 1 FROM start_audit WHERE site = $1))::int::bigint";
    if work.number(counts, &[&site])? > 0 {
        return Ok(Taken::Counts);
    }
    let ids = match ids(work, site, carried)? {
        Ok(ids) => ids,
        Err(unknown) => return Ok(Taken::Unknown(unknown)),
    };
    hours(work, site, carried)?;
    for (query, rows) in [
        (
            "INSERT INTO left_out (site, day, reason, shard, reports)
             SELECT $1, day, name, $2, number FROM unnest($3::bigint[], $4::text[], $5::bigint[]) AS row (day, name, number)",
            &carried.left_out,
        ),
        (
            "INSERT INTO came_from (site, day, host, shard, visits)
             SELECT $1, day, name, $2, number FROM unnest($3::bigint[], $4::text[], $5::bigint[]) AS row (day, name, number)",
            &carried.came_from,
        ),
    ] {
        let days: Vec<i64> = rows.iter().map(|(day, ..)| *day).collect();
        let names: Vec<&str> = rows.iter().map(|(_, name, _)| name.as_str()).collect();
        let numbers: Vec<i64> = rows.iter().map(|(.., number)| signed(*number)).collect();
        work.execute(query, &[&site, &SHARD, &days, &names, &numbers])?;
    }
    of_articles(work, site, carried, &ids)?;
    work.execute("UPDATE site_start SET start = $2 WHERE site = $1", &[&site, &carried.start])?;
    let insert =
        "INSERT INTO start_audit (site, article, at, former, start, by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for start in &carried.starts {
        let article = start.article.as_ref().and_then(|named| ids.get(named).copied());
        let values: super::session::Values<'_> =
            &[&site, &article, &start.at, &start.former, &start.start, &start.by, &start.reason];
        work.execute(insert, values)?;
    }
    let none: Option<i64> = None;
    work.execute(insert, &[&site, &none, &now, &Some(carried.start), &carried.start, &by, &reason])?;
    sites::touch(work, site)?;
    Ok(Taken::Done)
}

fn hours(work: &mut Work<'_>, site: i64, carried: &Carried) -> Result<(), Fault> {
    let column = |pick: fn(&CarriedHour) -> i64| carried.hours.iter().map(pick).collect::<Vec<i64>>();
    work.execute(
        "INSERT INTO hour_counts (site, day, hour, shard, reports, visits, views, readers, pages)
         SELECT $1, day, hour, $2, reports, visits, views, readers, pages
         FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
           AS row (day, hour, reports, visits, views, readers, pages)",
        &[
            &site,
            &SHARD,
            &column(|hour| hour.day),
            &column(|hour| hour.hour),
            &column(|hour| signed(hour.reports)),
            &column(|hour| signed(hour.visits)),
            &column(|hour| signed(hour.views)),
            &column(|hour| signed(hour.readers)),
            &column(|hour| signed(hour.pages)),
        ],
    )?;
    work.execute(
        "INSERT INTO site_counted AS known (site, shard, visits, batches) VALUES ($1, $2, $3, 1)
         ON CONFLICT (site, shard) DO UPDATE SET visits = known.visits + excluded.visits, batches = known.batches + 1",
        &[&site, &SHARD, &signed(carried.visits())],
    )?;
    Ok(())
}

fn of_articles(work: &mut Work<'_>, site: i64, carried: &Carried, ids: &Ids) -> Result<(), Fault> {
    let (mut of, mut days, mut views, mut readers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut all, mut started, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for article in &carried.articles {
        let Some(id) = ids.get(&(article.source.clone(), article.source_id.clone())).copied() else { continue };
        all.push(id);
        if let Some(start) = article.start {
            started.push(id);
            starts.push(start);
        }
        for (day, of_day, read) in &article.days {
            of.push(id);
            days.push(*day);
            views.push(signed(*of_day));
            readers.push(signed(*read));
        }
    }
    work.execute(
        "INSERT INTO article_day (site, day, article, shard, views, readers)
         SELECT $1, day, article, $2, views, readers
         FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS row (day, article, views, readers)",
        &[&site, &SHARD, &days, &of, &views, &readers],
    )?;
    work.execute(
        "INSERT INTO article_counted (site, article, shard, views, readers)
         SELECT $1, named.article, $2, coalesce(sum(views), 0)::bigint, coalesce(sum(readers), 0)::bigint
         FROM unnest($3::bigint[]) AS named (article)
         LEFT JOIN article_day ON article_day.site = $1 AND article_day.article = named.article AND article_day.shard = $2
         GROUP BY named.article",
        &[&site, &SHARD, &all],
    )?;
    work.execute(
        "INSERT INTO article_start (site, article, start)
         SELECT $1, article, start FROM unnest($2::bigint[], $3::bigint[]) AS row (article, start)",
        &[&site, &started, &starts],
    )?;
    Ok(())
}

type Ids = HashMap<(String, String), i64>;

/// Our ids of the articles that are named, or those that are not there.
fn ids(work: &mut Work<'_>, site: i64, carried: &Carried) -> Result<Result<Ids, Vec<(String, String)>>, Fault> {
    let named: BTreeSet<(String, String)> = carried.named().collect();
    let (sources, of): (Vec<&str>, Vec<&str>) = named.iter().map(|(source, id)| (source.as_str(), id.as_str())).unzip();
    let rows = work.rows(
        "SELECT article.source, article.source_id, id FROM unnest($2::text[], $3::text[]) AS named (source, source_id)
         JOIN article ON article.site = $1 AND article.source = named.source AND article.source_id = named.source_id",
        &[&site, &sources, &of],
    )?;
    let found = |row: &Row| -> Result<_, Fault> { Ok(((row.try_get(0)?, row.try_get(1)?), row.try_get(2)?)) };
    let ids: Ids = rows.iter().map(found).collect::<Result<_, _>>()?;
    let unknown: Vec<_> = named.into_iter().filter(|key| !ids.contains_key(key)).collect();
    Ok(if unknown.is_empty() { Ok(ids) } else { Err(unknown) })
}
