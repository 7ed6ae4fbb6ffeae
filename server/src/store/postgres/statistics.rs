//! What was counted by days, and whether the totals are their sums.

use postgres::Row;

use super::session::Work;
use super::{Fault, StoreError, unsigned};
use crate::store::{Days, Difference, HourRow, ReadArticle, StartRow, Statistics, Tally};
use crate::visits::LeftOut;

pub(super) fn of(work: &mut Work<'_>, site: i64, days: &Days) -> Result<Statistics, Fault> {
    let span = [site, *days.start(), *days.end()];
    Ok(Statistics {
        hours: hours(work, span)?,
        articles: articles(work, span)?,
        left_out: left_out(work, span)?,
        came_from: came_from(work, span)?,
    })
}

fn hours(work: &mut Work<'_>, [site, from, to]: [i64; 3]) -> Result<Vec<HourRow>, Fault> {
    let rows = work.rows(
        "SELECT day, hour, sum(reports)::bigint, sum(visits)::bigint, sum(views)::bigint, sum(readers)::bigint,
           sum(pages)::bigint
         FROM hour_counts WHERE site = $1 AND day BETWEEN $2 AND $3 GROUP BY day, hour ORDER BY day, hour",
        &[&site, &from, &to],
    )?;
    let hour = |row: &Row| -> Result<_, Fault> {
        let number = |at: usize| -> Result<u64, Fault> { Ok(unsigned(row.try_get(at)?)) };
        let tally = Tally {
            reports: number(2)?,
            visits: number(3)?,
            views: number(4)?,
            readers: number(5)?,
            pages: number(6)?,
        };
        Ok(HourRow { day: row.try_get(0)?, hour: u8::try_from(row.try_get::<_, i64>(1)?).ok(), tally })
    };
    rows.iter().map(hour).collect()
}

fn articles(work: &mut Work<'_>, [site, from, to]: [i64; 3]) -> Result<Vec<ReadArticle>, Fault> {
    let rows = work.rows(
        "SELECT article.id, article.title, article_category.slug, sums.views, sums.readers
         FROM (SELECT article, sum(views)::bigint AS views, sum(readers)::bigint AS readers FROM article_day
               WHERE site = $1 AND day BETWEEN $2 AND $3 GROUP BY article) AS sums
           JOIN article ON article.site = $1 AND article.id = sums.article
           LEFT JOIN article_category ON article_category.site = $1 AND article_category.article = sums.article
             AND article_category.position = 0
         ORDER BY sums.views DESC, article.id",
        &[&site, &from, &to],
    )?;
    let article = |row: &Row| -> Result<_, Fault> {
        Ok(ReadArticle {
            id: unsigned(row.try_get(0)?),
            title: row.try_get(1)?,
            category: row.try_get(2)?,
            views: unsigned(row.try_get(3)?),
            readers: unsigned(row.try_get(4)?),
        })
    };
    rows.iter().map(article).collect()
}

fn left_out(work: &mut Work<'_>, [site, from, to]: [i64; 3]) -> Result<Vec<(i64, LeftOut, u64)>, Fault> {
    let rows = work.rows(
        r#"SELECT day, reason, sum(reports)::bigint FROM left_out WHERE site = $1 AND day BETWEEN $2 AND $3
         GROUP BY day, reason ORDER BY day, reason COLLATE "C""#,
        &[&site, &from, &to],
    )?;
    let reason = |row: &Row| -> Result<_, Fault> {
        // Only we write there.
        let unknown = || StoreError::Other("a reason in left_out is not known".to_owned());
        let reason = LeftOut::of_name(row.try_get(1)?).ok_or_else(unknown)?;
        Ok((row.try_get(0)?, reason, unsigned(row.try_get(2)?)))
    };
    rows.iter().map(reason).collect()
}

