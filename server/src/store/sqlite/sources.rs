//! Sources that are fetched on a schedule, within the caller's transaction.

use rusqlite::{Connection, OptionalExtension as _};

use super::StoreError;
use crate::store::{LeaseWanted, Leased, SourceRow, SourceState};

pub(super) fn lease(connection: &Connection, site: i64, wanted: &LeaseWanted<'_>) -> Result<Leased, StoreError> {
    connection.execute("INSERT OR IGNORE INTO source (site, name) VALUES (?1, ?2)", (site, wanted.source))?;
    let taken: Option<String> = connection
        .query_row(
            "UPDATE source SET lease_by = ?3, lease_until = ?5
             WHERE site = ?1 AND name = ?2 AND (lease_until <= ?4 OR lease_by = ?3) AND (next_at <= ?4 OR ?6)
             RETURNING state",
            (site, wanted.source, wanted.by, wanted.now, wanted.until, wanted.early),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(state) = taken {
        return Ok(Leased::Yes(Box::new(SourceState::read(&state))));
    }
    let until = connection.query_row(
        "SELECT max(iif(?3, 0, next_at), lease_until) FROM source WHERE site = ?1 AND name = ?2",
        (site, wanted.source, wanted.early),
        |row| row.get(0),
    )?;
    Ok(Leased::NotBefore(until))
}

pub(super) fn hold(connection: &Connection, site: i64, source: &str, by: &str, until: i64) -> Result<bool, StoreError> {
    let held = connection.execute(
        "UPDATE source SET lease_until = ?4 WHERE site = ?1 AND name = ?2 AND lease_by = ?3",
        (site, source, by, until),
    )?;
    Ok(held > 0)
}

pub(super) fn put(
    connection: &Connection,
    site: i64,
    (source, by): (&str, &str),
    next: i64,
    state: &SourceState,
) -> Result<bool, StoreError> {
    let put = connection.execute(
        "UPDATE source SET next_at = ?4, state = ?5, lease_by = '', lease_until = 0
         WHERE site = ?1 AND name = ?2 AND lease_by = ?3",
        (site, source, by, next, state.written()),
    )?;
    Ok(put > 0)
}

pub(super) fn all(connection: &Connection, site: i64) -> Result<Vec<SourceRow>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT name, next_at, lease_until, state FROM source WHERE site = ?1 ORDER BY name")?;
    let rows = statement.query_map([site], |row| {
        let state: String = row.get(3)?;
        let (name, next, leased_until) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(SourceRow { name, next, leased_until, state: SourceState::read(&state) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn raw(
    connection: &Connection,
    site: i64,
    source: &str,
    source_id: &str,
) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT raw FROM article WHERE site = ?1 AND source = ?2 AND source_id = ?3 AND withdrawn_at IS NULL",
    )?;
    Ok(statement.query_row((site, source, source_id), |row| row.get(0)).optional()?)
}

pub(super) fn shown(connection: &Connection, site: i64, source: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT source_id FROM article WHERE site = ?1 AND source = ?2 AND withdrawn_at IS NULL")?;
    Ok(statement.query_map((site, source), |row| row.get(0))?.collect::<Result<_, _>>()?)
}
