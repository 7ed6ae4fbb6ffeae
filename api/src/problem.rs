//! How an error is told: RFC 9457, `application/problem+json`.

use serde::{Deserialize, Serialize};

/// The body of every answer that is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of problem: a path below the documentation, or `about:blank` where the status says it all.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The problem in a few English words, the same each time it occurs.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong this time, where, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
