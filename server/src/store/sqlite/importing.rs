//! Articles in, changed and withdrawn, within the caller's transaction.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::searching::Changes;
use super::{ImportBatch, Imported, StoreError, old_addresses, signed, sites};
use crate::store::{Incoming, MediaFile};

/// What JavaScript can hold, and what leaves room to count on.
const MOST_VIEWS: u64 = (1 << 53) - 1;

/// What the database has of an article that comes again.
struct Known {
    id: i64,
    raw: String,
    article: String,
    sort: i64,
    first_seen: i64,
    withdrawn: bool,
}

pub(super) fn import(connection: &Connection, site: i64, batch: &ImportBatch) -> Result<Imported, StoreError> {
    let mut done = Imported::default();
    let mut touched = take_media(connection, site, batch)?;
    let mut present = HashSet::new();
    let mut changes = Changes::default();
    for incoming in &batch.articles {
        let id = match known(connection, site, &batch.source, &incoming.source_id)? {
            None => {
                done.new += 1;
                insert(connection, site, batch, incoming, &mut changes)?
            }
            Some(known) if known.article == incoming.article && !known.withdrawn => {
                done.unchanged += 1;
                if known.raw != incoming.raw {
                    // Only what is not shown differs, such as another server's views.
                    keep_raw(connection, site, known.id, incoming)?;
                }
                known.id
            }
            Some(known) => {
                done.changed += 1;
                replace((connection, site), &known, batch.now, incoming, &mut changes)?;
                known.id
            }
        };
        present.insert(id);
        old_addresses::keep(connection, site, id, &incoming.old_addresses)?;
        if batch.take_views
            && let Some(views) = incoming.views
        {
            touched |= take_views(connection, site, id, views, batch)?;
        }
    }
    if batch.complete {
        done.withdrawn = withdraw_others(connection, site, batch, &present, &mut changes)?;
    }
    changes.make(connection)?;
    if touched || done.new + done.changed + done.withdrawn > 0 {
        sites::touch(connection, site)?;
    }
    if batch.quiet && done.new + done.changed + done.withdrawn + batch.refused == 0 {
        return Ok(done);
    }
    connection.execute(
        "INSERT INTO import_run (site, source, at, added, changed, unchanged, withdrawn, refused)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            site,
            &batch.source,
            batch.now,
            signed(done.new),
            signed(done.changed),
            signed(done.unchanged),
            signed(done.withdrawn),
            signed(batch.refused),
        ),
    )?;
    Ok(done)
}

fn known(connection: &Connection, site: i64, source: &str, source_id: &str) -> Result<Option<Known>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, raw, article, sort, first_seen, withdrawn_at IS NOT NULL
         FROM article WHERE site = ?1 AND source = ?2 AND source_id = ?3",
    )?;
    let known = statement.query_row((site, source, source_id), |row| {
        Ok(Known {
            id: row.get(0)?,
            raw: row.get(1)?,
            article: row.get(2)?,
            sort: row.get(3)?,
            first_seen: row.get(4)?,
            withdrawn: row.get(5)?,
        })
    });
    Ok(known.optional()?)
}

fn insert<'i>(
    connection: &Connection,
    site: i64,
    batch: &ImportBatch,
    new: &'i Incoming,
    changes: &mut Changes<'i>,
) -> Result<i64, StoreError> {
    let id: i64 = connection.query_row(
        "UPDATE site SET next_article = next_article + 1 WHERE key = ?1 RETURNING next_article - 1",
        [site],
        |row| row.get(0),
    )?;
    let sort = new.published.unwrap_or(batch.now);
    let mut statement = connection.prepare_cached(
        "INSERT INTO article (site, id, source, source_id, format, base, raw, article, title, slug, date_published,
                              sort, pinned, first_seen, language, changed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    statement.execute(rusqlite::params![
        site,
        id,
        batch.source,
        new.source_id,
        new.format,
        new.base,
        new.raw,
        new.article,
        new.title,
        new.slug,
        new.date_published,
        sort,
        new.pinned,
        batch.now,
        new.language,
        new.modified
    ])?;
    place(connection, site, id, sort, new)?;
    changes.put(site, sort, id, Cow::Borrowed(&new.words));
    Ok(id)
}

fn replace<'i>(
    (connection, site): (&Connection, i64),
    known: &Known,
    now: i64,
    new: &'i Incoming,
    changes: &mut Changes<'i>,
) -> Result<(), StoreError> {
    let mut keep = connection
        .prepare_cached("INSERT INTO article_version (site, id, replaced_at, raw) VALUES (?1, ?2, ?3, ?4)")?;
    keep.execute((site, known.id, now, &known.raw))?;
    let sort = new.published.unwrap_or(known.first_seen);
    let mut statement = connection.prepare_cached(
        "UPDATE article SET format = ?3, base = ?4, raw = ?5, article = ?6, title = ?7, slug = ?8,
                            date_published = ?9, sort = ?10, pinned = ?11, language = ?12, changed = ?13,
                            withdrawn_at = NULL
         WHERE site = ?1 AND id = ?2",
    )?;
    statement.execute(rusqlite::params![
        site,
        known.id,
        new.format,
        new.base,
        new.raw,
        new.article,
        new.title,
        new.slug,
        new.date_published,
        sort,
        new.pinned,
        new.language,
        new.modified.unwrap_or(now)
    ])?;
    place(connection, site, known.id, sort, new)?;
    changes.take_out(site, known.sort, known.id);
    changes.put(site, sort, known.id, Cow::Borrowed(&new.words));
    Ok(())
}

