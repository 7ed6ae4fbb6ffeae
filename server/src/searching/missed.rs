//! Questions that found nothing, in memory until so many visitors have asked them on one day that no single one can be told from it.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use bantin_search::{Asked, Query};

/// Visitors of one day who must have asked the same before it is written anywhere.
pub const ENOUGH: usize = 5;

/// Words of a question, at most: longer ones are sentences, which may say who wrote them.
const MOST_WORDS: usize = 8;

/// Digits of a word, at most: more are numbers of telephones and identity cards.
const MOST_DIGITS: usize = 5;

/// Digits of neighbouring words of digits alone, at most: dates have eight, telephones nine and more, whichever way they are written.
const MOST_DIGITS_IN_A_ROW: usize = 8;

/// Questions of one site on one day, at most.
const MOST_QUESTIONS: usize = 2_000;

/// Visitors of one question, at most; further ones are not told apart, and not counted.
const MOST_VISITORS: usize = 1_000;

/// What can be kept of a question that found nothing: its words without diacritics, one space between two. `None` for what nobody but
/// its visitor should know.
#[must_use]
pub fn kept(query: &Query) -> Option<String> {
    let words: Vec<&Asked> = query.words().collect();
    let digits = |word: &Asked| word.folded.bytes().filter(u8::is_ascii_digit).count();
    let rows = words.split(|word| digits(word) < word.folded.len());
    let is_number = words.iter().any(|word| digits(word) > MOST_DIGITS)
        || rows.into_iter().any(|row| row.iter().map(|word| digits(word)).sum::<usize>() > MOST_DIGITS_IN_A_ROW);
    if words.is_empty() || words.len() > MOST_WORDS || is_number {
        return None;
    }
    Some(words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" "))
}

/// Who has asked what today. Lives in memory alone.
#[derive(Debug, Default)]
pub struct Missed(Mutex<HashMap<String, Today>>);

/// Of each question the visitors who have asked it.
#[derive(Debug, Default)]
struct Today {
    day: i64,
    questions: HashMap<String, HashSet<[u8; 16]>>,
}

impl Missed {
    /// A visitor has asked on this day of the site what found nothing. How many visitors are to be added to those that are written down:
    /// nothing at first, then all at once, from then on each that is new.
    pub fn ask(&self, site: &str, day: i64, words: &str, visitor: [u8; 16]) -> Option<u64> {
        let mut sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Zones differ by a day at most.
        sites.retain(|_, today| today.day >= day - 1);
        let today = sites.entry(site.to_owned()).or_default();
        if today.day != day {
            *today = Today { day, ..Today::default() };
        }
        if today.questions.len() >= MOST_QUESTIONS && !today.questions.contains_key(words) {
            return None;
        }
        let visitors = today.questions.entry(words.to_owned()).or_default();
        if visitors.len() >= MOST_VISITORS || !visitors.insert(visitor) {
            return None;
        }
        match visitors.len() {
            few if few < ENOUGH => None,
            ENOUGH => u64::try_from(ENOUGH).ok(),
            _ => Some(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_have_asked_is_written_nowhere() {
        let missed = Missed::default();
        let ask = |day: i64, visitor: u8| missed.ask("demo", day, "sua duong", [visitor; 16]);
        let first: Vec<_> = [1, 2, 2, 3, 4].into_iter().map(|visitor| ask(7, visitor)).collect();
        assert_eq!(first, [None; 5], "one of them has asked twice");
        assert_eq!((ask(7, 5), ask(7, 5), ask(7, 6)), (Some(5), None, Some(1)));
        assert_eq!(ask(8, 9), None, "a new day begins anew");
        assert_eq!(missed.ask("other", 7, "sua duong", [9; 16]), None);
    }

    #[test]
    fn no_more_is_remembered_than_fits() {
        let missed = Missed::default();
        for question in 0..MOST_QUESTIONS {
            missed.ask("demo", 7, &format!("q{question}"), [1; 16]);
        }
        for visitor in 0..20 {
            assert_eq!(missed.ask("demo", 7, "one more", [visitor; 16]), None);
        }
        assert_eq!((2..=5).filter_map(|visitor| missed.ask("demo", 7, "q0", [visitor; 16])).last(), Some(5));
    }

    #[test]
    fn what_may_say_who_asks_is_not_kept() {
        let kept = |typed: &str| kept(&Query::read(typed));
        assert_eq!(kept("Sửa  ĐƯỜNG \"hẻm 27\"").as_deref(), Some("sua duong hem 27"));
        assert_eq!(kept("0912345678"), None);
        assert_eq!((kept("goi 0912 345 678"), kept("0912.345.678"), kept("cccd 079123")), (None, None, None));
        assert_eq!(kept("lich 01/01/2026").as_deref(), Some("lich 01 01 2026"));
        assert_eq!(kept("toi muon hoi ve giay to nha dat cua toi"), None);
        assert_eq!(kept("  "), None);
    }
}
