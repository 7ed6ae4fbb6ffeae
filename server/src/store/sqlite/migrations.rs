//! Brings a database to this program's version, one numbered file after the other.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, old_addresses, searching};

/// Works out of what is there what SQL alone cannot.
type Fill = fn(&Connection) -> Result<(), StoreError>;

/// One step from a version to the next.
struct Migration {
    sql: &'static str,
    /// In the same transaction, after it.
    fill: Option<Fill>,
}

/// Each once, in this order; the version of a database is how many it has had. Never change one that was
/// released: add the next.
const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/0001_start.sql"), fill: None },
    Migration { sql: include_str!("migrations/0002_old_addresses.sql"), fill: Some(old_addresses::fill) },
    Migration { sql: include_str!("migrations/0003_machines.sql"), fill: None },
    Migration { sql: include_str!("migrations/0004_pictures.sql"), fill: None },
    Migration { sql: include_str!("migrations/0005_counting.sql"), fill: None },
    Migration { sql: include_str!("migrations/0006_staff.sql"), fill: None },
    Migration { sql: include_str!("migrations/0007_sources.sql"), fill: None },
    Migration { sql: include_str!("migrations/0008_search.sql"), fill: Some(searching::fill) },
];

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Looks at a database without changing it: whether it is one this program may work with.
pub(super) fn check(connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    if found == 0 && tables > 0 { Err(StoreError::Foreign) } else { Ok(()) }
}

/// Runs what the database has not had yet, each in its own transaction.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    for (number, migration) in (1_i64..).zip(MIGRATIONS) {
        if version(connection)? >= number {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been quicker while this one waited.
        if version(&transaction)? < number {
            transaction.execute_batch(migration.sql)?;
            if let Some(fill) = migration.fill {
                fill(&transaction)?;
            }
            transaction.pragma_update(None, "user_version", number)?;
        }
        transaction.commit()?;
    }
    Ok(())
}