fn came_from(work: &mut Work<'_>, [site, from, to]: [i64; 3]) -> Result<Vec<(String, u64)>, Fault> {
    let rows = work.rows(
        r#"SELECT host, sum(visits)::bigint AS all_visits FROM came_from WHERE site = $1 AND day BETWEEN $2 AND $3
         GROUP BY host ORDER BY all_visits DESC, host COLLATE "C""#,
        &[&site, &from, &to],
    )?;
    rows.iter().map(|row| Ok((row.try_get(0)?, unsigned(row.try_get(1)?)))).collect()
}

pub(super) fn starts(work: &mut Work<'_>, site: i64) -> Result<Vec<StartRow>, Fault> {
    let rows = work.rows(
        "SELECT at, article, former, start, by, reason FROM start_audit WHERE site = $1 ORDER BY at DESC, number DESC",
        &[&site],
    )?;
    let start = |row: &Row| -> Result<_, Fault> {
        Ok(StartRow {
            at: row.try_get(0)?,
            article: row.try_get::<_, Option<i64>>(1)?.map(unsigned),
            former: row.try_get(2)?,
            start: row.try_get(3)?,
            by: row.try_get(4)?,
            reason: row.try_get(5)?,
        })
    };
    rows.iter().map(start).collect()
}

/// Each total of a site, as it is stored and as its days add up.
const SUMS: [(&str, &str); 6] = [
    (
        "visits",
        "SELECT (SELECT coalesce(sum(visits), 0) FROM site_counted WHERE site = $1)::bigint,
           (SELECT coalesce(sum(visits), 0) FROM hour_counts WHERE site = $1)::bigint",
    ),
    (
        "views of all articles",
        "SELECT (SELECT coalesce(sum(views), 0) FROM article_counted WHERE site = $1)::bigint,
           (SELECT coalesce(sum(views), 0) FROM hour_counts WHERE site = $1)::bigint",
    ),
    (
        "readers of all articles",
        "SELECT (SELECT coalesce(sum(readers), 0) FROM article_counted WHERE site = $1)::bigint,
           (SELECT coalesce(sum(readers), 0) FROM hour_counts WHERE site = $1)::bigint",
    ),
    (
        "reports",
        "SELECT (SELECT coalesce(sum(reports), 0) FROM hour_counts WHERE site = $1)::bigint,
           ((SELECT coalesce(sum(views + pages), 0) FROM hour_counts WHERE site = $1)
           + (SELECT coalesce(sum(reports), 0) FROM left_out WHERE site = $1))::bigint",
    ),
    (
        "start of the visits",
        "SELECT coalesce((SELECT start FROM site_start WHERE site = $1), 0),
           coalesce((SELECT start FROM start_audit WHERE site = $1 AND article IS NULL
             ORDER BY at DESC, number DESC LIMIT 1), 0)",
    ),
    (
        "days of articles that are not known",
        "SELECT count(*), 0::bigint FROM article_day WHERE site = $1 AND NOT EXISTS
           (SELECT 1 FROM article_counted WHERE article_counted.site = $1
             AND article_counted.article = article_day.article)",
    ),
];

/// Every total that is not the sum of its days.
pub(super) fn differences(work: &mut Work<'_>, site: i64) -> Result<Vec<Difference>, Fault> {
    let mut found = Vec::new();
    for (what, query) in SUMS {
        for row in work.rows(query, &[&site])? {
            let (stored, summed): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            found.extend(Difference::between(what, stored, summed));
        }
    }
    let rows = work.rows(
        "SELECT article, sum(views)::bigint, sum(day_views)::bigint, sum(readers)::bigint, sum(day_readers)::bigint FROM (
           SELECT article, views, readers, 0 AS day_views, 0 AS day_readers FROM article_counted WHERE site = $1
           UNION ALL SELECT article, 0, 0, views, readers FROM article_day WHERE site = $1
         ) AS every GROUP BY article ORDER BY article",
        &[&site],
    )?;
    for row in rows {
        let (views, readers) = ((row.try_get(1)?, row.try_get(2)?), (row.try_get(3)?, row.try_get(4)?));
        found.extend(Difference::of_article(row.try_get(0)?, views, readers));
    }
    Ok(found)
}
