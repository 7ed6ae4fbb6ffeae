//! Articles in, changed and withdrawn. The site's row is held meanwhile, so that imports into one site come one after another.

use std::collections::HashSet;

use super::session::Work;
use super::{Fault, old_addresses, searching, signed, sites};
use crate::store::{ImportBatch, Imported, Incoming, MediaFile};

/// What JavaScript can hold, and what leaves room to count on.
const MOST_VIEWS: u64 = (1 << 53) - 1;

/// What the database has of an article that comes again.
struct Known {
    id: i64,
    raw: String,
    article: String,
    first_seen: i64,
    withdrawn: bool,
}

pub(super) fn import(work: &mut Work<'_>, site: i64, batch: &ImportBatch) -> Result<Imported, Fault> {
    let mut done = Imported::default();
    let mut touched = take_media(work, site, batch)?;
    let mut present = HashSet::new();
    for incoming in &batch.articles {
        let id = match known(work, site, &batch.source, &incoming.source_id)? {
            None => {
                done.new += 1;
                insert(work, site, batch, incoming)?
            }
            Some(known) if known.article == incoming.article && !known.withdrawn => {
                done.unchanged += 1;
                if known.raw != incoming.raw {
                    // Only what is not shown differs, such as another server's views.
                    work.execute(
                        "UPDATE article SET raw = $3, base = $4 WHERE site = $1 AND id = $2",
                        &[&site, &known.id, &incoming.raw, &incoming.base],
                    )?;
                }
                known.id
            }
            Some(known) => {
                done.changed += 1;
                replace(work, site, &known, batch.now, incoming)?;
                known.id
            }
        };
        present.insert(id);
        old_addresses::keep(work, site, id, &incoming.old_addresses)?;
        if batch.take_views
            && let Some(views) = incoming.views
        {
            touched |= take_views(work, site, id, views, batch)?;
        }
    }
    if batch.complete {
        done.withdrawn = withdraw_others(work, site, batch, &present)?;
    }
    if touched || done.new + done.changed + done.withdrawn > 0 {
        sites::touch(work, site)?;
    }
    if batch.quiet && done.new + done.changed + done.withdrawn + batch.refused == 0 {
        return Ok(done);
    }
    work.execute(
        "INSERT INTO import_run (site, source, at, added, changed, unchanged, withdrawn, refused)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &site,
            &batch.source,
            &batch.now,
            &signed(done.new),
            &signed(done.changed),
            &signed(done.unchanged),
            &signed(done.withdrawn),
            &signed(batch.refused),
        ],
    )?;
    Ok(done)
}

fn known(work: &mut Work<'_>, site: i64, source: &str, source_id: &str) -> Result<Option<Known>, Fault> {
    let row = work.row(
        "SELECT id, raw, article, first_seen, withdrawn_at IS NOT NULL
         FROM article WHERE site = $1 AND source = $2 AND source_id = $3",
        &[&site, &source, &source_id],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Known {
        id: row.try_get(0)?,
        raw: row.try_get(1)?,
        article: row.try_get(2)?,
        first_seen: row.try_get(3)?,
        withdrawn: row.try_get(4)?,
    }))
}

fn insert(work: &mut Work<'_>, site: i64, batch: &ImportBatch, new: &Incoming) -> Result<i64, Fault> {
    let id = work.number(
        "UPDATE site SET next_article = next_article + 1 WHERE key = $1 RETURNING next_article - 1",
        &[&site],
    )?;
    let sort = new.published.unwrap_or(batch.now);
    work.execute(
        "INSERT INTO article (site, id, source, source_id, format, base, raw, article, title, slug, date_published,
                              sort, pinned, first_seen, language, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        &[
            &site,
            &id,
            &batch.source,
            &new.source_id,
            &new.format,
            &new.base,
            &new.raw,
            &new.article,
            &new.title,
            &new.slug,
            &new.date_published,
            &sort,
            &new.pinned,
            &batch.now,
            &new.language,
            &new.modified,
        ],
    )?;
    place(work, site, id, sort, new)?;
    searching::put(work, site, sort, id, &new.words)?;
    Ok(id)
}

fn replace(work: &mut Work<'_>, site: i64, known: &Known, now: i64, new: &Incoming) -> Result<(), Fault> {
    work.execute(
        "INSERT INTO article_version (site, id, replaced_at, raw) VALUES ($1, $2, $3, $4)",
        &[&site, &known.id, &now, &known.raw],
    )?;
    let sort = new.published.unwrap_or(known.first_seen);
    work.execute(
        "UPDATE article SET format = $3, base = $4, raw = $5, article = $6, title = $7, slug = $8,
                            date_published = $9, sort = $10, pinned = $11, language = $12, changed = $13,
                            withdrawn_at = NULL
         WHERE site = $1 AND id = $2",
        &[
            &site,
            &known.id,
            &new.format,
            &new.base,
            &new.raw,
            &new.article,
            &new.title,
            &new.slug,
            &new.date_published,
            &sort,
            &new.pinned,
            &new.language,
            &new.modified.unwrap_or(now),
        ],
    )?;
    place(work, site, known.id, sort, new)?;
    searching::put(work, site, sort, known.id, &new.words)
}

