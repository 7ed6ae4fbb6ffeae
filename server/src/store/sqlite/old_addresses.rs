//! Addresses of the old site: those that were listed, and those that articles came with.

use std::collections::HashSet;

use bantin_feed::{Format, Given, read};
use rusqlite::{Connection, OptionalExtension as _};

use super::{ArticleRow, ListTaken, StoreError, articles, unsigned};
use crate::redirects::addresses_of;

/// Takes a list in; one that is `complete` also takes out what it does not have.
pub(super) fn take_list(
    connection: &Connection,
    site: i64,
    list: &[(String, String)],
    complete: bool,
) -> Result<ListTaken, StoreError> {
    let mut taken = ListTaken::default();
    let mut known = connection.prepare_cached("SELECT target FROM old_address WHERE site = ?1 AND address = ?2")?;
    let mut put = connection.prepare_cached(
        "INSERT INTO old_address (site, address, target) VALUES (?1, ?2, ?3)
         ON CONFLICT (site, address) DO UPDATE SET target = excluded.target",
    )?;
    for (address, target) in list {
        let before: Option<String> = known.query_row((site, address), |row| row.get(0)).optional()?;
        match before {
            Some(before) if before == *target => taken.unchanged += 1,
            Some(_) => taken.changed += 1,
            None => taken.new += 1,
        }
        put.execute((site, address, target))?;
    }
    if complete {
        let present: HashSet<&str> = list.iter().map(|(address, _)| address.as_str()).collect();
        let mut take_out = connection.prepare_cached("DELETE FROM old_address WHERE site = ?1 AND address = ?2")?;
        for (address, _) in listed(connection, site)? {
            if !present.contains(address.as_str()) {
                take_out.execute((site, address))?;
                taken.removed += 1;
            }
        }
    }
    Ok(taken)
}

pub(super) fn listed(connection: &Connection, site: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT address, target FROM old_address WHERE site = ?1 ORDER BY address")?;
    let list = statement.query_map([site], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(list)
}

pub(super) fn target(connection: &Connection, site: i64, address: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT target FROM old_address WHERE site = ?1 AND address = ?2")?;
    Ok(statement.query_row((site, address), |row| row.get(0)).optional()?)
}

/// How many of a site's articles came with an old address.
pub(super) fn count(connection: &Connection, site: i64) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM article_address WHERE site = ?1")?;
    Ok(unsigned(statement.query_row([site], |row| row.get(0))?))
}

/// Of several articles with one address, one that is shown, then the last that came.
pub(super) fn article_at(connection: &Connection, site: i64, address: &str) -> Result<Option<ArticleRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id FROM article_address
         JOIN article ON article.site = article_address.site AND article.id = article_address.article
         WHERE article_address.site = ?1 AND article_address.address = ?2
         ORDER BY withdrawn_at IS NOT NULL, article.id DESC LIMIT 1",
    )?;
    let id: Option<i64> = statement.query_row((site, address), |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| articles::article(connection, site, id))
}

/// As [`article_at`], of a source's id in any letter case.
pub(super) fn article_of(
    connection: &Connection,
    site: i64,
    source: &str,
    source_id: &str,
) -> Result<Option<ArticleRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM article WHERE site = ?1 AND source = ?2 AND source_id = ?3 COLLATE NOCASE
         ORDER BY withdrawn_at IS NOT NULL, id DESC LIMIT 1",
    )?;
    let id: Option<i64> = statement.query_row((site, source, source_id), |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| articles::article(connection, site, id))
}

/// Keeps the addresses that an article came with, and those that it came with before.
pub(super) fn keep(connection: &Connection, site: i64, article: i64, addresses: &[String]) -> Result<(), StoreError> {
    let mut keep = connection.prepare_cached(
        "INSERT INTO article_address (site, address, article) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    for address in addresses {
        keep.execute((site, address, article))?;
    }
    Ok(())
}

/// Keeps those of all articles that were imported before such addresses were kept.
pub(super) fn fill(connection: &Connection) -> Result<(), StoreError> {
    let mut all = connection.prepare("SELECT site, id, article, base FROM article")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (site, id, article, base): (i64, i64, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        // One that cannot be read is not shown either.
        let feed = read(article.as_bytes(), Format::JsonFeed, &Given::default())
            .map(|reading| reading.feed)
            .unwrap_or_default();
        for article in &feed.items {
            let addresses: Vec<String> = addresses_of(article, &base).iter().map(ToString::to_string).collect();
            keep(connection, site, id, &addresses)?;
        }
    }
    Ok(())
}
