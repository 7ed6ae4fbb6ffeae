//! What somebody may have meant whose question finds nothing.

use crate::asking::only_asks;
use crate::catalogue::Filter;
use crate::index::{Field, Index, Sought};
use crate::keystrokes::read_keystrokes;
use crate::looking::{folded, having};
use crate::mistakes::one_mistake_away;
use crate::query::{Asked, Query, Term};
use crate::word::words;

/// A word in more articles than these is known well enough.
const ENOUGH: u64 = 50;

/// Words that are put right in one question, at most.
const MOST_WORDS: usize = 4;

/// Another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// It.
    pub query: Query,
    /// Words of the former that it leaves out, as they were typed.
    pub left_out: Vec<String>,
}

/// What may have been meant by a question: keystrokes that no driver has read, words with one mistake, two words without the space
/// between them; and where that finds nothing, a question with fewer words. `None` where nothing helps.
pub(crate) fn offer<E>(index: &dyn Index<Error = E>, query: &Query) -> Result<Option<Offer>, E> {
    Offering(index).offer(query)
}

/// Through an index.
struct Offering<'i, E>(&'i dyn Index<Error = E>);

impl<E> Offering<'_, E> {
    fn offer(&self, query: &Query) -> Result<Option<Offer>, E> {
        let righted = self.righted(query)?;
        if righted != *query && self.finds(&righted)? {
            return Ok(Some(Offer { query: righted, left_out: Vec::new() }));
        }
        self.shortened(&righted)
    }

    fn finds(&self, query: &Query) -> Result<bool, E> {
        Ok(!having(self.0, query, &Filter::default(), 1)?.is_empty())
    }

    fn counts(&self, words: &[String]) -> Result<Vec<u64>, E> {
        self.0.words_known(words, ENOUGH)
    }

    /// The question with every word that no article has put right, if it can be.
    fn righted(&self, query: &Query) -> Result<Query, E> {
        let words: Vec<String> = query.words().map(|word| word.folded.clone()).collect();
        let counts = self.counts(&words)?;
        let mut righted = query.clone();
        let unknown = query.words().zip(counts).filter(|(_, count)| *count == 0).map(|(word, _)| word);
        for word in unknown.take(MOST_WORDS) {
            if let Some(meant) = self.meant(word)? {
                righted = righted.with(word, &meant);
            }
        }
        // What was two words without a space is two terms now.
        Ok(Query::read(&righted.text()))
    }

    /// The word, or the words, that this one may have been meant to be.
    fn meant(&self, word: &Asked) -> Result<Option<String>, E> {
        if let Some(read) = read_keystrokes(&word.typed) {
            let folded = words(&read).into_iter().map(|word| word.folded).collect::<Vec<_>>();
            if self.counts(&folded)?.iter().any(|count| *count > 0) {
                return Ok(Some(read));
            }
        }
        let candidates = one_mistake_away(&word.folded);
        let counts = self.counts(&candidates)?;
        // Of words as frequent as each other the one that begins alike: first letters are seldom mistaken.
        let alike = |candidate: &str| {
            candidate.bytes().zip(word.folded.bytes()).take_while(|(one, other)| one == other).count()
        };
        let best = candidates.iter().zip(counts).filter(|(_, count)| *count > 0);
        if let Some((best, _)) = best.max_by_key(|(candidate, count)| (*count, alike(candidate))) {
            return Ok(Some(best.clone()));
        }
        self.two_words(&word.folded)
    }

    /// Two words that stand next to each other somewhere, and make this one without the space between them.
    fn two_words(&self, word: &str) -> Result<Option<String>, E> {
        let mut best: Option<(usize, String)> = None;
        for (at, _) in word.char_indices().skip(1) {
            let (one, other) = word.split_at(at);
            let phrase = vec![vec![one.to_owned(), other.to_owned()]];
            let found = self.0.sought(&Sought::of(Field::Text, phrase, ENOUGH))?.len();
            if found > best.as_ref().map_or(0, |(known, _)| *known) {
                best = Some((found, format!("{one} {other}")));
            }
        }
        Ok(best.map(|(_, words)| words))
    }

    /// The question without those of its terms that say the least, as few of them as it takes: first all that only ask, then what is
    /// nowhere, then what is everywhere; of those that say something half are kept at least.
    fn shortened(&self, query: &Query) -> Result<Option<Offer>, E> {
        let says = |term: &&Term| !term.words.iter().all(only_asks);
        let saying = Query { terms: query.terms.iter().filter(says).cloned().collect() };
        let mut counted = Vec::new();
        for (place, term) in saying.terms.iter().enumerate() {
            let one = Sought::of(Field::Text, vec![folded(term)], 1_000);
            let count = self.0.sought(&one)?.len();
            counted.push((place, count));
        }
        counted.sort_by_key(|(place, count)| (*count == 0, *count, *place));
        for kept in (saying.terms.len().div_ceil(2)..=saying.terms.len()).rev() {
            let kept = counted.get(..kept).unwrap_or_default();
            let is_kept = |place: usize| kept.iter().any(|(known, _)| *known == place);
            let terms = saying.terms.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, term)| term.clone());
            let shorter = Query { terms: terms.collect() };
            if shorter.terms.len() < query.terms.len() && self.finds(&shorter)? {
                let left_out = query.terms.iter().filter(|term| !shorter.terms.contains(term));
                let left_out = left_out.flat_map(|term| &term.words).map(|word| word.typed.clone()).collect();
                return Ok(Some(Offer { query: shorter, left_out }));
            }
        }
        Ok(None)
    }
}
