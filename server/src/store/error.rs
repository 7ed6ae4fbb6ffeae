//! What a database may answer instead: each with what to do about it.

use std::path::PathBuf;

/// Why something could not be stored or read. Nothing that was stored before is lost by any of them.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the database for longer than we wait.
    #[error("the database is locked by another process; nothing was changed. End what holds it, or try again")]
    Locked,
    /// The file, its folder or the medium may not be written to.
    #[error("the database is read-only; nothing was changed. Let the server's user write to the file and its folder")]
    ReadOnly,
    /// There is no room left.
    #[error("the disk of the database is full; nothing was changed. Free some space")]
    Full,
    /// A newer version of this program has been here.
    #[error(
        "the database has version {found}, and this program knows versions up to {known}; \
         nothing was changed. Run the newer program, or restore a backup"
    )]
    Newer {
        /// The version of the database.
        found: i64,
        /// The newest version this program can work with.
        known: i64,
    },
    /// The file is a database, but not one of ours.
    #[error("the database holds tables of another program; nothing was changed. Name another one")]
    Foreign,
    /// The file is no database, or a damaged one.
    #[error("the file is no SQLite database, or is damaged ({0}); nothing was changed. Restore a backup")]
    Damaged(String),
    /// Another server counts in it.
    #[error(
        "another server counts visits in this database; nothing was changed. Stop it first, or let several share PostgreSQL"
    )]
    Counted,
    /// The file or its folder cannot be opened or made.
    #[error("the database {} cannot be opened: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The database cannot be reached, is starting, or takes no connections.
    #[error("the database does not answer ({0}); what it has is kept. Nothing need be done here once it answers again")]
    Away(String),
    /// The address of the database cannot be understood.
    #[error(
        "the address of the database cannot be understood; write it like \"postgres://user:password@host:5432/name\""
    )]
    Address,
    /// The database holds no Unicode.
    #[error("the database's encoding is {0}, which cannot hold every text; nothing was changed. Make one with UTF8")]
    Encoding(String),
    /// The database has programs for that.
    #[error(
        "PostgreSQL is backed up and restored by its own programs, `pg_dump --no-unlogged-table-data` and `pg_restore`; \
         docs/postgresql.md shows how"
    )]
    OwnBackup,
    /// A commit may be answered before it is on disk.
    #[error(
        "the database answers before what it was given is on disk (`synchronous_commit` is off and cannot be set); \
         nothing is counted like that"
    )]
    Lossy,
    /// There is no such site.
    #[error("there is no site `{0}`")]
    NoSite(String),
    /// Anything else the database said.
    #[error("the database failed: {0}")]
    Other(String),
}

impl StoreError {
    /// Whether the same may succeed a moment later.
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(self, Self::Locked | Self::Full | Self::Counted | Self::Away(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked,
            Some(Code::ReadOnly | Code::PermissionDenied) => Self::ReadOnly,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::NotADatabase | Code::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}
