//! A site's counter carried to another server, and taken over from one.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _};

use super::{StoreError, signed, unsigned};
use crate::store::{Carried, CarriedArticle, CarriedHour, CarriedStart, Taken};

/// The whole counter of a site.
pub(super) fn carried(connection: &Connection, site: i64) -> Result<Carried, StoreError> {
    let start = connection.query_row("SELECT start FROM site_visits WHERE site = ?1", [site], |row| row.get(0))?;
    let mut rows = connection.prepare(
        "SELECT day, hour, reports, visits, views, readers, pages FROM hour_counts WHERE site = ?1 ORDER BY day, hour",
    )?;
    let hours = rows.query_map([site], |row| {
        let number = |at: usize| row.get(at).map(unsigned);
        Ok(CarriedHour {
            day: row.get(0)?,
            hour: row.get(1)?,
            reports: number(2)?,
            visits: number(3)?,
            views: number(4)?,
            readers: number(5)?,
            pages: number(6)?,
        })
    })?;
    Ok(Carried {
        start,
        hours: hours.collect::<Result<_, _>>()?,
        left_out: named(
            connection,
            "SELECT day, reason, reports FROM left_out WHERE site = ?1 ORDER BY day, reason",
            site,
        )?,
        came_from: named(
            connection,
            "SELECT day, host, visits FROM came_from WHERE site = ?1 ORDER BY day, host",
            site,
        )?,
        articles: articles(connection, site)?,
        starts: starts(connection, site)?,
    })
}

fn named(connection: &Connection, query: &str, site: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
    let mut rows = connection.prepare(query)?;
    let rows = rows.query_map([site], |row| Ok((row.get(0)?, row.get(1)?, unsigned(row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn articles(connection: &Connection, site: i64) -> Result<Vec<CarriedArticle>, StoreError> {
    let mut days = connection
        .prepare("SELECT day, views, readers FROM article_day WHERE site = ?1 AND article = ?2 ORDER BY day")?;
    let mut rows = connection.prepare(
        "SELECT id, source, source_id, start FROM article_views
         JOIN article ON article.site = article_views.site AND id = article_views.article
         WHERE article_views.site = ?1 ORDER BY id",
    )?;
    let mut rows = rows.query([site])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let of_days =
            days.query_map([site, id], |row| Ok((row.get(0)?, unsigned(row.get(1)?), unsigned(row.get(2)?))))?;
        let days = of_days.collect::<Result<_, _>>()?;
        all.push(CarriedArticle { source: row.get(1)?, source_id: row.get(2)?, start: row.get(3)?, days });
    }
    Ok(all)
}

fn starts(connection: &Connection, site: i64) -> Result<Vec<CarriedStart>, StoreError> {
    let mut rows = connection.prepare(
        "SELECT at, source, source_id, former, start, by, reason FROM start_audit
         LEFT JOIN article ON article.site = start_audit.site AND id = start_audit.article
         WHERE start_audit.site = ?1 ORDER BY start_audit.rowid",
    )?;
    let rows = rows.query_map([site], |row| {
        let (source, source_id): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        Ok(CarriedStart {
            at: row.get(0)?,
            article: source.zip(source_id),
            former: row.get(3)?,
            start: row.get(4)?,
            by: row.get(5)?,
            reason: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a counter over, for somebody and a reason.
pub(super) fn take(
    connection: &Connection,
    site: i64,
    carried: &Carried,
    (by, reason, now): (&str, &str, i64),
) -> Result<Taken, StoreError> {
    let counts = "SELECT EXISTS (SELECT 1 FROM hour_counts WHERE site = ?1) OR EXISTS (SELECT 1 FROM start_audit WHERE site = ?1)";
    if connection.query_row(counts, [site], |row| row.get(0))? {
        return Ok(Taken::Counts);
    }
    let ids = match ids(connection, site, carried)? {
        Ok(ids) => ids,
        Err(unknown) => return Ok(Taken::Unknown(unknown)),
    };
    let of = |source: &str, source_id: &str| ids.get(&(source.to_owned(), source_id.to_owned())).copied();
    for CarriedHour { day, hour, reports, visits, views, readers, pages } in &carried.hours {
        let [reports, visits, views, readers, pages] = [*reports, *visits, *views, *readers, *pages].map(signed);
        connection
            .prepare_cached(
                "INSERT INTO hour_counts (site, day, hour, reports, visits, views, readers, pages)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute([site, *day, *hour, reports, visits, views, readers, pages])?;
    }
    for (query, rows) in [
        ("INSERT INTO left_out (site, day, reason, reports) VALUES (?1, ?2, ?3, ?4)", &carried.left_out),
        ("INSERT INTO came_from (site, day, host, visits) VALUES (?1, ?2, ?3, ?4)", &carried.came_from),
    ] {
        let mut insert = connection.prepare(query)?;
        for (day, name, number) in rows {
            insert.execute((site, day, name, signed(*number)))?;
        }
    }
    for article in &carried.articles {
        let Some(id) = of(&article.source, &article.source_id) else { continue };
        let (mut views, mut readers) = (0, 0);
        for (day, of_day, read) in &article.days {
            (views, readers) = (views + signed(*of_day), readers + signed(*read));
            connection
                .prepare_cached(
                    "INSERT INTO article_day (site, day, article, views, readers) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute([site, *day, id, signed(*of_day), signed(*read)])?;
        }
        connection
            .prepare_cached(
                "INSERT INTO article_views (site, article, start, counted, readers) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((site, id, article.start, views, readers))?;
    }
    connection.execute(
        "UPDATE site_visits SET start = ?2, counted = ?3 WHERE site = ?1",
        [site, carried.start, signed(carried.visits())],
    )?;
    let mut audit = connection.prepare(
        "INSERT INTO start_audit (site, article, at, former, start, by, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for start in &carried.starts {
        let article = start.article.as_ref().and_then(|(source, source_id)| of(source, source_id));
        audit.execute((site, article, start.at, start.former, start.start, &start.by, &start.reason))?;
    }
    audit.execute((site, None::<i64>, now, carried.start, carried.start, by, reason))?;
    super::sites::touch(connection, site)?;
    Ok(Taken::Done)
}

type Ids = HashMap<(String, String), i64>;

/// Our ids of the articles that are named, or those that are not there.
fn ids(
    connection: &Connection,
    site: i64,
    carried: &Carried,
) -> Result<Result<Ids, Vec<(String, String)>>, StoreError> {
    let mut find = connection.prepare("SELECT id FROM article WHERE site = ?1 AND source = ?2 AND source_id = ?3")?;
    let (mut ids, mut unknown) = (Ids::new(), Vec::new());
    for key in carried.named().collect::<BTreeSet<_>>() {
        match find.query_row((site, &key.0, &key.1), |row| row.get(0)).optional()? {
            Some(id) => drop(ids.insert(key, id)),
            None => unknown.push(key),
        }
    }
    Ok(if unknown.is_empty() { Ok(ids) } else { Err(unknown) })
}