fn keep_raw(connection: &Connection, site: i64, id: i64, new: &Incoming) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("UPDATE article SET raw = ?3, base = ?4 WHERE site = ?1 AND id = ?2")?;
    statement.execute((site, id, &new.raw, &new.base))?;
    Ok(())
}

/// Puts an article into its categories and among its translations, and the categories into the site's menu when they are
/// new.
fn place(connection: &Connection, site: i64, id: i64, sort: i64, new: &Incoming) -> Result<(), StoreError> {
    take_out(connection, site, id)?;
    let mut meet = connection.prepare_cached(
        "INSERT INTO category (site, slug, name, position)
         SELECT ?1, ?2, ?3, coalesce(max(position), 0) + 1 FROM category WHERE site = ?1
         ON CONFLICT (site, slug) DO NOTHING",
    )?;
    let mut enter = connection.prepare_cached(
        "INSERT INTO article_category (site, article, position, slug, pinned, sort, language)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut seen = HashSet::new();
    for (position, category) in (0_i64..).zip(&new.categories) {
        if seen.insert(&category.slug) {
            meet.execute((site, &category.slug, &category.name))?;
            enter.execute((site, id, position, &category.slug, new.pinned, sort, &new.language))?;
        }
    }
    let mut translate = connection
        .prepare_cached("INSERT OR IGNORE INTO article_translation (site, article, source_id) VALUES (?1, ?2, ?3)")?;
    for other in &new.translations {
        translate.execute((site, id, other))?;
    }
    Ok(())
}

fn take_out(connection: &Connection, site: i64, id: i64) -> Result<(), StoreError> {
    for table in ["article_category", "article_translation"] {
        let delete = format!("DELETE FROM {table} WHERE site = ?1 AND article = ?2");
        connection.prepare_cached(&delete)?.execute([site, id])?;
    }
    Ok(())
}

/// Whether a file is another than before.
fn take_media(connection: &Connection, site: i64, batch: &ImportBatch) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO media (site, source, address, file, size, width, height, still)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (site, source, address) DO UPDATE SET file = excluded.file, size = excluded.size,
           width = excluded.width, height = excluded.height, still = excluded.still
         WHERE file <> excluded.file OR width IS NOT excluded.width",
    )?;
    let mut touched = false;
    for (address, MediaFile { file, size, measure }) in &batch.media {
        let (width, height) = (measure.map(|measure| measure.width), measure.map(|measure| measure.height));
        let still = measure.map(|measure| measure.still);
        touched |= statement.execute((site, &batch.source, address, file, signed(*size), width, height, still))? > 0;
    }
    Ok(touched)
}

/// Takes an older counter's number over, if none was ever taken over for this article.
fn take_views(
    connection: &Connection,
    site: i64,
    article: i64,
    views: u64,
    batch: &ImportBatch,
) -> Result<bool, StoreError> {
    let mut set = connection.prepare_cached(
        "INSERT INTO article_views (site, article, start) VALUES (?1, ?2, ?3)
         ON CONFLICT (site, article) DO UPDATE SET start = excluded.start WHERE start IS NULL",
    )?;
    let views = signed(views.min(MOST_VIEWS));
    if set.execute([site, article, views])? == 0 {
        return Ok(false);
    }
    let mut audit = connection
        .prepare_cached("INSERT INTO start_audit (site, article, at, start, by) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    audit.execute((site, article, batch.now, views, format!("import --views --source {}", batch.source)))?;
    Ok(true)
}

fn withdraw_others(
    connection: &Connection,
    site: i64,
    batch: &ImportBatch,
    present: &HashSet<i64>,
    changes: &mut Changes<'_>,
) -> Result<u64, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT id, source_id FROM article WHERE site = ?1 AND source = ?2 AND withdrawn_at IS NULL")?;
    let shown: Vec<(i64, String)> =
        statement.query_map((site, &batch.source), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let there: HashSet<&str> = batch.still_there.iter().map(String::as_str).collect();
    let mut withdrawn = 0;
    for (id, _) in shown.iter().filter(|(id, named)| !present.contains(id) && !there.contains(named.as_str())) {
        hide(connection, site, *id, batch.now, changes)?;
        withdrawn += 1;
    }
    Ok(withdrawn)
}

pub(super) fn withdraw_one(connection: &Connection, site: i64, id: i64, now: i64) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM article WHERE site = ?1 AND id = ?2")?;
    if !statement.exists([site, id])? {
        return Ok(false);
    }
    let mut changes = Changes::default();
    hide(connection, site, id, now, &mut changes)?;
    changes.make(connection)?;
    sites::touch(connection, site)?;
    Ok(true)
}

fn hide(connection: &Connection, site: i64, id: i64, now: i64, changes: &mut Changes<'_>) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE article SET withdrawn_at = coalesce(withdrawn_at, ?3) WHERE site = ?1 AND id = ?2 RETURNING sort",
    )?;
    let sort: Option<i64> = statement.query_row([site, id, now], |row| row.get(0)).optional()?;
    if let Some(sort) = sort {
        changes.take_out(site, sort, id);
    }
    take_out(connection, site, id)
}
