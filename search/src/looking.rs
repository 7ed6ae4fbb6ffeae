//! Which articles have the words of a question, and how well each fits it.

use crate::article::word_of_category;
use crate::catalogue::Filter;
use crate::index::{Field, Index, Sought};
use crate::matched::Matched;
use crate::query::{Query, Term};

/// Articles that are looked at for one question, the newest, and as many more that have all of it in their title: nobody reads further, and
/// more would take as long as reading them.
pub(crate) const MOST: usize = 2_000;

/// Articles with one of the words that are gone through to see which of those have it, at most.
const MOST_MARKED: usize = 3_000;

/// What has all the words of a question.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    /// The ids, and how well each fits.
    pub(crate) ranks: Vec<(u64, u32)>,
    /// Whether there are more than were looked at.
    pub(crate) more: bool,
}

/// Articles that are looked at.
#[derive(Default)]
struct Candidates {
    all: Vec<(u64, Matched)>,
    /// For each id its place in `all`, from 1; 0 where it is none of them. Ids are given from 1 on, so that this is short.
    places: Vec<u32>,
}

impl Candidates {
    fn add(&mut self, ids: Vec<u64>) {
        for id in ids {
            let at = usize::try_from(id).unwrap_or(usize::MAX);
            if at >= self.places.len() {
                self.places.resize(at.saturating_add(1), 0);
            }
            if let Some(place) = self.places.get_mut(at).filter(|place| **place == 0) {
                self.all.push((id, Matched::default()));
                *place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            }
        }
    }

    fn find(&mut self, id: u64) -> Option<&mut Matched> {
        let place = *self.places.get(usize::try_from(id).ok()?)?;
        self.all.get_mut(usize::try_from(place).ok()?.checked_sub(1)?).map(|(_, matched)| matched)
    }
}

/// How well each article fits that has all terms of a question; `published` tells when one was published. Where there are more than are
/// looked at, `narrow` says which of them are wanted at all.
pub(crate) fn look<E>(
    index: &dyn Index<Error = E>,
    query: &Query,
    narrow: &Filter,
    published: &dyn Fn(u64) -> Option<i64>,
) -> Result<Looked, E> {
    Looking(index).look(query, narrow, published)
}

/// The articles that have all terms of a question, at most so many; nothing for an empty one.
pub(crate) fn having<E>(
    index: &dyn Index<Error = E>,
    query: &Query,
    narrow: &Filter,
    most: usize,
) -> Result<Vec<u64>, E> {
    Looking(index).having(query, narrow, most)
}

/// Through an index.
struct Looking<'i, E>(&'i dyn Index<Error = E>);

