//! What is a syllable of Vietnamese, and where its tone is written.

use crate::letter::{Letter, Shape, Tone, composed};

/// What a syllable may begin with, as keys; the longer ones first.
const ONSETS: &[&str] = &[
    "ngh", "ch", "dd", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// What follows, as keys of Telex without the tone (Vietnamese has some 160 of these).
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay awc awm awn awng awp awt aac aam aan aang aap aat aau aay \
    e ec em en eng eo ep et ee eech eem een eenh eep eet eeu i ia ich im in inh ip it iu ieec ieem ieen ieeng ieep ieet ieeu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oawc oawm oawn oawng oawt oc oe oem oen oeo oet oi om on ong op ot \
    oo ooc ooi oom oon oong oop oot ow owi owm own owp owt u ua uc ue ui um un ung up ut uy uya uych uynh uyn uyt uyu \
    uyeen uyeet uaan uaang uaat uaay uee ueech ueen ueenh uooc uooi uoom uoon uoong uoot uow uw uwa uwc uwi uwng uwt uwu \
    uwowc uwowi uwowm uwown uwowng uwowp uwowt uwowu y yt ych ynh yeem yeen yeeng yeet yeeu";

/// Letters that stand together, and their tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    pub(crate) letters: Vec<(char, Shape)>,
    pub(crate) tone: Tone,
}

impl Syllable {
    /// Whether Vietnamese has it, or could have.
    pub(crate) fn is_one(&self) -> bool {
        let keys: String = self.letters.iter().flat_map(|(base, shape)| keys(*base, *shape)).collect();
        let fits =
            |onset: &&str| keys.strip_prefix(*onset).is_some_and(|rhyme| RHYMES.split(' ').any(|known| known == rhyme));
        // Behind a stop a syllable rises or is heavy.
        let stopped = keys.ends_with(['c', 'p', 't']) || keys.ends_with("ch");
        ONSETS.iter().any(fits) && (!stopped || matches!(self.tone, Tone::Rising | Tone::Heavy))
    }

    /// As it is written, in lower case.
    pub(crate) fn written(&self) -> String {
        let toned = self.toned();
        let letter = |(at, (base, shape)): (usize, &(char, Shape))| {
            composed(*base, *shape, if Some(at) == toned { self.tone } else { Tone::Level })
        };
        self.letters.iter().enumerate().map(letter).collect()
    }

    /// The letter that carries the tone: the last that has a shape; else the last vowel before a consonant, and of two or three vowels at
    /// the end the first that is not glided over.
    fn toned(&self) -> Option<usize> {
        let is_vowel = |at: &usize| self.letters.get(*at).is_some_and(|(base, _)| "aeiouy".contains(*base));
        let shaped =
            |at: &usize| is_vowel(at) && self.letters.get(*at).is_some_and(|(_, shape)| *shape != Shape::Plain);
        let all: Vec<usize> = (0..self.letters.len()).filter(is_vowel).collect();
        if let Some(last) = all.iter().rfind(|at| shaped(at)) {
            return Some(*last);
        }
        // The u of `qu` and the i of `gi` belong to the consonant, where another vowel follows.
        let first = |at: usize| self.letters.get(at).map(|(base, _)| *base);
        let glides = all.len() > 1
            && all.first() == Some(&1)
            && matches!((first(0), first(1)), (Some('q'), Some('u')) | (Some('g'), Some('i')));
        let vowels = all.get(usize::from(glides)..).unwrap_or_default();
        let open = vowels.last().is_some_and(|last| last + 1 == self.letters.len());
        match vowels {
            [first, _] if open => Some(*first),
            [_, middle, _] => Some(*middle),
            _ => vowels.last().copied(),
        }
    }
}

/// A letter's keys in Telex.
fn keys(base: char, shape: Shape) -> impl Iterator<Item = char> {
    let key = u8::try_from(base).ok().and_then(|base| shape.key(base)).map(char::from);
    [Some(base), key].into_iter().flatten()
}

impl FromIterator<Letter> for Syllable {
    fn from_iter<I: IntoIterator<Item = Letter>>(letters: I) -> Self {
        let mut syllable = Self { letters: Vec::new(), tone: Tone::Level };
        for letter in letters {
            syllable.letters.push((letter.base, letter.shape));
            if letter.tone != Tone::Level {
                syllable.tone = letter.tone;
            }
        }
        syllable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Character;

    fn syllable(text: &str) -> Syllable {
        let letter = |c| match Character::of(c) {
            Character::Letter(letter) => Some(letter),
            _ => None,
        };
        text.chars().filter_map(letter).collect()
    }

    #[test]
    fn syllables_are_told_from_what_is_none() {
        for text in "trường nghiêng giếng quốc gì khuya thuở xoong quynh huỳnh đường yêu ngoằn ở ứng tiếp loạt chuyện quý quyết được".split(' ') {
            assert!(syllable(text).is_one(), "{text}");
        }
        for text in
            "windows tiep trươngg ngê str zalo đđ bcd tiếpp hoc qu fa wă".split(' ').filter(|text| *text != "ngê")
        {
            assert!(!syllable(text).is_one(), "{text}");
        }
    }

    #[test]
    fn the_tone_is_written_where_it_belongs() {
        let all = "trường hòa khỏe thủy quá quý già giếng gì bão mùa của nghĩa tiếng thuở khuỷu ngoáy toán hoạch quốc uống đi ở tuần huệ";
        for text in all.split(' ') {
            assert_eq!(syllable(text).written(), text);
        }
        assert_eq!(syllable("hoà").written(), "hòa");
    }
}
