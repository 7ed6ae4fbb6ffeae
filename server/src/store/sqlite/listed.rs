//! What feeds and sitemaps ask for: the newest articles of a language, and all that is shown without its texts.

use rusqlite::Connection;

use super::{ListedRow, Listing, Newest, NewsRow, StoreError, articles, signed, unsigned};
use crate::store::Tongue;

/// Whether `language` is among the tags of ?2 is as ?3 says.
const TONGUE: &str = "(instr(?2, ' ' || language || ' ') > 0) = ?3";

/// As [`articles::listing`], the ids come from an index alone.
pub(super) fn newest(connection: &Connection, site: i64, which: &Newest) -> Result<Listing, StoreError> {
    let (tags, among) = match &which.tongue {
        Tongue::In(tag) => (format!(" {tag} "), true),
        // One space between two, and nothing where there is none: an article without a language must not be found in it.
        Tongue::NotIn(tags) if tags.is_empty() => (String::new(), false),
        Tongue::NotIn(tags) => (format!(" {} ", tags.join(" ")), false),
    };
    let (id, from) = match which.category {
        None => ("id", "article WHERE site = ?1 AND withdrawn_at IS NULL"),
        Some(_) => ("article", "article_category WHERE site = ?1 AND slug = ?4"),
    };
    // Without a category the parameter stands there all the same, so that both are asked alike.
    let count = format!("SELECT count(*), ?4 FROM {from} AND {TONGUE}");
    let ids = format!("SELECT {id}, ?4 FROM {from} AND {TONGUE} ORDER BY sort DESC, {id} DESC LIMIT ?5 OFFSET ?6");
    let category = &which.category;
    let total: i64 = connection.prepare_cached(&count)?.query_row((site, &tags, among, category), |row| row.get(0))?;
    let (limit, offset) = (signed(which.limit), signed(which.offset));
    let ids: Vec<i64> = connection
        .prepare_cached(&ids)?
        .query_map((site, &tags, among, category, limit, offset), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(articles::article(connection, site, id)?);
    }
    Ok(Listing { total: unsigned(total), articles: found })
}

/// From the index `article_newest` alone.
pub(super) fn all(connection: &Connection, site: i64) -> Result<Vec<ListedRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, slug, language, max(sort, coalesce(changed, sort)) FROM article
         WHERE site = ?1 AND withdrawn_at IS NULL ORDER BY sort, id",
    )?;
    let rows = statement.query_map([site], |row| {
        Ok(ListedRow { id: unsigned(row.get(0)?), slug: row.get(1)?, language: row.get(2)?, changed: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn translations(connection: &Connection, site: i64) -> Result<Vec<(u64, u64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT own.id, other.id FROM article_translation AS said
         JOIN article AS own ON own.site = said.site AND own.id = said.article
         JOIN article AS other ON other.site = own.site AND other.source = own.source
           AND other.source_id = said.source_id AND other.withdrawn_at IS NULL
         WHERE said.site = ?1 ORDER BY own.id, other.id",
    )?;
    let rows = statement.query_map([site], |row| Ok((unsigned(row.get(0)?), unsigned(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// `of`: from when, until when, how many at most.
pub(super) fn news(connection: &Connection, site: i64, of: [i64; 3]) -> Result<Vec<NewsRow>, StoreError> {
    let [since, until, limit] = of;
    let mut statement = connection.prepare_cached(
        "SELECT id, slug, language, title, sort FROM article
         WHERE site = ?1 AND withdrawn_at IS NULL AND sort BETWEEN ?2 AND ?3
         ORDER BY sort DESC, id DESC LIMIT ?4",
    )?;
    let rows = statement.query_map([site, since, until, limit], |row| {
        Ok(NewsRow {
            id: unsigned(row.get(0)?),
            slug: row.get(1)?,
            language: row.get(2)?,
            title: row.get(3)?,
            published: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
