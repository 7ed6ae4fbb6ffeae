//! What is known of visitors for a short while: salts, windows and delivered ids. In no backup or export.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Salts, StoreError};
use crate::visits::{Visitor, rules};

pub(super) fn was_delivered(connection: &Connection, site: i64, id: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM delivery WHERE site = ?1 AND id = ?2")?;
    Ok(statement.exists((site, id))?)
}

pub(super) fn keep_delivery(connection: &Connection, site: i64, id: &str, at: i64) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO delivery (site, id, at) VALUES (?1, ?2, ?3)")?.execute((site, id, at))?;
    Ok(())
}

pub(super) fn last_activity(connection: &Connection, site: i64, visitor: &Visitor) -> Result<Option<i64>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT max(at) FROM visitor WHERE site = ?1 AND hash IN (?2, ?3)")?;
    Ok(statement.query_row((site, visitor.hash, visitor.former), |row| row.get(0))?)
}

pub(super) fn keep_activity(connection: &Connection, site: i64, visitor: &Visitor, at: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO visitor (site, hash, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (site, hash) DO UPDATE SET at = max(at, excluded.at)",
        )?
        .execute((site, visitor.hash, at))?;
    Ok(())
}

pub(super) fn last_view(
    connection: &Connection,
    site: i64,
    article: i64,
    visitor: &Visitor,
) -> Result<Option<i64>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT max(at) FROM viewed WHERE site = ?1 AND article = ?2 AND hash IN (?3, ?4)")?;
    Ok(statement.query_row((site, article, visitor.hash, visitor.former), |row| row.get(0))?)
}

/// Whether the visitor had not read the article on that day.
pub(super) fn keep_view(
    connection: &Connection,
    site: i64,
    article: i64,
    visitor: &Visitor,
    at: i64,
    day: i64,
) -> Result<bool, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO viewed (site, article, hash, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (site, article, hash) DO UPDATE SET at = excluded.at",
        )?
        .execute((site, article, visitor.hash, at))?;
    let new = connection
        .prepare_cached("INSERT OR IGNORE INTO reader (site, article, day, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute((site, article, day, visitor.hash))?;
    Ok(new > 0)
}

pub(super) fn salts(connection: &Connection, site: i64, day: i64, fresh: [u8; 32]) -> Result<Salts, StoreError> {
    connection.execute("INSERT OR IGNORE INTO salt (site, day, bytes) VALUES (?1, ?2, ?3)", (site, day, fresh))?;
    let of = |day: i64| {
        connection
            .query_row("SELECT bytes FROM salt WHERE site = ?1 AND day = ?2", [site, day], |row| row.get(0))
            .optional()
    };
    Ok(Salts { today: of(day)?.unwrap_or(fresh), yesterday: of(day - 1)? })
}

/// How many salts were destroyed.
pub(super) fn purge(connection: &Connection, site: i64, day: i64, now: i64) -> Result<usize, StoreError> {
    let salts = connection.execute("DELETE FROM salt WHERE site = ?1 AND day < ?2 - 1", [site, day])?;
    connection.execute("DELETE FROM reader WHERE site = ?1 AND day < ?2", [site, day])?;
    let over = now - rules::WINDOW;
    connection.execute("DELETE FROM visitor WHERE at <= ?1", [over])?;
    connection.execute("DELETE FROM viewed WHERE at <= ?1", [over])?;
    connection.execute("DELETE FROM delivery WHERE at < ?1", [now - rules::DELIVERY_KEPT])?;
    Ok(salts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salt_is_the_same_all_day_and_destroyed_two_days_later() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("migrations/0001_start.sql")).unwrap();
        connection.execute_batch("INSERT INTO site (key, id, name) VALUES (1, 'demo', 'Demo')").unwrap();
        let first = salts(&connection, 1, 10, [1; 32]).unwrap();
        assert_eq!(salts(&connection, 1, 10, [2; 32]).unwrap(), first);
        let second = salts(&connection, 1, 11, [3; 32]).unwrap();
        assert_eq!((second.today, second.yesterday), ([3; 32], Some([1; 32])));
        salts(&connection, 1, 12, [4; 32]).unwrap();
        assert_eq!(purge(&connection, 1, 12, 0).unwrap(), 1);
        let kept: i64 = connection.query_row("SELECT count(*) FROM salt WHERE day < 11", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 0);
    }
}
