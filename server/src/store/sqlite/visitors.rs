//! What the database keeps of visitors for a short while: salts, what was reported, and in which order. In no backup or export.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Salts, StoreError};
use crate::visits::rules;

/// What is known of a reading is needed until its site's day is over, and thirty minutes of the next.
const SEEN_KEPT: i64 = 24 * 60 * 60 + rules::WINDOW;

/// How many rows are deleted at once, so that counting never waits long.
const AT_ONCE: i64 = 4_096;

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
pub(super) fn destroy_salts(connection: &Connection, site: i64, day: i64) -> Result<usize, StoreError> {
    Ok(connection.execute("DELETE FROM salt WHERE site = ?1 AND day < ?2 - 1", [site, day])?)
}

/// Deletes some of what is no longer needed at `now`. Whether there may be more.
pub(super) fn forget(connection: &Connection, now: i64) -> Result<bool, StoreError> {
    let seen = from_the_front(connection, "seen", now - SEEN_KEPT)?;
    let delivered = from_the_front(connection, "delivered", now - rules::DELIVERY_KEPT)?;
    Ok(seen || delivered)
}

/// Rows stand in the order in which they came, so those that are too old are the first.
fn from_the_front(connection: &Connection, table: &str, until: i64) -> Result<bool, StoreError> {
    let last: Option<i64> = connection.query_row(
        &format!(
            "SELECT max(number) FROM (SELECT number, at FROM {table} ORDER BY number LIMIT {AT_ONCE}) WHERE at <= ?1"
        ),
        [until],
        |row| row.get(0),
    )?;
    let Some(last) = last else { return Ok(false) };
    let gone = connection.execute(&format!("DELETE FROM {table} WHERE number <= ?1 AND at <= ?2"), [last, until])?;
    Ok(i64::try_from(gone).is_ok_and(|gone| gone >= AT_ONCE))
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
        assert_eq!(destroy_salts(&connection, 1, 12).unwrap(), 1);
        let kept: i64 = connection.query_row("SELECT count(*) FROM salt WHERE day < 11", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 0);
    }
}
