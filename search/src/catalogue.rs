//! What all articles of a site are sorted and filtered by, held in memory: what is found is looked up here ten thousand times.

use std::collections::HashMap;

use crate::index::{Index, Shown};

/// Which articles are wanted besides their words. The default is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Only of the category with this slug.
    pub category: Option<String>,
    /// Only in the language of this tag, in lower case.
    pub language: Option<String>,
    /// Only what was published from this second on.
    pub since: Option<i64>,
    /// Only what was published before this second.
    pub until: Option<i64>,
}

/// All articles of a site that are shown.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// In the order of their ids.
    entries: Vec<Entry>,
    /// Slugs of categories; entries name them by their place.
    slugs: Vec<String>,
    /// Tags of languages, likewise.
    tags: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) published: i64,
    pub(crate) pinned: bool,
    language: u32,
    pub(crate) categories: Box<[u32]>,
}

impl Catalogue {
    /// Reads that of an index; an article of no language is in `first`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read<E>(index: &dyn Index<Error = E>, first: &str) -> Result<Self, E> {
        let mut catalogue = Self::default();
        let (mut slugs, mut tags) = (Places::default(), Places::default());
        for Shown { id, published, pinned, language, categories } in index.shown()? {
            let language = tags.of(if language.is_empty() { first.to_owned() } else { language });
            let categories = categories.into_iter().map(|slug| slugs.of(slug)).collect();
            catalogue.entries.push(Entry { id, published, pinned, language, categories });
        }
        Ok(Self { slugs: slugs.names, tags: tags.names, ..catalogue })
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    pub(crate) fn entry(&self, id: u64) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&id, |entry| entry.id).ok()?;
        self.entries.get(at)
    }

    pub(crate) fn slug(&self, place: u32) -> &str {
        self.slugs.get(place as usize).map_or("", String::as_str)
    }

    /// What a filter asks of an entry.
    pub(crate) fn test(&self, filter: &Filter) -> Test {
        let place = |names: &[String], wanted: &Option<String>| {
            wanted
                .as_ref()
                .map(|wanted| names.iter().position(|name| name == wanted).and_then(|at| u32::try_from(at).ok()))
        };
        Test {
            category: place(&self.slugs, &filter.category),
            language: place(&self.tags, &filter.language),
            since: filter.since.unwrap_or(i64::MIN),
            until: filter.until.unwrap_or(i64::MAX),
        }
    }
}

/// A filter that knows the places of names; a name that no article has is `Some(None)`.
pub(crate) struct Test {
    category: Option<Option<u32>>,
    language: Option<Option<u32>>,
    since: i64,
    until: i64,
}

impl Test {
    pub(crate) fn in_category(&self, entry: &Entry) -> bool {
        self.category.is_none_or(|wanted| wanted.is_some_and(|place| entry.categories.contains(&place)))
    }

    pub(crate) fn in_language(&self, entry: &Entry) -> bool {
        self.language.is_none_or(|wanted| wanted == Some(entry.language))
    }

    pub(crate) fn in_time(&self, entry: &Entry) -> bool {
        entry.published >= self.since && entry.published < self.until
    }
}

#[derive(Default)]
struct Places {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Places {
    fn of(&mut self, name: String) -> u32 {
        if let Some(place) = self.places.get(&name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.places.insert(name, place);
        place
    }
}
