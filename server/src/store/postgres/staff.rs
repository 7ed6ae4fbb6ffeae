//! Accounts of the staff and their sessions. Whoever begins or ends sessions of an account holds its row.

use postgres::Row;

use super::Fault;
use super::session::Work;
use crate::store::{SessionRow, Sites, UserRow};

/// Keeps an account. One of this name gets another password and other sites, and its sessions end. Whether it is new.
pub(super) fn put_user(work: &mut Work<'_>, user: &UserRow) -> Result<bool, Fault> {
    let made = work.execute(
        "INSERT INTO staff_user (name, password, sites, made) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        &[&user.name, &user.password, &user.sites.written(), &user.made],
    )?;
    if made == 0 {
        work.execute(
            "UPDATE staff_user SET password = $2, sites = $3 WHERE name = $1",
            &[&user.name, &user.password, &user.sites.written()],
        )?;
        work.execute("DELETE FROM staff_session WHERE name = $1", &[&user.name])?;
    }
    Ok(made > 0)
}

pub(super) fn user(work: &mut Work<'_>, name: &str) -> Result<Option<UserRow>, Fault> {
    let row = work.row("SELECT name, password, sites, made FROM staff_user WHERE name = $1", &[&name])?;
    row.as_ref().map(read_user).transpose()
}

pub(super) fn users(work: &mut Work<'_>) -> Result<Vec<UserRow>, Fault> {
    let rows = work.rows(r#"SELECT name, password, sites, made FROM staff_user ORDER BY name COLLATE "C""#, &[])?;
    rows.iter().map(read_user).collect()
}

fn read_user(row: &Row) -> Result<UserRow, Fault> {
    let sites: Option<String> = row.try_get(2)?;
    Ok(UserRow {
        name: row.try_get(0)?,
        password: row.try_get(1)?,
        sites: Sites::read(sites.as_deref()),
        made: row.try_get(3)?,
    })
}

/// Removes an account; its sessions end. Whether there was one.
pub(super) fn remove_user(work: &mut Work<'_>, name: &str) -> Result<bool, Fault> {
    work.row("SELECT 1 FROM staff_user WHERE name = $1 FOR UPDATE", &[&name])?;
    work.execute("DELETE FROM staff_session WHERE name = $1", &[&name])?;
    Ok(work.execute("DELETE FROM staff_user WHERE name = $1", &[&name])? > 0)
}

/// Keeps a new session, unless its account is gone. Whether it is kept.
pub(super) fn put_session(work: &mut Work<'_>, session: &SessionRow) -> Result<bool, Fault> {
    if work.row("SELECT 1 FROM staff_user WHERE name = $1 FOR UPDATE", &[&session.name])?.is_none() {
        return Ok(false);
    }
    work.execute(
        "INSERT INTO staff_session (token, name, begun, seen) VALUES ($1, $2, $3, $4)",
        &[&session.token.as_slice(), &session.name, &session.begun, &session.seen],
    )?;
    Ok(true)
}

pub(super) fn touch_session(work: &mut Work<'_>, token: &[u8; 32], seen: i64) -> Result<(), Fault> {
    work.execute("UPDATE staff_session SET seen = $2 WHERE token = $1", &[&token.as_slice(), &seen])?;
    Ok(())
}

pub(super) fn session(work: &mut Work<'_>, token: &[u8; 32]) -> Result<Option<SessionRow>, Fault> {
    let row = work.row("SELECT name, begun, seen FROM staff_session WHERE token = $1", &[&token.as_slice()])?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(SessionRow { token: *token, name: row.try_get(0)?, begun: row.try_get(1)?, seen: row.try_get(2)? }))
}

pub(super) fn remove_session(work: &mut Work<'_>, token: &[u8; 32]) -> Result<(), Fault> {
    work.execute("DELETE FROM staff_session WHERE token = $1", &[&token.as_slice()])?;
    Ok(())
}

pub(super) fn forget_sessions(work: &mut Work<'_>, begun: i64, seen: i64) -> Result<(), Fault> {
    work.execute("DELETE FROM staff_session WHERE begun < $1 OR seen < $2", &[&begun, &seen])?;
    Ok(())
}
