//! What was counted by days, and whether the totals are their sums.

use rusqlite::Connection;

use super::{StoreError, unsigned};
use crate::store::{Days, Difference, HourRow, ReadArticle, StartRow, Statistics, Tally};
use crate::visits::LeftOut;

pub(super) fn of(connection: &Connection, site: i64, days: &Days) -> Result<Statistics, StoreError> {
    let span = [site, *days.start(), *days.end()];
    Ok(Statistics {
        hours: hours(connection, span)?,
        articles: articles(connection, span)?,
        left_out: left_out(connection, span)?,
        came_from: came_from(connection, span)?,
    })
}

fn hours(connection: &Connection, span: [i64; 3]) -> Result<Vec<HourRow>, StoreError> {
    let mut rows = connection.prepare_cached(
        "SELECT day, hour, reports, visits, views, readers, pages FROM hour_counts
         WHERE site = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, hour",
    )?;
    let rows = rows.query_map(span, |row| {
        let number = |at: usize| row.get(at).map(unsigned);
        let tally = Tally {
            reports: number(2)?,
            visits: number(3)?,
            views: number(4)?,
            readers: number(5)?,
            pages: number(6)?,
        };
        Ok(HourRow { day: row.get(0)?, hour: u8::try_from(row.get::<_, i64>(1)?).ok(), tally })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn articles(connection: &Connection, span: [i64; 3]) -> Result<Vec<ReadArticle>, StoreError> {
    let mut rows = connection.prepare_cached(
        "SELECT article_day.article, article.title, article_category.slug, sum(views) AS all_views, sum(readers)
         FROM article_day
           JOIN article ON article.site = article_day.site AND article.id = article_day.article
           LEFT JOIN article_category ON article_category.site = article_day.site
             AND article_category.article = article_day.article AND article_category.position = 0
         WHERE article_day.site = ?1 AND day BETWEEN ?2 AND ?3
         GROUP BY article_day.article ORDER BY all_views DESC, article_day.article",
    )?;
    let rows = rows.query_map(span, |row| {
        Ok(ReadArticle {
            id: unsigned(row.get(0)?),
            title: row.get(1)?,
            category: row.get(2)?,
            views: unsigned(row.get(3)?),
            readers: unsigned(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn left_out(connection: &Connection, span: [i64; 3]) -> Result<Vec<(i64, LeftOut, u64)>, StoreError> {
    let mut rows = connection.prepare_cached(
        "SELECT day, reason, reports FROM left_out WHERE site = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, reason",
    )?;
    let mut all = Vec::new();
    let mut rows = rows.query(span)?;
    while let Some(row) = rows.next()? {
        let reason = row.get_ref(1)?.as_str().ok().and_then(LeftOut::of_name);
        // Only we write there.
        let reason = reason.ok_or_else(|| StoreError::Other("a reason in left_out is not known".to_owned()))?;
        all.push((row.get(0)?, reason, unsigned(row.get(2)?)));
    }
    Ok(all)
}

fn came_from(connection: &Connection, span: [i64; 3]) -> Result<Vec<(String, u64)>, StoreError> {
    let mut rows = connection.prepare_cached(
        "SELECT host, sum(visits) AS all_visits FROM came_from WHERE site = ?1 AND day BETWEEN ?2 AND ?3
         GROUP BY host ORDER BY all_visits DESC, host",
    )?;
    let rows = rows.query_map(span, |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn starts(connection: &Connection, site: i64) -> Result<Vec<StartRow>, StoreError> {
    let mut rows = connection.prepare_cached(
        "SELECT at, article, former, start, by, reason FROM start_audit WHERE site = ?1 ORDER BY at DESC, rowid DESC",
    )?;
    let rows = rows.query_map([site], |row| {
        Ok(StartRow {
            at: row.get(0)?,
            article: row.get::<_, Option<i64>>(1)?.map(unsigned),
            former: row.get(2)?,
            start: row.get(3)?,
            by: row.get(4)?,
            reason: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Each total of a site, as it is stored and as its days add up.
const SUMS: [(&str, &str); 6] = [
    (
        "visits",
        "SELECT counted, (SELECT coalesce(sum(visits), 0) FROM hour_counts WHERE site = ?1) FROM site_visits WHERE site = ?1",
    ),
    (
        "views of all articles",
        "SELECT (SELECT coalesce(sum(counted), 0) FROM article_views WHERE site = ?1),
           (SELECT coalesce(sum(views), 0) FROM hour_counts WHERE site = ?1)",
    ),
    (
        "readers of all articles",
        "SELECT (SELECT coalesce(sum(readers), 0) FROM article_views WHERE site = ?1),
           (SELECT coalesce(sum(readers), 0) FROM hour_counts WHERE site = ?1)",
    ),
    (
        "reports",
        "SELECT (SELECT coalesce(sum(reports), 0) FROM hour_counts WHERE site = ?1),
           (SELECT coalesce(sum(views + pages), 0) FROM hour_counts WHERE site = ?1)
           + (SELECT coalesce(sum(reports), 0) FROM left_out WHERE site = ?1)",
    ),
    (
        "start of the visits",
        "SELECT start, coalesce((SELECT start FROM start_audit WHERE site = ?1 AND article IS NULL
           ORDER BY at DESC, rowid DESC LIMIT 1), 0) FROM site_visits WHERE site = ?1",
    ),
    (
        "days of articles that are not known",
        "SELECT count(*), 0 FROM article_day WHERE site = ?1 AND NOT EXISTS
           (SELECT 1 FROM article_views WHERE article_views.site = ?1 AND article_views.article = article_day.article)",
    ),
];

/// Every total that is not the sum of its days.
pub(super) fn differences(connection: &Connection, site: i64) -> Result<Vec<Difference>, StoreError> {
    let mut found = Vec::new();
    for (what, query) in SUMS {
        let (stored, summed): (i64, i64) = connection.query_row(query, [site], |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.extend(Difference::between(what, stored, summed));
    }
    let mut articles = connection.prepare(
        "SELECT article_views.article, counted, coalesce(sum(article_day.views), 0), article_views.readers,
           coalesce(sum(article_day.readers), 0)
         FROM article_views LEFT JOIN article_day
           ON article_day.site = article_views.site AND article_day.article = article_views.article
         WHERE article_views.site = ?1 GROUP BY article_views.article",
    )?;
    let mut rows = articles.query([site])?;
    while let Some(row) = rows.next()? {
        let (views, readers) = ((row.get(1)?, row.get(2)?), (row.get(3)?, row.get(4)?));
        found.extend(Difference::of_article(row.get(0)?, views, readers));
    }
    Ok(found)
}
