//! What is suggested to somebody who is typing, as `GET /suggestions?q=` answers it.

use serde::{Deserialize, Serialize};

/// An article whose title goes on from what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The article's id.
    pub id: String,
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// Several of them, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    /// At most a handful.
    pub suggestions: Vec<Suggestion>,
}
