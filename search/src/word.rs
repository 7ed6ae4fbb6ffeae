//! The words of a text.

use crate::letter::{Character, Shape, Tone};

/// A word is cut here: longer ones are addresses and the like.
const LONGEST: usize = 60;

/// A word of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Without diacritics, in lower case: `truong`.
    pub folded: String,
    /// With them, as keystrokes: `=truwowngf`; `None` where it has none.
    pub spelled: Option<String>,
}

/// The words of a text, in their order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut making = Making::default();
    for (at, c) in text.char_indices() {
        let character = Character::of(c);
        if character == Character::Gap {
            words.extend(making.end(at));
        } else {
            making.take(at, character);
        }
    }
    words.extend(making.end(text.len()));
    words
}

#[derive(Default)]
struct Making {
    start: Option<usize>,
    folded: String,
    spelled: String,
    has_marks: bool,
    tone: Option<Tone>,
}

impl Making {
    fn take(&mut self, at: usize, character: Character) {
        // A mark without a letter is none.
        if self.folded.is_empty() && !matches!(character, Character::Letter(_)) {
            return;
        }
        if self.start.is_none() {
            // Syllables have six letters at most, and as keystrokes ten.
            *self = Self {
                start: Some(at),
                folded: String::with_capacity(8),
                spelled: String::with_capacity(12),
                ..Self::default()
            };
            self.spelled.push('=');
        }
        if self.folded.len() >= LONGEST {
            return;
        }
        match character {
            Character::Letter(letter) => {
                self.folded.push(letter.base);
                self.spelled.push(letter.base);
                self.shape(letter.shape);
                self.tone(letter.tone);
            }
            Character::Shape(shape) => self.shape(shape),
            Character::Tone(tone) => self.tone(tone),
            Character::Silent | Character::Gap => {}
        }
    }

    fn shape(&mut self, shape: Shape) {
        let last = self.folded.bytes().last().unwrap_or_default();
        if let Some(key) = shape.key(last) {
            self.spelled.push(char::from(key));
            self.has_marks = true;
        }
    }

    /// Only a vowel carries one: over other letters the same marks mean something else.
    fn tone(&mut self, tone: Tone) {
        if tone != Tone::Level && self.folded.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) {
            self.tone = Some(tone);
            self.has_marks = true;
        }
    }

    fn end(&mut self, at: usize) -> Option<Word> {
        let Self { start, folded, mut spelled, has_marks, tone } = std::mem::take(self);
        let start = start?;
        spelled.extend(tone.and_then(Tone::key).map(char::from));
        let spelled = has_marks.then_some(spelled);
        Some(Word { start, end: at, folded, spelled })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<(String, Option<String>)> {
        words(text).into_iter().map(|word| (word.folded, word.spelled)).collect()
    }

    fn shown(text: &str) -> String {
        forms(text).into_iter().map(|(folded, spelled)| spelled.unwrap_or(folded)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_has_two_forms() {
        assert_eq!(
            forms("Trường ĐH số 2"),
            [
                ("truong".into(), Some("=truwowngf".into())),
                ("dh".into(), Some("=ddh".into())),
                ("so".into(), Some("=soos".into())),
                ("2".into(), None),
            ]
        );
        assert_eq!(shown("hoà bình, Hòa Bình"), "=hoaf =binhf =hoaf =binhf");
        assert_eq!(shown("26/2020/TT-BTTTT “café” 10.000"), "26 2020 tt btttt =cafes 10 000");
        assert_eq!(forms("  \u{301} – 🎉 "), []);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Xã Tân Lập.";
        let found: Vec<&str> = words(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(found, ["Xã", "Tân", "Lập"]);
    }

    proptest! {
        #[test]
        fn composed_or_not_it_is_the_same(text in "[a-zA-Z0-9 àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĐẤỆỠỮ.]{0,40}") {
            let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
            let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&text);
            prop_assert_eq!(forms(&composed), forms(&decomposed));
        }

        #[test]
        fn any_text_has_words_where_they_are_said_to_be(text in "\\PC{0,80}") {
            let mut before = 0;
            for word in words(&text) {
                prop_assert!(word.start >= before && word.end > word.start && !word.folded.is_empty());
                prop_assert!(text.get(word.start..word.end).is_some());
                prop_assert!(!word.folded.contains(' '));
                before = word.end;
            }
        }

        #[test]
        fn a_folded_word_folds_to_itself(text in "\\PC{0,40}") {
            for word in words(&text) {
                let again = words(&word.folded);
                prop_assert_eq!(again.len(), 1);
                prop_assert_eq!(&again[0].folded, &word.folded);
            }
        }
    }
}
