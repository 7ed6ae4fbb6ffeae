//! What is asked for: words, and words that have to stand together.

use crate::often;
use crate::word::{Word, words};

/// Words that are looked for, at most; the others of a longer question are left out.
pub const MOST_WORDS: usize = 16;

/// Characters of a question that are looked at, at most.
const MOST_CHARACTERS: usize = 400;

/// Two of them, or one on each side, hold a phrase.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// A word that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// As it was typed.
    pub typed: String,
    /// Without diacritics.
    pub folded: String,
    /// As it is spelled, where it was typed with diacritics.
    pub spelled: Option<String>,
}

/// One word, or several that have to stand next to each other in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Term {
    /// At least one.
    pub words: Vec<Asked>,
}

/// What somebody asks for: all of its terms. Empty, it asks for nothing.
///
/// ```
/// let query = bantin_search::Query::read("lịch \"cúp nước\" 12/2026");
/// let folded: Vec<String> = query.terms.iter().map(|term| term.folded()).collect();
/// assert_eq!(folded, ["lich", "cup nuoc", "12 2026"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// No two of them alike.
    pub terms: Vec<Term>,
}

impl Query {
    /// Reads what was typed. Words in quotes have to stand together, and so have those that have no space between them
    /// (`26/2020/TT-BTTTT`). No text is wrong.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let typed: String = typed.chars().take(MOST_CHARACTERS).collect();
        let mut query = Self::default();
        for (at, part) in typed.split(QUOTES).enumerate() {
            if at % 2 == 1 {
                query.add(part);
            } else {
                part.split_whitespace().for_each(|part| query.add(part));
            }
        }
        query
    }

    fn add(&mut self, part: &str) {
        let known: usize = self.terms.iter().map(|term| term.words.len()).sum();
        let asked = |Word { start, end, folded, spelled }| {
            let typed = part.get(start..end).unwrap_or_default().to_owned();
            Asked { typed, folded, spelled }
        };
        let words: Vec<_> = words(part).into_iter().take(MOST_WORDS - known.min(MOST_WORDS)).map(asked).collect();
        let is_known = self.terms.iter().any(|term| term.is_like(&words));
        if !words.is_empty() && !is_known {
            self.terms.push(Term { words });
        }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// All its words, in their order.
    pub fn words(&self) -> impl Iterator<Item = &Asked> {
        self.terms.iter().flat_map(|term| &term.words)
    }

    /// What an article says often that is about this: each word in two steps, as an index has them.
    #[must_use]
    pub fn often(&self) -> Vec<String> {
        often::asked_words(self)
    }

    /// Its words by twos, as an index has those that stand together often.
    #[must_use]
    pub fn pairs(&self) -> Vec<String> {
        often::asked_pairs(self)
    }

    /// How it can be typed again: one space between two terms, phrases in quotes.
    #[must_use]
    pub fn text(&self) -> String {
        let term = |term: &Term| {
            let words: Vec<&str> = term.words.iter().map(|word| word.typed.as_str()).collect();
            if words.len() > 1 { format!("\"{}\"", words.join(" ")) } else { words.concat() }
        };
        self.terms.iter().map(term).collect::<Vec<_>>().join(" ")
    }

    /// The same question with a word put in the place of every word like `of`.
    #[must_use]
    pub fn with(&self, of: &Asked, instead: &str) -> Self {
        let mut query = self.clone();
        for term in &mut query.terms {
            for word in term.words.iter_mut().filter(|word| word.folded == of.folded) {
                if let Some(new) = words(instead).into_iter().next() {
                    *word = Asked { typed: instead.to_owned(), folded: new.folded, spelled: new.spelled };
                }
            }
        }
        query
    }
}

impl Term {
    fn is_like(&self, words: &[Asked]) -> bool {
        let pairs = || self.words.iter().zip(words);
        self.words.len() == words.len()
            && pairs().all(|(one, other)| one.folded == other.folded && one.spelled == other.spelled)
    }

    /// Its words without diacritics, one space between two.
    #[must_use]
    pub fn folded(&self) -> String {
        self.words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Those of its words that were typed with diacritics, as they are spelled.
    pub fn spelled(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter_map(|word| word.spelled.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(typed: &str) -> Vec<String> {
        Query::read(typed).terms.iter().map(Term::folded).collect()
    }

    #[test]
    fn words_and_phrases() {
        assert_eq!(terms("  Trường   HỌC "), ["truong", "hoc"]);
        assert_eq!(terms("“giấy khai sinh” cho con"), ["giay khai sinh", "cho", "con"]);
        assert_eq!(terms("«a b» \"chưa đóng lại"), ["a b", "chua dong lai"]);
        assert_eq!(terms("học học hoc"), ["hoc", "hoc"], "typed with and without, it is two things");
        assert_eq!(terms("\"\" , – !"), [] as [&str; 0]);
        assert_eq!(terms(&"a b c d e f g h i j k l m n o p q r s t".repeat(9)).len(), MOST_WORDS);
    }

    #[test]
    fn a_word_is_replaced_wherever_it_stands() {
        let query = Query::read("\"truwowngf hoc\" o truwowngf");
        let of = query.words().next().unwrap().clone();
        assert_eq!(query.with(&of, "trường").text(), "\"trường hoc\" o trường");
    }

    proptest! {
        #[test]
        fn any_text_is_a_question_that_can_be_typed_again(typed in "(\\PC|[\"“” a-zấ]){0,60}") {
            let query = Query::read(&typed);
            let again = Query::read(&query.text());
            let forms = |query: &Query| query.terms.iter().map(|term| term.words.iter().map(|word| (word.folded.clone(), word.spelled.clone())).collect::<Vec<_>>()).collect::<Vec<_>>();
            prop_assert_eq!(forms(&again), forms(&query));
        }
    }
}
