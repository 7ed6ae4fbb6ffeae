//! How well an article fits what was asked, for all places that search.

use crate::often::often;
use crate::query::{Query, Term};
use crate::word::{Word, words};

/// What of a question an article has. All of its terms are in the article's text or title; this is what else is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// How many terms the title has, with or without the diacritics that were typed.
    pub in_title: u32,
    /// How many of those it has as they were typed.
    pub as_typed_in_title: u32,
    /// Whether the title has all words of the question in their order, one after the other.
    pub together_in_title: bool,
    /// Whether the text has them so.
    pub together: bool,
    /// Whether every word that was typed with diacritics is spelled so somewhere.
    pub as_typed: bool,
    /// Of the [words that it says often](Query::often) how many are said so.
    pub often: u32,
    /// Of the [pairs](Query::pairs) how many are.
    pub pairs: u32,
}

impl Matched {
    /// Where it stands among others: the higher first, and of those with the same the newer. What is spelled as it was typed comes
    /// before what only looks like it; a title with all words, in their order, before one with some, and that before a text; what an article says often before what it says once.
    #[must_use]
    pub fn rank(&self, query: &Query) -> u32 {
        let terms = u32::try_from(query.terms.len()).unwrap_or(1).max(1);
        let words = u32::try_from(query.words().count()).unwrap_or(1).max(1);
        // Where all is spelled as it was typed, a title that only looks like it says nothing.
        let in_title = if self.as_typed { self.as_typed_in_title } else { self.in_title };
        let whole = in_title >= terms;
        u32::from(self.as_typed) * 64
            + in_title * 16 / terms
            + u32::from(whole) * 8
            + u32::from(whole && self.together_in_title) * 12
            + u32::from(self.together && terms > 1) * 6
            + self.often * 4 / words
            + self.pairs * 8 / (words - 1).max(1)
    }

    /// Looks through an article itself, where there is no index. `None` if it does not have all terms.
    #[must_use]
    pub fn of(query: &Query, title: &str, text: &str) -> Option<Self> {
        let (title, text) = (words(title), words(text));
        Self::of_words(query, &title, &text)
    }

    /// As [`of`](Self::of), for words that are known.
    #[must_use]
    pub fn of_words(query: &Query, title: &[Word], text: &[Word]) -> Option<Self> {
        let mut found = Self { as_typed: true, ..Self::default() };
        for term in &query.terms {
            let in_title = has(title, term, false);
            if !in_title && !has(text, term, false) {
                return None;
            }
            found.in_title += u32::from(in_title);
            found.as_typed_in_title += u32::from(in_title && has(title, term, true));
            found.as_typed &= term.spelled().all(|spelled| is_spelled(title, spelled) || is_spelled(text, spelled));
        }
        let all = Term { words: query.words().cloned().collect() };
        found.together_in_title = has(title, &all, false);
        found.together = found.together_in_title || has(text, &all, false);
        let said = often(&title.iter().chain(text).cloned().collect::<Vec<_>>());
        let count = |asked: Vec<String>| asked.iter().filter(|word| said.contains(word)).count();
        found.often = u32::try_from(count(query.often())).unwrap_or(u32::MAX);
        found.pairs = u32::try_from(count(query.pairs())).unwrap_or(u32::MAX);
        Some(found)
    }
}

fn is_spelled(words: &[Word], spelled: &str) -> bool {
    words.iter().any(|word| word.spelled.as_deref() == Some(spelled))
}

/// Whether the words of a term stand next to each other among these.
fn has(words: &[Word], term: &Term, as_typed: bool) -> bool {
    let fits = |window: &[Word]| {
        window.iter().zip(&term.words).all(|(word, asked)| {
            word.folded == asked.folded && (!as_typed || asked.spelled.is_none() || word.spelled == asked.spelled)
        })
    };
    !term.words.is_empty() && words.windows(term.words.len()).any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(typed: &str, title: &str, text: &str) -> Option<u32> {
        let query = Query::read(typed);
        Matched::of(&query, title, text).map(|found| found.rank(&query))
    }

    #[test]
    fn diacritics_are_optional_and_respected() {
        let school = |typed| rank(typed, "Trường học mới", "");
        assert!(school("truong hoc").is_some() && school("trường học").is_some() && school("TRƯỜNG").is_some());
        assert!(school("trường") > rank("trường", "Trưởng khu phố", ""));
        assert!(rank("trường", "Tin", "Một trường học") > rank("trường", "Trưởng khu phố", ""));
        assert_eq!(rank("truong", "Trường", ""), rank("truong", "Trưởng", ""));
        assert_eq!(rank("duong", "Đường", ""), rank("duong", "Dương", ""));
        assert_eq!(school("bệnh viện"), None);
    }

    #[test]
    fn titles_stand_above_texts_and_phrases_above_words() {
        let ranks: Vec<u32> = [
            ("Lịch cúp nước", ""),
            ("Nước: lịch mới khi cúp", ""),
            ("Lịch nước", "Khi cúp"),
            ("Tin", "Có lịch cúp nước"),
            ("Tin", "Nước có lịch khi cúp"),
        ]
        .into_iter()
        .filter_map(|(title, text)| rank("lịch cúp nước", title, text))
        .collect();
        assert_eq!(ranks.len(), 5);
        assert!(ranks.windows(2).all(|pair| pair[0] > pair[1]), "{ranks:?}");
    }

    #[test]
    fn a_phrase_has_to_stand_together() {
        assert!(rank("\"cup nuoc\"", "Cúp nước", "").is_some());
        assert!(rank("\"cup nuoc\"", "Nước bị cúp", "").is_none());
        assert!(rank("12/2026", "Tháng 12-2026", "").is_some());
    }
}