impl<E> Looking<'_, E> {
    fn sought(&self, what: (Field, Vec<Vec<String>>), time: &Filter, most: usize) -> Result<Vec<u64>, E> {
        let (since, until) = (time.since.unwrap_or(i64::MIN), time.until.unwrap_or(i64::MAX));
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.0.sought(&Sought { since, until, ..Sought::of(what.0, what.1, most) })
    }

    fn having(&self, query: &Query, narrow: &Filter, most: usize) -> Result<Vec<u64>, E> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut phrases: Vec<_> = query.terms.iter().map(folded).collect();
        phrases.extend(narrow.category.as_deref().map(|slug| vec![word_of_category(slug)]));
        self.sought((Field::Text, phrases), narrow, most)
    }

    fn look(&self, query: &Query, narrow: &Filter, published: &dyn Fn(u64) -> Option<i64>) -> Result<Looked, E> {
        let mut all = self.having(query, &Filter::default(), MOST + 1)?;
        let mut time = Filter::default();
        if all.len() > MOST && *narrow != time {
            all = self.having(query, narrow, MOST + 1)?;
            time = Filter { since: narrow.since, until: narrow.until, ..time };
        }
        let more = all.len() > MOST;
        all.truncate(MOST);
        // Nothing more can be said of nothing.
        let Some(oldest) = all.last() else { return Ok(Looked::default()) };
        // What has one of the words may be ten times as much; only what is as new can be among these.
        let within = Filter { since: time.since.max(published(*oldest)), ..time.clone() };
        let mut candidates = Candidates::default();
        candidates.add(all);
        self.mark_titles(query, &within, &mut candidates)?;
        self.mark_spelling(query, &within, &mut candidates)?;
        self.mark_often(query, &within, &mut candidates)?;
        if more {
            self.add_titles(query, &time, &mut candidates)?;
        }
        let ranks = candidates.all.into_iter().map(|(id, matched)| (id, matched.rank(query)));
        Ok(Looked { ranks: ranks.collect(), more })
    }

    /// Adds what has everything in its title, however old. What its text says often is not looked at: it stands behind the newer ones that
    /// have everything in their titles too.
    fn add_titles(&self, query: &Query, time: &Filter, candidates: &mut Candidates) -> Result<(), E> {
        let phrases: Vec<_> = query.terms.iter().map(folded).collect();
        let mut older = Candidates::default();
        let titles = self.sought((Field::Title, phrases.clone()), time, MOST)?;
        older.add(titles.into_iter().filter(|id| candidates.find(*id).is_none()).collect());
        let terms = u32::try_from(query.terms.len()).unwrap_or(u32::MAX);
        older.all.iter_mut().for_each(|(_, matched)| matched.in_title = terms);
        let spelled = query.terms.iter().flat_map(spelled);
        let spelled: Vec<_> = phrases.into_iter().chain(spelled).collect();
        self.mark((Field::Title, spelled), time, &mut older, |matched| {
            matched.as_typed_in_title = terms;
            matched.as_typed = true;
        })?;
        self.mark((Field::Title, together(query)), time, &mut older, |matched| {
            matched.together_in_title = true;
            matched.together = true;
        })?;
        candidates.all.extend(older.all);
        Ok(())
    }

    /// Marks what `what` is found in.
    fn mark(
        &self,
        what: (Field, Vec<Vec<String>>),
        time: &Filter,
        candidates: &mut Candidates,
        mark: impl Fn(&mut Matched),
    ) -> Result<(), E> {
        for id in self.sought(what, time, MOST_MARKED)? {
            candidates.find(id).into_iter().for_each(&mark);
        }
        Ok(())
    }

    fn mark_titles(&self, query: &Query, time: &Filter, candidates: &mut Candidates) -> Result<(), E> {
        for term in &query.terms {
            let phrases = vec![folded(term)];
            let spelled = spelled(term);
            let as_typed = u32::from(spelled.is_empty());
            self.mark((Field::Title, phrases.clone()), time, candidates, |matched| {
                matched.in_title += 1;
                matched.as_typed_in_title += as_typed;
            })?;
            if !spelled.is_empty() {
                let phrases = phrases.into_iter().chain(spelled).collect();
                self.mark((Field::Title, phrases), time, candidates, |matched| matched.as_typed_in_title += 1)?;
            }
        }
        let together = together(query);
        if query.terms.len() > 1 {
            self.mark((Field::Text, together.clone()), time, candidates, |matched| matched.together = true)?;
            self.mark((Field::Title, together), time, candidates, |matched| matched.together_in_title = true)?;
        } else {
            candidates.all.iter_mut().for_each(|(_, matched)| matched.together_in_title = matched.in_title > 0);
        }
        Ok(())
    }

    fn mark_often(&self, query: &Query, time: &Filter, candidates: &mut Candidates) -> Result<(), E> {
        for word in query.often() {
            self.mark((Field::Often, vec![vec![word]]), time, candidates, |matched| matched.often += 1)?;
        }
        for pair in query.pairs() {
            self.mark((Field::Often, vec![vec![pair]]), time, candidates, |matched| matched.pairs += 1)?;
        }
        Ok(())
    }

    fn mark_spelling(&self, query: &Query, time: &Filter, candidates: &mut Candidates) -> Result<(), E> {
        let all: Vec<_> = query.terms.iter().flat_map(spelled).collect();
        if all.is_empty() {
            candidates.all.iter_mut().for_each(|(_, matched)| matched.as_typed = true);
            return Ok(());
        }
        self.mark((Field::Text, all), time, candidates, |matched| matched.as_typed = true)
    }
}

/// All words of a question, one after the other.
fn together(query: &Query) -> Vec<Vec<String>> {
    vec![query.words().map(|word| word.folded.clone()).collect()]
}

pub(crate) fn folded(term: &Term) -> Vec<String> {
    term.words.iter().map(|word| word.folded.clone()).collect()
}

/// Each by itself: between them there may be words that are spelled without diacritics, which are kept elsewhere.
fn spelled(term: &Term) -> Vec<Vec<String>> {
    term.spelled().map(|word| vec![word.to_owned()]).collect()
}
