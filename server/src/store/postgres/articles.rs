//! Listings, single articles and their neighbours in time.

use std::collections::HashMap;

use postgres::Row;

use super::session::{Values, Work};
use super::{Fault, signed, unsigned};
use crate::store::{ArticleRow, Listing, NeighbourRow, Neighbours, Which};

const COLUMNS: &str =
    "id, source, base, article, slug, title, withdrawn_at IS NOT NULL, greatest(sort, coalesce(changed, sort))";

fn article_row(row: &Row) -> Result<ArticleRow, Fault> {
    Ok(ArticleRow {
        id: unsigned(row.try_get(0)?),
        source: row.try_get(1)?,
        base: row.try_get(2)?,
        article: row.try_get(3)?,
        slug: row.try_get(4)?,
        title: row.try_get(5)?,
        withdrawn: row.try_get(6)?,
        changed: row.try_get(7)?,
    })
}

/// The ids come from an index alone, so that passing over 10,000 articles reads none of their texts.
pub(super) fn listing(work: &mut Work<'_>, site: i64, which: &Which) -> Result<Listing, Fault> {
    let (offset, limit) = (signed(which.offset), signed(which.limit));
    match &which.category {
        None => {
            let total =
                work.number("SELECT count(*) FROM article WHERE site = $1 AND withdrawn_at IS NULL", &[&site])?;
            let ids = "SELECT id FROM article WHERE site = $1 AND withdrawn_at IS NULL
                 ORDER BY pinned DESC, sort DESC, id DESC LIMIT $2 OFFSET $3";
            page(work, site, total, (ids, &[&site, &limit, &offset]))
        }
        Some(slug) => {
            let total =
                work.number("SELECT count(*) FROM article_category WHERE site = $1 AND slug = $2", &[&site, slug])?;
            let ids = "SELECT article FROM article_category WHERE site = $1 AND slug = $2
                 ORDER BY pinned DESC, sort DESC, article DESC LIMIT $3 OFFSET $4";
            page(work, site, total, (ids, &[&site, slug, &limit, &offset]))
        }
    }
}

/// The articles whose ids a query gives, in its order.
pub(super) fn page(
    work: &mut Work<'_>,
    site: i64,
    total: i64,
    (ids, values): (&str, Values<'_>),
) -> Result<Listing, Fault> {
    let ids: Vec<i64> = work.rows(ids, values)?.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<_, Fault>>()?;
    let rows = work.rows(&format!("SELECT {COLUMNS} FROM article WHERE site = $1 AND id = ANY($2)"), &[&site, &ids])?;
    let keyed = |row: &Row| article_row(row).map(|row| (row.id, row));
    let mut found: HashMap<u64, ArticleRow> = rows.iter().map(keyed).collect::<Result<_, Fault>>()?;
    let articles = ids.iter().filter_map(|id| found.remove(&unsigned(*id))).collect();
    Ok(Listing { total: unsigned(total), articles })
}

pub(super) fn article(work: &mut Work<'_>, site: i64, id: i64) -> Result<Option<ArticleRow>, Fault> {
    one(work, "site = $1 AND id = $2", &[&site, &id])
}

pub(super) fn of_source(
    work: &mut Work<'_>,
    site: i64,
    source: &str,
    source_id: &str,
) -> Result<Option<ArticleRow>, Fault> {
    let which = "site = $1 AND source = $2 AND source_id = $3 AND withdrawn_at IS NULL";
    one(work, which, &[&site, &source, &source_id])
}

/// The first article that a condition, and what may follow it, gives.
pub(super) fn one(work: &mut Work<'_>, which: &str, values: Values<'_>) -> Result<Option<ArticleRow>, Fault> {
    let row = work.row(&format!("SELECT {COLUMNS} FROM article WHERE {which}"), values)?;
    row.as_ref().map(article_row).transpose()
}

pub(super) fn neighbours(work: &mut Work<'_>, site: i64, id: i64, limit: usize) -> Result<Neighbours, Fault> {
    let row = work.row("SELECT sort FROM article WHERE site = $1 AND id = $2", &[&site, &id])?;
    let Some(row) = row else { return Ok(Neighbours::default()) };
    let sort: i64 = row.try_get(0)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut around = |beyond: &str, order: &str| -> Result<Vec<NeighbourRow>, Fault> {
        let rows = work.rows(
            &format!(
                "SELECT id, title, slug, date_published FROM article
                 WHERE site = $1 AND withdrawn_at IS NULL AND (sort, id) {beyond} ($2, $3)
                 ORDER BY sort {order}, id {order} LIMIT $4"
            ),
            &[&site, &sort, &id, &limit],
        )?;
        let neighbour = |row: &Row| -> Result<_, Fault> {
            let (id, title) = (unsigned(row.try_get(0)?), row.try_get(1)?);
            Ok(NeighbourRow { id, title, slug: row.try_get(2)?, date_published: row.try_get(3)? })
        };
        rows.iter().map(neighbour).collect()
    };
    Ok(Neighbours { newer: around(">", "ASC")?, older: around("<", "DESC")? })
}
