//! What is known of a source that is fetched on a schedule, in plain data.

use serde::{Deserialize, Serialize};

/// What is known of a source since it was first fetched. Kept as JSON: what an older or newer program does not know is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceState {
    /// A fingerprint of the settings that all of this is true for: with others it begins anew.
    pub settings: String,
    /// The format of its documents, by name.
    pub format: String,
    /// The `ETag` of its first page, to be asked with.
    pub etag: Option<String>,
    /// The `Last-Modified` of its first page, to be asked with.
    pub last_modified: Option<String>,
    /// When it was last tried, in seconds.
    pub tried: Option<i64>,
    /// When it last worked, in seconds.
    pub worked: Option<i64>,
    /// When all of it was last read, in seconds.
    pub swept: Option<i64>,
    /// How often it has failed since it last worked.
    pub failures: u32,
    /// Why it did not work the last time; nothing where it did.
    pub trouble: Option<String>,
    /// What did not hinder it the last time, but somebody has to see: the first of what was refused or left out.
    pub remarks: Vec<String>,
    /// Articles that were new the last time it brought any change.
    pub new: u64,
    /// Articles that were another text then.
    pub changed: u64,
    /// Articles that were withdrawn then.
    pub withdrawn: u64,
    /// When that was, in seconds.
    pub brought: Option<i64>,
    /// Items that were refused the last time.
    pub refused: u64,
    /// Whether it lacked most of its articles when all of it was last read. They are withdrawn when it still does the next time.
    pub lacks_most: bool,
}

/// A source as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// Its name, as in the settings.
    pub name: String,
    /// When it is due, in seconds.
    pub next: i64,
    /// Until when a server is at it, in seconds; past or zero where none is.
    pub leased_until: i64,
    /// What is known of it.
    pub state: SourceState,
}

/// Who wants to fetch a source, and until when nobody else may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseWanted<'l> {
    /// The source's name.
    pub source: &'l str,
    /// Who: random, and no other server's.
    pub by: &'l str,
    /// The time, in seconds.
    pub now: i64,
    /// When the lease ends by itself, in seconds.
    pub until: i64,
    /// Whether it is wanted although it is not due.
    pub early: bool,
}

/// Whether a source may be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leased {
    /// It may, and this is known of it.
    Yes(Box<SourceState>),
    /// Not before this second: it is not due, or somebody is at it.
    NotBefore(i64),
}

impl SourceState {
    /// Reads what [`written`](Self::written) wrote; what cannot be read is nothing known.
    #[must_use]
    pub fn read(written: &str) -> Self {
        serde_json::from_str(written).unwrap_or_default()
    }

    /// As it is stored.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}
