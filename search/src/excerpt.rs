//! The part of a text that is shown for a question, with its words marked.

use crate::query::Query;
use crate::word::{Word, words};

/// Words of an excerpt.
const WORDS: usize = 38;

/// Words before the first that was asked for, at most.
const BEFORE: usize = 8;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}

/// A whole text, as a title is, with what was asked for marked.
#[must_use]
pub fn marked(text: &str, query: &Query) -> Vec<Piece> {
    let words = words(text);
    let asked = asked(&words, query);
    pieces(text, (0, text.len()), &words, &asked)
}

/// Some forty words of a text, where most of what was asked for stands close together; its beginning where nothing of it does.
#[must_use]
pub fn excerpt(text: &str, query: &Query) -> Vec<Piece> {
    let words = words(text);
    let asked = asked(&words, query);
    let first = best(&asked);
    // A short text is shown whole.
    let first = first.filter(|_| words.len() > WORDS);
    let from = first.map_or(0, |first| beginning(text, &words, first));
    let Some(part) = words.get(from..).map(|rest| rest.get(..WORDS).unwrap_or(rest)) else { return Vec::new() };
    let (Some(begin), Some(end)) = (part.first(), part.last()) else { return Vec::new() };
    let whole = from + part.len() == words.len();
    let start = if from == 0 { 0 } else { begin.start };
    let end = if whole { text.trim_end().len() } else { end.end };
    let mut pieces = pieces(text, (start, end), &words, &asked);
    if from > 0 {
        put(&mut pieces, true, "… ");
    }
    if !whole {
        put(&mut pieces, false, " …");
    }
    pieces
}

fn put(pieces: &mut Vec<Piece>, at_the_beginning: bool, text: &str) {
    let plain = if at_the_beginning { pieces.first_mut() } else { pieces.last_mut() }.filter(|piece| !piece.marked);
    match plain {
        Some(piece) if at_the_beginning => piece.text.insert_str(0, text),
        Some(piece) => piece.text.push_str(text),
        None => {
            let piece = Piece { text: text.to_owned(), marked: false };
            let at = if at_the_beginning { 0 } else { pieces.len() };
            pieces.insert(at, piece);
        }
    }
}

/// For each word which one of the question it is, if any: as it was typed where the text has it so, else whatever looks like it.
fn asked(words: &[Word], query: &Query) -> Vec<Option<usize>> {
    let all: Vec<_> = query.words().collect();
    let is_there: Vec<bool> = all
        .iter()
        .map(|asked| asked.spelled.is_some() && words.iter().any(|word| word.spelled == asked.spelled))
        .collect();
    let which = |word: &Word| {
        let fits = |(asked, is_there): (&&crate::Asked, &bool)| {
            word.folded == asked.folded && (!is_there || word.spelled == asked.spelled)
        };
        all.iter().zip(&is_there).position(fits)
    };
    words.iter().map(which).collect()
}

/// The word with which the stretch begins that has the most of the question, the earliest of several.
fn best(asked: &[Option<usize>]) -> Option<usize> {
    let mut best = None;
    for (at, which) in asked.iter().enumerate() {
        if which.is_none() {
            continue;
        }
        let stretch = asked.get(at..).map(|rest| rest.get(..WORDS - BEFORE).unwrap_or(rest)).unwrap_or_default();
        let mut seen: Vec<usize> = stretch.iter().flatten().copied().collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        // The closer they stand, the better.
        let score = (seen.len(), all.min(2 * seen.len()));
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Where an excerpt begins that is to show a word: with its sentence if that is near, else some words before.
fn beginning(text: &str, words: &[Word], shown: usize) -> usize {
    let earliest = shown.saturating_sub(BEFORE);
    let begins = |at: &usize| {
        let gap = at.checked_sub(1).and_then(|before| Some((words.get(before)?.end, words.get(*at)?.start)));
        gap.is_none_or(|(end, start)| {
            text.get(end..start).is_some_and(|gap| gap.contains(['.', '!', '?', ':', ';', '\n']))
        })
    };
    (earliest..=shown).rfind(begins).unwrap_or(earliest)
}

/// A part of a text; marked words that only have spaces between them are one piece.
fn pieces(text: &str, (from, to): (usize, usize), words: &[Word], asked: &[Option<usize>]) -> Vec<Piece> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (word, _) in
        words.iter().zip(asked).filter(|(word, which)| which.is_some() && word.start >= from && word.end <= to)
    {
        match ranges.last_mut() {
            Some((_, end)) if text.get(*end..word.start).is_some_and(|gap| gap.trim().is_empty()) => *end = word.end,
            _ => ranges.push((word.start, word.end)),
        }
    }
    let mut pieces = Vec::new();
    let mut at = from;
    let mut push = |from: usize, to: usize, marked: bool| {
        let text = text.get(from..to).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), marked });
        }
    };
    for (start, end) in ranges {
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, to, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|Piece { text, marked }| if *marked { format!("[{text}]") } else { text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_as_they_were_typed_where_they_stand_so() {
        let marks = |text, typed| shown(&marked(text, &Query::read(typed)));
        assert_eq!(marks("Trường học của trưởng khu", "truong hoc"), "[Trường học] của [trưởng] khu");
        assert_eq!(marks("Trường học của trưởng khu", "trường"), "[Trường] học của trưởng khu");
        assert_eq!(marks("Trưởng khu", "trường"), "[Trưởng] khu");
        assert_eq!(marks("“Nước” sạch.", "nuoc"), "“[Nước]” sạch.");
        assert_eq!(marks("", "nuoc"), "");
    }

    #[test]
    fn an_excerpt_is_where_the_most_is() {
        let filler = "Mở đầu có nước. ".to_owned() + &"Câu này nói chuyện khác. ".repeat(20);
        let text = filler.clone() + "Ngày mai có lịch cúp nước tại khu phố 3, từ 8 giờ. " + &filler;
        let found = shown(&excerpt(&text, &Query::read("lich cup nuoc")));
        assert!(found.starts_with("… Ngày mai có [lịch cúp nước] tại khu phố 3") && found.ends_with(" …"), "{found}");
        assert_eq!(shown(&excerpt("Chỉ một câu.", &Query::read("khac"))), "Chỉ một câu.");
        assert_eq!(excerpt("", &Query::read("a")), []);
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_part_of_the_text(text in "([a-zàếđ]{1,8}[ .,]{1,2}){0,120}", typed in "[a-zàếđ]{1,3} [a-z]{1,2}") {
            let query = Query::read(&typed);
            let whole: String = excerpt(&text, &query).into_iter().map(|piece| piece.text).collect();
            prop_assert!(text.contains(whole.trim_start_matches("… ").trim_end_matches(" …")), "{:?}", whole);
            let all: String = marked(&text, &query).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(all, text);
        }
    }
}
