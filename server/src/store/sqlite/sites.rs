//! Sites, their generation, categories and files.

use bantin_api::Category;
use rusqlite::{Connection, OptionalExtension as _};

use super::{ImportTotals, Imported, Measure, MediaFile, SiteRow, StoreError, known_site, site_key, unsigned};

pub(super) fn is_as_wanted(connection: &Connection, id: &str, name: Option<&str>) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT name FROM site WHERE id = ?1")?;
    let found: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(found.is_some_and(|found| name.is_none_or(|name| name == found)))
}

pub(super) fn ensure(connection: &Connection, id: &str, name: Option<&str>) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO site (id, name, uid) VALUES (?1, coalesce(?2, ?1), lower(hex(randomblob(16))))
         ON CONFLICT (id) DO UPDATE SET name = ?2, generation = generation + 1
         WHERE ?2 IS NOT NULL AND name <> ?2",
        (id, name),
    )?;
    let key = known_site(connection, id)?;
    connection.execute("INSERT OR IGNORE INTO site_visits (site) VALUES (?1)", [key])?;
    Ok(())
}

pub(super) fn ids(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM site ORDER BY key")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

pub(super) fn generation(connection: &Connection, site: &str) -> Result<Option<u64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT generation FROM site WHERE id = ?1")?;
    Ok(statement.query_row([site], |row| row.get(0)).optional()?.map(unsigned))
}

/// Says that something of the site is another now.
pub(super) fn touch(connection: &Connection, site: i64) -> Result<(), StoreError> {
    connection.execute("UPDATE site SET generation = generation + 1 WHERE key = ?1", [site])?;
    Ok(())
}

pub(super) fn site(connection: &Connection, site: &str) -> Result<Option<SiteRow>, StoreError> {
    let Some(key) = site_key(connection, site)? else { return Ok(None) };
    let (name, uid) = connection
        .query_row("SELECT name, uid FROM site WHERE key = ?1", [key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut statement =
        connection.prepare_cached("SELECT slug, name FROM category WHERE site = ?1 ORDER BY position")?;
    let categories = statement
        .query_map([key], |row| Ok(Category { slug: row.get(0)?, name: row.get(1)?, name_en: None }))?
        .collect::<Result<_, _>>()?;
    Ok(Some(SiteRow { name, uid, categories }))
}

pub(super) fn media(connection: &Connection, site: i64) -> Result<Vec<(String, String, MediaFile)>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT source, address, file, size, width, height, still FROM media WHERE site = ?1")?;
    let files = statement
        .query_map([site], |row| {
            let measure: (Option<u32>, Option<u32>, Option<bool>) = (row.get(4)?, row.get(5)?, row.get(6)?);
            let measure = match measure {
                (Some(width), Some(height), Some(still)) => Some(Measure { width, height, still }),
                _ => None,
            };
            Ok((row.get(0)?, row.get(1)?, MediaFile { file: row.get(2)?, size: unsigned(row.get(3)?), measure }))
        })?
        .collect::<Result<_, _>>()?;
    Ok(files)
}

pub(super) fn import_totals(connection: &Connection) -> Result<Vec<ImportTotals>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT site.id, sum(added), sum(changed), sum(unchanged), sum(withdrawn), sum(refused)
         FROM import_run JOIN site ON site.key = import_run.site GROUP BY site.key ORDER BY site.key",
    )?;
    let totals = statement
        .query_map([], |row| {
            let sums = Imported {
                new: unsigned(row.get(1)?),
                changed: unsigned(row.get(2)?),
                unchanged: unsigned(row.get(3)?),
                withdrawn: unsigned(row.get(4)?),
            };
            Ok(ImportTotals { site: row.get(0)?, sums, refused: unsigned(row.get(5)?) })
        })?
        .collect::<Result<_, _>>()?;
    Ok(totals)
}