/// Puts an article into its categories and among its translations, and the categories into the site's menu when they are
/// new.
fn place(work: &mut Work<'_>, site: i64, id: i64, sort: i64, new: &Incoming) -> Result<(), Fault> {
    take_out(work, site, id)?;
    let mut seen = HashSet::new();
    for (position, category) in (0_i64..).zip(&new.categories) {
        if seen.insert(&category.slug) {
            work.execute(
                "INSERT INTO category (site, slug, name, position)
                 SELECT $1, $2, $3, coalesce(max(position), 0) + 1 FROM category WHERE site = $1
                 ON CONFLICT (site, slug) DO NOTHING",
                &[&site, &category.slug, &category.name],
            )?;
            work.execute(
                "INSERT INTO article_category (site, article, position, slug, pinned, sort, language)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                &[&site, &id, &position, &category.slug, &new.pinned, &sort, &new.language],
            )?;
        }
    }
    if !new.translations.is_empty() {
        work.execute(
            "INSERT INTO article_translation (site, article, source_id)
             SELECT $1, $2, other FROM unnest($3::text[]) AS said (other) ON CONFLICT DO NOTHING",
            &[&site, &id, &new.translations],
        )?;
    }
    Ok(())
}

fn take_out(work: &mut Work<'_>, site: i64, id: i64) -> Result<(), Fault> {
    work.execute("DELETE FROM article_category WHERE site = $1 AND article = $2", &[&site, &id])?;
    work.execute("DELETE FROM article_translation WHERE site = $1 AND article = $2", &[&site, &id])?;
    Ok(())
}

/// Whether a file is another than before.
fn take_media(work: &mut Work<'_>, site: i64, batch: &ImportBatch) -> Result<bool, Fault> {
    let mut touched = false;
    for (address, MediaFile { file, size, measure }) in &batch.media {
        let (width, height) = (measure.map(|m| i64::from(m.width)), measure.map(|m| i64::from(m.height)));
        let still = measure.map(|measure| measure.still);
        touched |= work.execute(
            "INSERT INTO media (site, source, address, file, size, width, height, still)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (site, source, address) DO UPDATE SET file = excluded.file, size = excluded.size,
               width = excluded.width, height = excluded.height, still = excluded.still
             WHERE media.file <> excluded.file OR media.width IS DISTINCT FROM excluded.width",
            &[&site, &batch.source, address, file, &signed(*size), &width, &height, &still],
        )? > 0;
    }
    Ok(touched)
}

/// Takes an older counter's number over, if none was ever taken over for this article.
fn take_views(work: &mut Work<'_>, site: i64, article: i64, views: u64, batch: &ImportBatch) -> Result<bool, Fault> {
    let views = signed(views.min(MOST_VIEWS));
    let set = work.execute(
        "INSERT INTO article_start (site, article, start) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[&site, &article, &views],
    )?;
    if set == 0 {
        return Ok(false);
    }
    work.execute(
        "INSERT INTO start_audit (site, article, at, start, by) VALUES ($1, $2, $3, $4, $5)",
        &[&site, &article, &batch.now, &views, &format!("import --views --source {}", batch.source)],
    )?;
    Ok(true)
}

fn withdraw_others(work: &mut Work<'_>, site: i64, batch: &ImportBatch, present: &HashSet<i64>) -> Result<u64, Fault> {
    let rows = work.rows(
        "SELECT id, source_id FROM article WHERE site = $1 AND source = $2 AND withdrawn_at IS NULL",
        &[&site, &batch.source],
    )?;
    let shown: Vec<(i64, String)> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, Fault>>()?;
    let there: HashSet<&str> = batch.still_there.iter().map(String::as_str).collect();
    let mut withdrawn = 0;
    for (id, _) in shown.iter().filter(|(id, named)| !present.contains(id) && !there.contains(named.as_str())) {
        hide(work, site, *id, batch.now)?;
        withdrawn += 1;
    }
    Ok(withdrawn)
}

pub(super) fn withdraw_one(work: &mut Work<'_>, site: i64, id: i64, now: i64) -> Result<bool, Fault> {
    if work.row("SELECT 1 FROM article WHERE site = $1 AND id = $2", &[&site, &id])?.is_none() {
        return Ok(false);
    }
    hide(work, site, id, now)?;
    sites::touch(work, site)?;
    Ok(true)
}

fn hide(work: &mut Work<'_>, site: i64, id: i64, now: i64) -> Result<(), Fault> {
    work.execute(
        "UPDATE article SET withdrawn_at = coalesce(withdrawn_at, $3) WHERE site = $1 AND id = $2",
        &[&site, &id, &now],
    )?;
    searching::take_out(work, site, id)?;
    take_out(work, site, id)
}
