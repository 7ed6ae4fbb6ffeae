//! Words that an article says again and again: what it is about.
//!
//! How often a word stands in a text is told in steps, so that every index can tell it by sets of articles alone, and the same question is
//! answered alike by each.

use crate::query::Query;
use crate::word::Word;
use std::collections::HashMap;

/// A word that stands there so often is said often.
const OFTEN: usize = 3;

/// So often, very often.
const VERY_OFTEN: usize = 8;

/// Two words that stand next to each other so often belong together: most words of Vietnamese have two syllables.
const TOGETHER: usize = 2;

/// What an article says often, as words of an index: a word, folded or spelled; with `=` behind it one that is said very often; two
/// that stand together, folded, with `=` between them.
#[must_use]
pub fn often(words: &[Word]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(words.len());
    for word in words {
        *counts.entry(&word.folded).or_default() += 1;
        if let Some(spelled) = &word.spelled {
            *counts.entry(spelled).or_default() += 1;
        }
    }
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::with_capacity(words.len());
    for pair in words.windows(2) {
        if let [one, other] = pair {
            *pairs.entry((&one.folded, &other.folded)).or_default() += 1;
        }
    }
    let mut often = Vec::new();
    for (word, count) in counts {
        if count >= OFTEN {
            often.push(word.to_owned());
        }
        if count >= VERY_OFTEN {
            often.push(very(word));
        }
    }
    let together = pairs.into_iter().filter(|(_, count)| *count >= TOGETHER);
    often.extend(together.map(|((one, other), _)| pair(one, other)));
    often.sort_unstable();
    often
}

fn very(word: &str) -> String {
    format!("{word}=")
}

fn pair(one: &str, other: &str) -> String {
    format!("{one}={other}")
}

/// The words of [`often`] that a question asks for, each in two steps.
pub(crate) fn asked_words(query: &Query) -> Vec<String> {
    let own = query.words().map(|word| word.spelled.as_ref().unwrap_or(&word.folded));
    own.flat_map(|word| [word.clone(), very(word)]).collect()
}

/// The pairs of [`often`] that it asks for.
pub(crate) fn asked_pairs(query: &Query) -> Vec<String> {
    let next = query.words().skip(1);
    query.words().zip(next).map(|(one, other)| pair(&one.folded, &other.folded)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::words;

    #[test]
    fn what_is_said_again_is_what_it_is_about() {
        let text = "Văn thư ở phường. Văn thư giữ dấu, dấu và dấu.";
        assert_eq!(often(&words(text)), ["=daaus", "dau", "van=thu"]);
        assert_eq!(often(&words(&"rác. ".repeat(8)))[..2], ["=racs", "=racs="]);
        assert_eq!(often(&[]), [] as [&str; 0]);
    }

    #[test]
    fn a_question_asks_for_the_same_words() {
        let query = Query::read("văn thu");
        assert_eq!(asked_words(&query), ["=vawn", "=vawn=", "thu", "thu="]);
        assert_eq!(asked_pairs(&query), ["van=thu"]);
    }
}
