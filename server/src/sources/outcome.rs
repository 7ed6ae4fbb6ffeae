//! What a run has brought, or why it did not work.

use std::time::Duration;

use super::robots::RobotsError;
use super::secret::SecretError;
use crate::fetch::FetchError;
use crate::importing::{DocumentError, GatherError, ImportError};
use crate::store::{Imported, StoreError};

/// The most remarks that are kept.
const MOST_REMARKS: usize = 10;

/// What one run has brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// What became of its articles.
    pub imported: Imported,
    /// Items that were refused.
    pub refused: u64,
    /// Pages that were read; none where it has said that nothing is new.
    pub pages: usize,
    /// The first of what was refused or left out.
    pub remarks: Vec<String>,
}

/// Why a run did not work.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Its credential cannot be had.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// Its host does not want it.
    #[error(transparent)]
    Robots(#[from] RobotsError),
    /// A page cannot be had or read.
    #[error(transparent)]
    Gather(Box<GatherError>),
    /// Its articles were not taken.
    #[error(transparent)]
    Import(Box<ImportError>),
    /// The database does not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It took so long that another server has begun.
    #[error("another server fetches it now: this one was too slow")]
    Lost,
}

/// Why a run did not work, without the source's credential in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

impl RunError {
    /// How long the source wants to be left alone.
    pub(super) fn wish(&self) -> Option<Duration> {
        match self {
            Self::Gather(error) => match &**error {
                GatherError::Document(DocumentError::Fetch(FetchError::Status(_, _, wish))) => *wish,
                _ => None,
            },
            Self::Robots(RobotsError::Unreachable(_, error)) => match &**error {
                FetchError::Status(_, _, wish) => *wish,
                _ => None,
            },
            _ => None,
        }
    }
}

impl From<GatherError> for RunError {
    fn from(error: GatherError) -> Self {
        Self::Gather(Box::new(error))
    }
}

impl From<ImportError> for RunError {
    fn from(error: ImportError) -> Self {
        Self::Import(Box::new(error))
    }
}

impl Brought {
    /// Keeps a remark, if there are not enough already.
    pub(super) fn remark(&mut self, remark: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        }
    }
}
