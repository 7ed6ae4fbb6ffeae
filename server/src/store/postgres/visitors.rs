//! What the database keeps of visitors for a short while: salts, who was active, and who has read what.

use std::collections::HashMap;

use super::Fault;
use super::session::Work;
use crate::store::{Salts, StoreError};
use crate::visits::rules;

/// What is known of a reading is needed until its site's day is over, and thirty minutes of the next.
const READ_KEPT: i64 = 24 * 60 * 60 + rules::WINDOW;

/// The clocks of servers may differ by so much.
const CLOCKS: i64 = 5 * 60;

/// How many rows are deleted at once, so that counting never waits long.
const AT_ONCE: i64 = 4_096;

pub(super) fn salts(work: &mut Work<'_>, site: i64, day: i64, fresh: [u8; 32]) -> Result<Salts, Fault> {
    if let Some(today) = salt(work, site, day)? {
        return Ok(Salts { today, yesterday: salt(work, site, day - 1)? });
    }
    alone(work)?;
    work.execute(
        "INSERT INTO salt (site, day, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[&site, &day, &fresh.as_slice()],
    )?;
    // Another server may have been quicker.
    let today = salt(work, site, day)?.unwrap_or(fresh);
    Ok(Salts { today, yesterday: salt(work, site, day - 1)? })
}

fn salt(work: &mut Work<'_>, site: i64, day: i64) -> Result<Option<[u8; 32]>, Fault> {
    let Some(row) = work.row("SELECT bytes FROM salt WHERE site = $1 AND day = $2", &[&site, &day])? else {
        return Ok(None);
    };
    let bytes: &[u8] = row.try_get(0)?;
    // Only we write there.
    let salt =
        bytes.try_into().map_err(|_| StoreError::Other("a salt of another length is in the database".to_owned()))?;
    Ok(Some(salt))
}

/// Whoever adds a salt or destroys some is alone until the transaction ends.
fn alone(work: &mut Work<'_>) -> Result<(), Fault> {
    work.row("SELECT 1 FROM turn WHERE what = 'salts' FOR UPDATE", &[])?;
    Ok(())
}

/// Destroys the salts of sites of before the day before the one given: what is kept is written into an empty table, since
/// what is deleted goes on standing in a table's file.
pub(super) fn destroy_salts(work: &mut Work<'_>, days: &HashMap<i64, i64>) -> Result<(), Fault> {
    let is_old = |row: &postgres::Row| -> Result<bool, Fault> {
        let (site, of): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        Ok(days.get(&site).is_some_and(|day| of < day - 1))
    };
    let any_old = |rows: &[postgres::Row]| rows.iter().try_fold(false, |any, row| Ok::<_, Fault>(any | is_old(row)?));
    if !any_old(&work.rows("SELECT site, day FROM salt", &[])?)? {
        return Ok(());
    }
    alone(work)?;
    let (mut sites, mut of, mut salts) = (Vec::<i64>::new(), Vec::<i64>::new(), Vec::<&[u8]>::new());
    let rows = work.rows("SELECT site, day, bytes FROM salt", &[])?;
    for row in &rows {
        if !is_old(row)? {
            sites.push(row.try_get(0)?);
            of.push(row.try_get(1)?);
            salts.push(row.try_get(2)?);
        }
    }
    work.script("TRUNCATE TABLE salt")?;
    work.execute(
        "INSERT INTO salt (site, day, bytes) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])",
        &[&sites, &of, &salts],
    )?;
    Ok(())
}

/// Deletes some of what is no longer needed at `now`. Whether there may be more.
pub(super) fn forget(work: &mut Work<'_>, now: i64) -> Result<bool, Fault> {
    // A row without a time was made only to be held, by a transaction that is over when this one gets to it.
    let active = work.execute(
        "DELETE FROM active WHERE (site, hash) IN (SELECT site, hash FROM active WHERE at IS NULL OR at <= $1 LIMIT $2)
           AND (at IS NULL OR at <= $1)",
        &[&(now - rules::WINDOW - CLOCKS), &AT_ONCE],
    )?;
    let readings = work.execute(
        "DELETE FROM reading WHERE (site, article, hash, day) IN
           (SELECT site, article, hash, day FROM reading WHERE at <= $1 ORDER BY at LIMIT $2) AND at <= $1",
        &[&(now - READ_KEPT), &AT_ONCE],
    )?;
    let delivered = work.execute(
        "DELETE FROM delivered WHERE (site, id) IN (SELECT site, id FROM delivered WHERE at <= $1 ORDER BY at LIMIT $2)",
        &[&(now - rules::DELIVERY_KEPT), &AT_ONCE],
    )?;
    // By the database's clock: these were last written by a server that is gone.
    work.execute("DELETE FROM online WHERE beat < now() - interval '2 minutes'", &[])?;
    work.execute("DELETE FROM streams WHERE beat < now() - interval '2 minutes'", &[])?;
    let most = u64::try_from(AT_ONCE).unwrap_or(u64::MAX);
    Ok([active, readings, delivered].into_iter().any(|gone| gone >= most))
}
