//! Accounts of the staff and their sessions.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::StoreError;
use crate::store::{SessionRow, Sites, UserRow};

/// Keeps an account. One of this name gets another password and other sites, and its sessions end. Whether it is new.
pub(super) fn put_user(connection: &Connection, user: &UserRow) -> Result<bool, StoreError> {
    let ended = connection.execute("DELETE FROM staff_session WHERE name = ?1", [&user.name])?;
    let known = ended > 0 || self::user(connection, &user.name)?.is_some();
    connection.execute(
        "INSERT INTO staff_user (name, password, sites, made) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO UPDATE SET password = excluded.password, sites = excluded.sites",
        (&user.name, &user.password, user.sites.written(), user.made),
    )?;
    Ok(!known)
}

pub(super) fn user(connection: &Connection, name: &str) -> Result<Option<UserRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name, password, sites, made FROM staff_user WHERE name = ?1")?;
    Ok(statement.query_row([name], read_user).optional()?)
}

pub(super) fn users(connection: &Connection) -> Result<Vec<UserRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name, password, sites, made FROM staff_user ORDER BY name")?;
    let users = statement.query_map([], read_user)?.collect::<Result<_, _>>()?;
    Ok(users)
}

fn read_user(row: &Row<'_>) -> rusqlite::Result<UserRow> {
    let sites: Option<String> = row.get(2)?;
    Ok(UserRow { name: row.get(0)?, password: row.get(1)?, sites: Sites::read(sites.as_deref()), made: row.get(3)? })
}

/// Removes an account; its sessions end. Whether there was one.
pub(super) fn remove_user(connection: &Connection, name: &str) -> Result<bool, StoreError> {
    connection.execute("DELETE FROM staff_session WHERE name = ?1", [name])?;
    Ok(connection.execute("DELETE FROM staff_user WHERE name = ?1", [name])? > 0)
}

/// Keeps a new session, unless its account is gone. Whether it is kept.
pub(super) fn put_session(connection: &Connection, session: &SessionRow) -> Result<bool, StoreError> {
    let kept = connection.execute(
        "INSERT INTO staff_session (token, name, begun, seen)
         SELECT ?1, name, ?3, ?4 FROM staff_user WHERE name = ?2",
        (session.token.as_slice(), &session.name, session.begun, session.seen),
    )?;
    Ok(kept > 0)
}

pub(super) fn touch_session(connection: &Connection, token: &[u8; 32], seen: i64) -> Result<(), StoreError> {
    connection.execute("UPDATE staff_session SET seen = ?2 WHERE token = ?1", (token.as_slice(), seen))?;
    Ok(())
}

pub(super) fn session(connection: &Connection, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT name, begun, seen FROM staff_session WHERE token = ?1")?;
    let found = statement.query_row([token.as_slice()], |row| {
        Ok(SessionRow { token: *token, name: row.get(0)?, begun: row.get(1)?, seen: row.get(2)? })
    });
    Ok(found.optional()?)
}

pub(super) fn remove_session(connection: &Connection, token: &[u8; 32]) -> Result<(), StoreError> {
    connection.execute("DELETE FROM staff_session WHERE token = ?1", [token.as_slice()])?;
    Ok(())
}

pub(super) fn forget_sessions(connection: &Connection, begun: i64, seen: i64) -> Result<(), StoreError> {
    connection.execute("DELETE FROM staff_session WHERE begun < ?1 OR seen < ?2", [begun, seen])?;
    Ok(())
}
