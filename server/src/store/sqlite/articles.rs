//! Listings, single articles and their neighbours in time.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{ArticleRow, Listing, Neighbours, StoreError, Which, signed, unsigned};
use crate::store::NeighbourRow;

const COLUMNS: &str =
    "id, source, base, article, slug, title, withdrawn_at IS NOT NULL, max(sort, coalesce(changed, sort))";

fn row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: unsigned(row.get(0)?),
        source: row.get(1)?,
        base: row.get(2)?,
        article: row.get(3)?,
        slug: row.get(4)?,
        title: row.get(5)?,
        withdrawn: row.get(6)?,
        changed: row.get(7)?,
    })
}

/// The ids come from an index alone, so that passing over 10,000 articles reads none of their texts.
pub(super) fn listing(connection: &Connection, site: i64, which: &Which) -> Result<Listing, StoreError> {
    let (offset, limit) = (signed(which.offset), signed(which.limit));
    let (total, ids): (i64, Vec<i64>) = match &which.category {
        None => {
            let mut count =
                connection.prepare_cached("SELECT count(*) FROM article WHERE site = ?1 AND withdrawn_at IS NULL")?;
            let mut ids = connection.prepare_cached(
                "SELECT id FROM article WHERE site = ?1 AND withdrawn_at IS NULL
                 ORDER BY pinned DESC, sort DESC, id DESC LIMIT ?2 OFFSET ?3",
            )?;
            let total = count.query_row([site], |row| row.get(0))?;
            let found = ids.query_map((site, limit, offset), |row| row.get(0))?.collect::<Result<_, _>>()?;
            (total, found)
        }
        Some(slug) => {
            let mut count =
                connection.prepare_cached("SELECT count(*) FROM article_category WHERE site = ?1 AND slug = ?2")?;
            let mut ids = connection.prepare_cached(
                "SELECT article FROM article_category WHERE site = ?1 AND slug = ?2
                 ORDER BY pinned DESC, sort DESC, article DESC LIMIT ?3 OFFSET ?4",
            )?;
            let total = count.query_row((site, slug), |row| row.get(0))?;
            let found = ids.query_map((site, slug, limit, offset), |row| row.get(0))?.collect::<Result<_, _>>()?;
            (total, found)
        }
    };
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(article(connection, site, id)?);
    }
    Ok(Listing { total: unsigned(total), articles })
}

pub(super) fn article(connection: &Connection, site: i64, id: i64) -> Result<Option<ArticleRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE site = ?1 AND id = ?2"))?;
    Ok(statement.query_row([site, id], row).optional()?)
}

pub(super) fn of_source(
    connection: &Connection,
    site: i64,
    source: &str,
    source_id: &str,
) -> Result<Option<ArticleRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM article
         WHERE site = ?1 AND source = ?2 AND source_id = ?3 AND withdrawn_at IS NULL"
    ))?;
    Ok(statement.query_row((site, source, source_id), row).optional()?)
}

pub(super) fn neighbours(connection: &Connection, site: i64, id: i64, limit: usize) -> Result<Neighbours, StoreError> {
    let mut place = connection.prepare_cached("SELECT sort FROM article WHERE site = ?1 AND id = ?2")?;
    let sort: Option<i64> = place.query_row([site, id], |row| row.get(0)).optional()?;
    let Some(sort) = sort else { return Ok(Neighbours::default()) };
    let around = |beyond: &str, order: &str| -> Result<Vec<NeighbourRow>, StoreError> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT id, title, slug, date_published FROM article
             WHERE site = ?1 AND withdrawn_at IS NULL AND (sort, id) {beyond} (?2, ?3)
             ORDER BY sort {order}, id {order} LIMIT ?4"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = statement
            .query_map([site, sort, id, limit], |row| {
                Ok(NeighbourRow {
                    id: unsigned(row.get(0)?),
                    title: row.get(1)?,
                    slug: row.get(2)?,
                    date_published: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    };
    Ok(Neighbours { newer: around(">", "ASC")?, older: around("<", "DESC")? })
}
