//! Brings a database to this program's version, one numbered file after the other, whoever else starts at the same moment.

use super::session::Work;
use super::{Fault, StoreError, searching};

/// Works out of what is there what SQL alone cannot.
type Fill = fn(&mut Work<'_>) -> Result<(), Fault>;

/// One step from a version to the next.
struct Migration {
    sql: &'static str,
    /// In the same transaction, after it.
    fill: Option<Fill>,
}

/// Each once, in this order; the version of a database is how many it has had. Never change one that was released: add the
/// next. Older servers may still be running on it.
const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/0001_start.sql"), fill: None },
    Migration { sql: include_str!("migrations/0002_staff.sql"), fill: None },
    Migration { sql: include_str!("migrations/0003_sources.sql"), fill: None },
    Migration { sql: include_str!("migrations/0004_search.sql"), fill: Some(searching::fill) },
];

/// How often it is tried again where another program makes the first table at the same moment.
const TRIES: u32 = 20;

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// What is in the database.
enum There {
    Nothing,
    Ours,
    Another,
}

fn there(work: &mut Work<'_>) -> Result<There, Fault> {
    let row = work.row(
        "SELECT count(*), count(*) FILTER (WHERE table_name = 'bantin_version') FROM information_schema.tables
         WHERE table_schema = current_schema()",
        &[],
    )?;
    let (tables, ours): (i64, i64) = match row {
        Some(row) => (row.try_get(0)?, row.try_get(1)?),
        None => (0, 0),
    };
    Ok(match (tables, ours) {
        (0, _) => There::Nothing,
        (_, 0) => There::Another,
        _ => There::Ours,
    })
}

/// Runs what the database has not had yet, within the caller's transaction.
pub(super) fn run(work: &mut Work<'_>) -> Result<(), Fault> {
    match there(work)? {
        There::Another => return Err(StoreError::Foreign.into()),
        There::Nothing => {
            // Two that come here at once cannot both make it; what the other one makes is there when this one has failed.
            work.script(
                "CREATE TABLE bantin_version (version BIGINT NOT NULL); INSERT INTO bantin_version VALUES (0)",
            )?;
        }
        There::Ours => {}
    }
    let version = "SELECT version FROM bantin_version";
    let found = work.number(version, &[])?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() }.into());
    }
    if found == known() {
        return Ok(());
    }
    // Whoever comes second waits here, and finds everything done.
    let found = work.number(&format!("{version} FOR UPDATE"), &[])?;
    for (number, Migration { sql, fill }) in (1_i64..).zip(MIGRATIONS) {
        if number > found {
            work.script(sql)?;
            if let Some(fill) = fill {
                fill(work)?;
            }
            work.execute("UPDATE bantin_version SET version = $1", &[&number])?;
        }
    }
    Ok(())
}

/// Whether another program has made the first table at the same moment.
pub(super) fn met_another(fault: &Fault, tried: u32) -> bool {
    let Fault::Database(error) = fault else { return false };
    // Unique violation (in the catalogue), duplicate table, and what a lost race may be called elsewhere.
    let met = error.code().is_some_and(|code| matches!(code.code(), "23505" | "42P07" | "40001" | "XX000"));
    met && tried < TRIES
}
