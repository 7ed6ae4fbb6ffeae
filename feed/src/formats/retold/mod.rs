//! What a document of another format says, told as a JSON Feed.
//!
//! Every reader beside that of JSON Feeds makes one of these, and the articles are made of it where those of a JSON Feed are
//! made: so that what is refused, put right and left out is decided in one place, whatever an article came in.
//!
//! `told` is what is said, `paths` finds it in a JSON document.

mod paths;
mod told;

use super::xml::Element;
use crate::Given;
use serde_json::Value;
use std::borrow::Cow;

pub(crate) use paths::{at, each, found, list_at, picture, query_value, shown, text_at, with_query};
pub(crate) use told::Told;

/// A document, retold.
#[derive(Default)]
pub(crate) struct Retold<'d> {
    /// What is said of the whole, by JSON Feed's keys: `title`, `home_page_url`, `next_url`, `language` …
    pub(crate) head: Told,
    /// Its items, in its order.
    pub(crate) items: Vec<Item<'d>>,
}

/// One item, retold.
pub(crate) struct Item<'d> {
    /// What it says, or why nobody may read it.
    pub(crate) told: Result<Told, &'static str>,
    /// What names it where it is not told: its id or title.
    pub(crate) name: String,
    /// Nothing but its address is said, and when it was changed.
    pub(crate) unread: bool,
    /// As it came.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only an importer keeps it"))]
    pub(crate) source: Source<'d>,
}

/// An item as it came.
#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only an importer keeps it"))]
pub(crate) enum Source<'d> {
    /// A part of a JSON document.
    Json(&'d Value),
    /// A part of a text, or what was made of it.
    Text(Cow<'d, str>),
}

impl Source<'_> {
    /// What an importer keeps.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn raw(&self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Text(text) => text.clone().into_owned(),
        }
    }
}

impl Default for Source<'_> {
    fn default() -> Self {
        Self::Text(Cow::Borrowed(""))
    }
}

impl<'d> Item<'d> {
    /// A part of a JSON document that `tell` retells; the columns that the source keeps elsewhere win.
    pub(crate) fn of_json(
        value: &'d Value,
        given: &Given<'_>,
        name: &str,
        tell: impl FnOnce(&'d Value, &mut Told) -> Result<(), &'static str>,
    ) -> Self {
        let mut told = Told::default();
        let done = tell(value, &mut told);
        for (field, path) in given.fields {
            told.set_field(*field, found(value, path).cloned().unwrap_or_default());
        }
        let name = at(value, name).map(shown).unwrap_or_default();
        Self { told: done.map(|()| told), name, unread: false, source: Source::Json(value) }
    }

    /// An element of a document that was parsed from `text`.
    pub(crate) fn of_xml(element: &Element<'_>, text: &'d str, told: Result<Told, &'static str>, name: String) -> Self {
        Self {
            told,
            name,
            unread: false,
            source: Source::Text(text.get(element.span.clone()).unwrap_or_default().into()),
        }
    }
}

impl Retold<'_> {
    /// The next page is at the address of this one with another value for a key of its query.
    pub(crate) fn leads_to(&mut self, given: &Given<'_>, key: &str, value: u64) {
        if let Some(base) = given.base {
            self.head.set("next_url", with_query(base, key, &value.to_string()));
        }
    }
}
