//! A web page made of bytes.

use super::tree::{self, Tree};
use super::{decode, retelling};
use crate::formats::retold::Retold;
use crate::{FeedError, Given};

/// A web page, and where its articles stand.
pub(crate) struct Page {
    tree: Tree,
    text: String,
    /// What was wrong with its bytes.
    pub(crate) wrong: Option<String>,
}

impl Page {
    /// Parses a page.
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let (text, wrong) = decode::decoded(bytes);
        Self { tree: tree::parse(&text), text: text.into_owned(), wrong }
    }

    /// Why the rest of it was not read.
    pub(crate) fn broken(&self) -> Option<&String> {
        self.tree.broken.as_ref()
    }

    /// Retells it by the recipe in `given`.
    pub(crate) fn retell(&self, given: &Given<'_>) -> Result<Retold<'_>, FeedError> {
        retelling::retell(&self.tree.whole(), &self.text, given)
    }
}
