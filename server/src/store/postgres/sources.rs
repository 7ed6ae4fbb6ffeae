//! Sources that are fetched on a schedule. Who takes or gives back a lease holds its row.

use super::Fault;
use super::session::Work;
use crate::store::{LeaseWanted, Leased, SourceRow, SourceState};

pub(super) fn lease(work: &mut Work<'_>, site: i64, wanted: &LeaseWanted<'_>) -> Result<Leased, Fault> {
    work.execute("INSERT INTO source (site, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", &[&site, &wanted.source])?;
    let taken = work.row(
        "UPDATE source SET lease_by = $3, lease_until = $5
         WHERE site = $1 AND name = $2 AND (lease_until <= $4 OR lease_by = $3) AND (next_at <= $4 OR $6)
         RETURNING state",
        &[&site, &wanted.source, &wanted.by, &wanted.now, &wanted.until, &wanted.early],
    )?;
    if let Some(row) = taken {
        let state: String = row.try_get(0)?;
        return Ok(Leased::Yes(Box::new(SourceState::read(&state))));
    }
    let until = work.number(
        "SELECT greatest(CASE WHEN $3 THEN 0 ELSE next_at END, lease_until) FROM source WHERE site = $1 AND name = $2",
        &[&site, &wanted.source, &wanted.early],
    )?;
    Ok(Leased::NotBefore(until))
}

pub(super) fn hold(work: &mut Work<'_>, site: i64, source: &str, by: &str, until: i64) -> Result<bool, Fault> {
    let held = work.execute(
        "UPDATE source SET lease_until = $4 WHERE site = $1 AND name = $2 AND lease_by = $3",
        &[&site, &source, &by, &until],
    )?;
    Ok(held > 0)
}

pub(super) fn put(
    work: &mut Work<'_>,
    site: i64,
    (source, by): (&str, &str),
    next: i64,
    state: &SourceState,
) -> Result<bool, Fault> {
    let put = work.execute(
        "UPDATE source SET next_at = $4, state = $5, lease_by = '', lease_until = 0
         WHERE site = $1 AND name = $2 AND lease_by = $3",
        &[&site, &source, &by, &next, &state.written()],
    )?;
    Ok(put > 0)
}

pub(super) fn all(work: &mut Work<'_>, site: i64) -> Result<Vec<SourceRow>, Fault> {
    let rows = work.rows(
        r#"SELECT name, next_at, lease_until, state FROM source WHERE site = $1 ORDER BY name COLLATE "C""#,
        &[&site],
    )?;
    let read = |row: &postgres::Row| {
        let state: String = row.try_get(3)?;
        let (name, next, leased_until) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        Ok(SourceRow { name, next, leased_until, state: SourceState::read(&state) })
    };
    rows.iter().map(read).collect()
}

pub(super) fn raw(work: &mut Work<'_>, site: i64, source: &str, source_id: &str) -> Result<Option<String>, Fault> {
    let row = work.row(
        "SELECT raw FROM article WHERE site = $1 AND source = $2 AND source_id = $3 AND withdrawn_at IS NULL",
        &[&site, &source, &source_id],
    )?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

pub(super) fn shown(work: &mut Work<'_>, site: i64, source: &str) -> Result<Vec<String>, Fault> {
    let rows = work.rows(
        "SELECT source_id FROM article WHERE site = $1 AND source = $2 AND withdrawn_at IS NULL",
        &[&site, &source],
    )?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
