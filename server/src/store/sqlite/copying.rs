//! A copy of the database for a backup, without what must be in none.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Sqlite, StoreError, connect};

/// About visitors, and who is signed in: in no backup.
const LEFT_OUT: [&str; 4] = ["salt", "seen", "delivered", "staff_session"];

/// Copies what the database holds at one moment into a new one, which is a single file afterwards.
pub(super) fn copy(database: &Sqlite, to: &Path) -> Result<(), StoreError> {
    drop(Sqlite::open_with(to, database.options)?);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = connect(to, flags, database.options)?;
    // Tables are filled one after the other, whichever names whichever.
    copy.pragma_update(None, "foreign_keys", false)?;
    copy.execute("ATTACH DATABASE ?1 AS live", [database.path.to_string_lossy()])?;
    {
        let whole = copy.transaction()?;
        let version = |of: &str| -> Result<i64, StoreError> {
            Ok(whole.query_row(&format!("PRAGMA {of}.user_version"), [], |row| row.get(0))?)
        };
        let (found, known) = (version("live")?, version("main")?);
        if found != known {
            return Err(StoreError::Newer { found, known });
        }
        for table in tables(&whole)? {
            if !LEFT_OUT.contains(&table.as_str()) {
                // Only we name tables. What a new index begins with makes way for what is in this one.
                whole.execute_batch(&format!(
                    "DELETE FROM main.\"{table}\"; INSERT INTO main.\"{table}\" SELECT * FROM live.\"{table}\""
                ))?;
            }
        }
        whole.commit()?;
    }
    copy.execute_batch("DETACH DATABASE live")?;
    copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
    Ok(())
}

fn tables(connection: &Connection) -> Result<Vec<String>, StoreError> {
    // An index for searching is the tables that it keeps its words in.
    let mut rows = connection.prepare(
        "SELECT name FROM live.sqlite_master
         WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL %'",
    )?;
    let names = rows.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

impl Sqlite {
    /// Looks at every page and every row.
    ///
    /// # Errors
    /// What is damaged.
    pub fn check_whole(&self) -> Result<(), String> {
        let check = |pragma: &str| -> Result<Option<String>, rusqlite::Error> {
            let connection = self.writer();
            let mut rows = connection.prepare(pragma)?;
            let mut rows = rows.query([])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let said: String = row.get(0)?;
            Ok((said != "ok").then_some(said))
        };
        for pragma in ["PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"] {
            if let Some(said) = check(pragma).map_err(|error| error.to_string())? {
                return Err(said);
            }
        }
        Ok(())
    }
}
