//! Keystrokes of Telex and VNI that no keyboard driver has read.

use crate::letter::{Character, Letter, Shape, Tone};
use crate::syllable::Syllable;

/// Longest syllable in keystrokes: `nghieengf` and a few to spare.
const LONGEST: usize = 12;

/// What somebody meant who typed a syllable's keystrokes without a driver that reads them: `truwowngf` and `tru7o7ng2` are
/// *trường*. `None` where they mean no syllable of Vietnamese, or nothing else than they say.
///
/// ```
/// assert_eq!(bantin_search::read_keystrokes("truwongf").as_deref(), Some("trường"));
/// assert_eq!(bantin_search::read_keystrokes("windows"), None);
/// ```
#[must_use]
pub fn read_keystrokes(word: &str) -> Option<String> {
    if word.chars().count() > LONGEST {
        return None;
    }
    let has_digits = word.bytes().any(|byte| byte.is_ascii_digit());
    let mut typed = Typed { syllable: Syllable { letters: Vec::new(), tone: Tone::Level }, is_other: false };
    for c in word.chars() {
        match Character::of(c) {
            Character::Letter(letter) if has_digits => typed.by_vni(letter)?,
            Character::Letter(letter) => typed.by_telex(letter),
            _ => return None,
        }
    }
    typed.finish();
    (typed.is_other && typed.syllable.is_one()).then(|| typed.syllable.written())
}

struct Typed {
    syllable: Syllable,
    /// Whether a key said something else than its letter.
    is_other: bool,
}

impl Typed {
    fn by_telex(&mut self, letter: Letter) {
        let key = u8::try_from(letter.base).unwrap_or_default();
        let done = match key {
            b'w' => self.horn() || self.shape(&['a'], Shape::Breve),
            b'a' | b'e' | b'o' if letter.shape == Shape::Plain => self.shape(&[letter.base], Shape::Hat),
            b'd' if letter.shape == Shape::Plain => self.stroke(),
            b'z' if self.syllable.tone != Tone::Level => self.tone(Tone::Level),
            _ => Tone::of_key(key).is_some_and(|tone| self.has_vowel() && self.tone(tone)),
        };
        if done {
            self.is_other = true;
        } else if key == b'w' {
            // Alone it is a letter of its own.
            self.syllable.letters.push(('u', Shape::Horn));
            self.is_other = true;
        } else {
            self.push(letter);
        }
    }

    /// `None` where a digit has nothing to change.
    fn by_vni(&mut self, letter: Letter) -> Option<()> {
        let key = u8::try_from(letter.base).unwrap_or_default();
        let done = match key {
            b'6' => self.shape(&['a', 'e', 'o'], Shape::Hat),
            b'7' => self.horn(),
            b'8' => self.shape(&['a'], Shape::Breve),
            b'9' => self.stroke(),
            b'0' => self.syllable.tone != Tone::Level && self.tone(Tone::Level),
            b'1'..=b'5' => self.has_vowel() && Tone::of_key(key).is_some_and(|tone| self.tone(tone)),
            _ => {
                self.push(letter);
                return Some(());
            }
        };
        self.is_other |= done;
        done.then_some(())
    }

    fn push(&mut self, letter: Letter) {
        self.syllable.letters.push((letter.base, letter.shape));
        if letter.tone != Tone::Level {
            self.syllable.tone = letter.tone;
        }
    }

    fn has_vowel(&self) -> bool {
        self.syllable.letters.iter().any(|(base, _)| "aeiouy".contains(*base))
    }

    fn tone(&mut self, tone: Tone) -> bool {
        self.syllable.tone = tone;
        true
    }

    /// Gives the last plain one of these letters a shape. Whether there was one.
    fn shape(&mut self, bases: &[char], shape: Shape) -> bool {
        let plain = |(base, known): &&mut (char, Shape)| bases.contains(base) && *known == Shape::Plain;
        let found = self.syllable.letters.iter_mut().rfind(plain);
        found.map(|(_, known)| *known = shape).is_some()
    }

    fn stroke(&mut self) -> bool {
        match self.syllable.letters.first_mut() {
            Some((base, shape)) if *base == 'd' && *shape == Shape::Plain => {
                *shape = Shape::Stroke;
                true
            }
            _ => false,
        }
    }

    /// The last plain o or u gets a horn; what that means for `uo` is seen at the end.
    fn horn(&mut self) -> bool {
        // After `a` the key means a breve.
        let last = self.syllable.letters.iter().rfind(|(base, _)| "aou".contains(*base));
        !matches!(last, Some(('a', Shape::Plain))) && self.shape(&['o', 'u'], Shape::Horn)
    }

    /// One key is enough for both letters of `ươ`: they go together, but at the end of a syllable (*thuở*).
    fn finish(&mut self) {
        let letters = &mut self.syllable.letters;
        let pair = letters.windows(2).position(|pair| {
            matches!(pair, [('u', left), ('o', right)] if (*left == Shape::Horn) != (*right == Shape::Horn)
                && *left != Shape::Hat && *right != Shape::Hat)
        });
        if let Some(at) = pair
            && at + 2 < letters.len()
        {
            for (_, shape) in letters.iter_mut().skip(at).take(2) {
                *shape = Shape::Horn;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keystrokes_mean_a_syllable() {
        for (typed, meant) in [
            ("truwowngf", "trường"),
            ("truwongf", "trường"),
            ("truongwf", "trường"),
            ("truowfng", "trường"),
            ("hocj", "học"),
            ("ddaats", "đất"),
            ("datdj", "đạt"),
            ("tieengs", "tiếng"),
            ("tiengse", "tiếng"),
            ("nuwowcs", "nước"),
            ("thuowr", "thuở"),
            ("hoaf", "hòa"),
            ("quaan", "quân"),
            ("nwowcs", "nước"),
            ("tru7o7ng2", "trường"),
            ("truo7ng2", "trường"),
            ("d9a61t", "đất"),
            ("ho5c", "học"),
            ("nghieengf", "nghiềng"),
            ("cawts", "cắt"),
            ("xuowng", "xương"),
            ("giaays", "giấy"),
        ] {
            assert_eq!(read_keystrokes(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_no_syllable_is_left_alone() {
        for typed in
            ["windows", "truong", "covid19", "2026", "a1b2", "facebook", "", "xyz", "trường", "tiep", "5g", "hoc"]
        {
            assert_eq!(read_keystrokes(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_word_ends(word in "[a-z0-9ăâđêôơư]{0,14}") {
            let _ = read_keystrokes(&word);
        }

        #[test]
        fn a_spelling_is_read_as_it_was_written(
            onset in proptest::sample::select(vec!["", "b", "ch", "đ", "ngh", "tr", "qu", "kh"]),
            rhyme in proptest::sample::select(vec!["ường", "ấy", "ếch", "oài", "ự", "ặt", "uyển", "ồng"]),
        ) {
            let word = [onset, rhyme].concat();
            let spelled = crate::words(&word)[0].spelled.clone().unwrap();
            if let Some(read) = read_keystrokes(spelled.trim_start_matches('=')) {
                prop_assert_eq!(read, word);
            }
        }
    }
}
