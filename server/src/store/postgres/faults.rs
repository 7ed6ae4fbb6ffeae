//! What PostgreSQL may answer instead, and what that means to those who asked.

use std::error::Error as _;

use postgres::error::SqlState;

use super::StoreError;

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Fault {
    /// The database said so, or went away.
    Database(postgres::Error),
    /// It went away while it was asked to commit: nobody knows whether it has.
    InDoubt(postgres::Error),
    /// Something of ours.
    Store(StoreError),
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        Self::Database(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault {
    /// Whether the same transaction may be tried again at once: it met another one, and nothing of it is left.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if error.code().is_some_and(is_conflict))
    }

    /// What an answer to COMMIT means: one that never came may have been "done".
    pub(super) fn of_commit(error: postgres::Error) -> Self {
        if is_broken(&error) { Self::InDoubt(error) } else { Self::Database(error) }
    }

    /// Whether the connection can no longer be used.
    pub(super) fn is_broken(&self) -> bool {
        match self {
            Self::InDoubt(_) => true,
            Self::Database(error) => is_broken(error),
            Self::Store(_) => false,
        }
    }
}

fn is_conflict(code: &SqlState) -> bool {
    [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code)
}

fn is_broken(error: &postgres::Error) -> bool {
    match error.code() {
        Some(code) => is_away(code.code()),
        None => error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>()),
    }
}

/// Whether a code of PostgreSQL says that it cannot be asked now: connections broken or refused, shutting down, starting,
/// in recovery, or a standby that takes no writes.
fn is_away(code: &str) -> bool {
    code.starts_with("08")
        || code.starts_with("28")
        || matches!(code, "57P01" | "57P02" | "57P03" | "57P05" | "53300" | "25006" | "25P03" | "3D000")
}

/// What a code of PostgreSQL means.
fn of_code(code: &str, said: String) -> StoreError {
    match code {
        _ if is_away(code) => StoreError::Away(said),
        // No room, memory or locks; a lock or an answer that took too long; other transactions again and again.
        "53100" => StoreError::Full,
        "55P03" | "57014" | "40001" | "40P01" | "53200" => StoreError::Locked,
        _ => StoreError::Other(said),
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(error) => error,
            Fault::InDoubt(error) => Self::Away(told(&error)),
            Fault::Database(error) => match error.code() {
                Some(code) => of_code(code.code(), told(&error)),
                None if is_broken(&error) => Self::Away(told(&error)),
                None => Self::Other(told(&error)),
            },
        }
    }
}

/// What the database said, without the statement's values: those may be about a visitor.
pub(super) fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => format!("{} {}: {}", said.severity(), said.code().code(), said.message()),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_says_whether_it_is_worth_trying_again() {
        let of = |code| of_code(code, "x".to_owned());
        for away in ["08006", "57P01", "57P03", "53300", "25006"] {
            assert!(matches!(of(away), StoreError::Away(_)), "{away}");
            assert!(of(away).passes());
        }
        assert!(matches!(of("53100"), StoreError::Full));
        assert!(matches!(of("40001"), StoreError::Locked));
        assert!(matches!(of("42501"), StoreError::Other(_)));
        assert!(!of("42501").passes());
    }

    #[test]
    fn what_met_another_transaction_is_tried_again() {
        assert!(is_conflict(&SqlState::from_code("40001")));
        assert!(is_conflict(&SqlState::from_code("40P01")));
        assert!(!is_conflict(&SqlState::from_code("23505")));
    }
}
