//! Which articles have the words of a question, and how well each fits it.

use std::collections::HashMap;

use bantin_search::{Matched, Query, Term};

use super::catalogue::Filter;
use super::words::word_of_category;
use crate::store::{Field, Sought, Store, StoreError};

/// Articles that are looked at for one question, the newest: nobody reads further, and more would take as long as reading them.
pub(super) const MOST: usize = 10_000;

/// One site of a store.
#[derive(Clone, Copy)]
pub(super) struct Shelf<'s> {
    pub(super) store: &'s dyn Store,
    pub(super) site: &'s str,
}

/// What has all the words of a question.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// The ids, and how well each fits.
    pub(super) ranks: Vec<(u64, u32)>,
    /// Whether there are more than were looked at.
    pub(super) more: bool,
}

impl Shelf<'_> {
    fn sought(&self, field: Field, phrases: Vec<Vec<String>>, narrow: &Filter) -> Result<Vec<u64>, StoreError> {
        let most = u64::try_from(MOST + 1).unwrap_or(u64::MAX);
        let (since, until) = (narrow.since.unwrap_or(i64::MIN), narrow.until.unwrap_or(i64::MAX));
        self.store.sought(self.site, &Sought { since, until, ..Sought::of(field, phrases, most) })
    }

    /// The articles that have all terms of a question; nothing for an empty one.
    pub(super) fn having(&self, query: &Query, narrow: &Filter) -> Result<Vec<u64>, StoreError> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut phrases: Vec<_> = query.terms.iter().map(folded).collect();
        phrases.extend(narrow.category.as_deref().map(|slug| vec![word_of_category(slug)]));
        self.sought(Field::Text, phrases, narrow)
    }

    /// How well each of them fits. Where there are more than are looked at, `narrow` says which of them are wanted at all.
    pub(super) fn look(&self, query: &Query, narrow: &Filter) -> Result<Looked, StoreError> {
        let mut all = self.having(query, &Filter::default())?;
        let mut more = all.len() > MOST;
        let mut within = Filter::default();
        if more && *narrow != within {
            within = narrow.clone();
            all = self.having(query, &within)?;
            more = all.len() > MOST;
        }
        all.truncate(MOST);
        // Nothing more can be said of nothing.
        if all.is_empty() {
            return Ok(Looked::default());
        }
        let time = Filter { since: within.since, until: within.until, ..Filter::default() };
        let mut found: HashMap<u64, Matched> = all.iter().map(|id| (*id, Matched::default())).collect();
        self.mark_titles(query, &time, &mut found)?;
        self.mark_spelling(query, &time, &mut found)?;
        self.mark_often(query, &time, &mut found)?;
        let rank = |id: &u64| (*id, found.get(id).map_or(0, |matched| matched.rank(query)));
        Ok(Looked { ranks: all.iter().map(rank).collect(), more })
    }

    /// Marks what `phrases` are found in.
    fn mark(
        &self,
        (field, phrases): (Field, Vec<Vec<String>>),
        time: &Filter,
        found: &mut HashMap<u64, Matched>,
        mark: impl Fn(&mut Matched),
    ) -> Result<(), StoreError> {
        for id in self.sought(field, phrases, time)? {
            found.get_mut(&id).into_iter().for_each(&mark);
        }
        Ok(())
    }

    fn mark_titles(&self, query: &Query, time: &Filter, found: &mut HashMap<u64, Matched>) -> Result<(), StoreError> {
        for term in &query.terms {
            let phrases = vec![folded(term)];
            let spelled = spelled(term);
            let as_typed = u32::from(spelled.is_empty());
            self.mark((Field::Title, phrases.clone()), time, found, |matched| {
                matched.in_title += 1;
                matched.as_typed_in_title += as_typed;
            })?;
            if !spelled.is_empty() {
                let phrases = phrases.into_iter().chain(spelled).collect();
                self.mark((Field::Title, phrases), time, found, |matched| matched.as_typed_in_title += 1)?;
            }
        }
        let together = vec![query.words().map(|word| word.folded.clone()).collect::<Vec<_>>()];
        if query.terms.len() > 1 {
            self.mark((Field::Text, together.clone()), time, found, |matched| matched.together = true)?;
            self.mark((Field::Title, together), time, found, |matched| matched.together_in_title = true)?;
        } else {
            found.values_mut().for_each(|matched| matched.together_in_title = matched.in_title > 0);
        }
        Ok(())
    }

    fn mark_often(&self, query: &Query, time: &Filter, found: &mut HashMap<u64, Matched>) -> Result<(), StoreError> {
        for word in query.often() {
            self.mark((Field::Often, vec![vec![word]]), time, found, |matched| matched.often += 1)?;
        }
        for pair in query.pairs() {
            self.mark((Field::Often, vec![vec![pair]]), time, found, |matched| matched.pairs += 1)?;
        }
        Ok(())
    }

    fn mark_spelling(&self, query: &Query, time: &Filter, found: &mut HashMap<u64, Matched>) -> Result<(), StoreError> {
        let all: Vec<_> = query.terms.iter().flat_map(spelled).collect();
        if all.is_empty() {
            found.values_mut().for_each(|matched| matched.as_typed = true);
            return Ok(());
        }
        self.mark((Field::Text, all), time, found, |matched| matched.as_typed = true)
    }
}

fn folded(term: &Term) -> Vec<String> {
    term.words.iter().map(|word| word.folded.clone()).collect()
}

/// Each by itself: between them there may be words that are spelled without diacritics, which are kept elsewhere.
fn spelled(term: &Term) -> Vec<Vec<String>> {
    term.spelled().map(|word| vec![word.to_owned()]).collect()
}
