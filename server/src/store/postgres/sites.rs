//! Sites, their generation, categories and files.

use bantin_api::Category;
use postgres::Row;

use super::session::Work;
use super::{Fault, StoreError, unsigned};
use crate::store::{ImportTotals, Imported, Measure, MediaFile, SiteRow};

/// The key of a site in all other tables.
pub(super) fn key(work: &mut Work<'_>, site: &str) -> Result<Option<i64>, Fault> {
    let row = work.row("SELECT key FROM site WHERE id = $1", &[&site])?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

pub(super) fn known(work: &mut Work<'_>, site: &str) -> Result<i64, Fault> {
    key(work, site)?.ok_or_else(|| StoreError::NoSite(site.to_owned()).into())
}

/// The key of a site that nobody else changes until the transaction ends: counting does not wait for it.
pub(super) fn held(work: &mut Work<'_>, site: &str) -> Result<i64, Fault> {
    let row = work.row("UPDATE site SET next_article = next_article WHERE id = $1 RETURNING key", &[&site])?;
    let key = row.map(|row| row.try_get(0)).transpose()?;
    key.ok_or_else(|| StoreError::NoSite(site.to_owned()).into())
}

pub(super) fn is_as_wanted(work: &mut Work<'_>, id: &str, name: Option<&str>) -> Result<bool, Fault> {
    let row = work.row("SELECT name FROM site WHERE id = $1", &[&id])?;
    let found: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
    Ok(found.is_some_and(|found| name.is_none_or(|name| name == found)))
}

pub(super) fn ensure(work: &mut Work<'_>, id: &str, name: Option<&str>, uid: &str) -> Result<(), Fault> {
    work.execute(
        "INSERT INTO site (id, name, uid) VALUES ($1, coalesce($2::text, $1), $3)
         ON CONFLICT (id) DO UPDATE SET name = $2::text, generation = site.generation + 1
         WHERE $2::text IS NOT NULL AND site.name <> $2::text",
        &[&id, &name, &uid],
    )?;
    let key = known(work, id)?;
    work.execute("INSERT INTO site_start (site) VALUES ($1) ON CONFLICT DO NOTHING", &[&key])?;
    Ok(())
}

/// Says that something of the site is another now.
pub(super) fn touch(work: &mut Work<'_>, site: i64) -> Result<(), Fault> {
    work.execute("UPDATE site SET generation = generation + 1 WHERE key = $1", &[&site])?;
    Ok(())
}

pub(super) fn site(work: &mut Work<'_>, site: &str) -> Result<Option<SiteRow>, Fault> {
    let Some(row) = work.row("SELECT key, name, uid FROM site WHERE id = $1", &[&site])? else { return Ok(None) };
    let key: i64 = row.try_get(0)?;
    let rows = work.rows("SELECT slug, name FROM category WHERE site = $1 ORDER BY position, slug", &[&key])?;
    let category = |row: &Row| -> Result<_, Fault> {
        Ok(Category { slug: row.try_get(0)?, name: row.try_get(1)?, name_en: None })
    };
    let categories = rows.iter().map(category).collect::<Result<_, _>>()?;
    Ok(Some(SiteRow { name: row.try_get(1)?, uid: row.try_get(2)?, categories }))
}

pub(super) fn media(work: &mut Work<'_>, site: i64) -> Result<Vec<(String, String, MediaFile)>, Fault> {
    let rows = work.rows(
        "SELECT source, address, file, size, width, height, still FROM media WHERE site = $1 ORDER BY source, address",
        &[&site],
    )?;
    let file = |row: &Row| -> Result<_, Fault> {
        let pixels = |at: usize| -> Result<Option<u32>, Fault> {
            Ok(row.try_get::<_, Option<i64>>(at)?.and_then(|pixels| u32::try_from(pixels).ok()))
        };
        let measure = match (pixels(4)?, pixels(5)?, row.try_get(6)?) {
            (Some(width), Some(height), Some(still)) => Some(Measure { width, height, still }),
            _ => None,
        };
        let file = MediaFile { file: row.try_get(2)?, size: unsigned(row.try_get(3)?), measure };
        Ok((row.try_get(0)?, row.try_get(1)?, file))
    };
    rows.iter().map(file).collect()
}

pub(super) fn import_totals(work: &mut Work<'_>) -> Result<Vec<ImportTotals>, Fault> {
    let rows = work.rows(
        "SELECT site.id, sum(added)::bigint, sum(changed)::bigint, sum(unchanged)::bigint, sum(withdrawn)::bigint,
           sum(refused)::bigint
         FROM import_run JOIN site ON site.key = import_run.site GROUP BY site.key, site.id ORDER BY site.key",
        &[],
    )?;
    let totals = |row: &Row| -> Result<_, Fault> {
        let number = |at: usize| -> Result<u64, Fault> { Ok(unsigned(row.try_get(at)?)) };
        let sums = Imported { new: number(1)?, changed: number(2)?, unchanged: number(3)?, withdrawn: number(4)? };
        Ok(ImportTotals { site: row.try_get(0)?, sums, refused: number(5)? })
    };
    rows.iter().map(totals).collect()
}
