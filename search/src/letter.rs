//! A letter of Vietnamese: what it is without marks, its shape, and the tone of its syllable.

use std::sync::LazyLock;

/// The vowels with each tone: none, huyền, hỏi, ngã, sắc, nặng.
const VOWELS: &str = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";

/// The base and shape of each twelve of them, in their order.
const SHAPES: [(u8, Shape); 12] = [
    (b'a', Shape::Plain),
    (b'a', Shape::Breve),
    (b'a', Shape::Hat),
    (b'e', Shape::Plain),
    (b'e', Shape::Hat),
    (b'i', Shape::Plain),
    (b'o', Shape::Plain),
    (b'o', Shape::Hat),
    (b'o', Shape::Horn),
    (b'u', Shape::Plain),
    (b'u', Shape::Horn),
    (b'y', Shape::Plain),
];

/// Base letters of U+00C0 to U+017F, one for each code point; a space for what is no letter.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
    lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// What is written at a letter besides its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    /// â ê ô
    Hat,
    /// ă
    Breve,
    /// ơ ư
    Horn,
    /// đ
    Stroke,
}

impl Shape {
    /// The key of Telex that makes it of this letter; `None` where there is no such letter.
    pub(crate) fn key(self, base: u8) -> Option<u8> {
        match (self, base) {
            (Self::Hat, b'a' | b'e' | b'o') | (Self::Stroke, b'd') => Some(base),
            (Self::Breve, b'a') | (Self::Horn, b'o' | b'u') => Some(b'w'),
            _ => None,
        }
    }
}

/// The tone of a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Level,
    Falling,
    Asking,
    Tumbling,
    Rising,
    Heavy,
}

impl Tone {
    const ALL: [Self; 6] = [Self::Level, Self::Falling, Self::Asking, Self::Tumbling, Self::Rising, Self::Heavy];

    /// Its key in Telex.
    pub(crate) fn key(self) -> Option<u8> {
        match self {
            Self::Level => None,
            Self::Falling => Some(b'f'),
            Self::Asking => Some(b'r'),
            Self::Tumbling => Some(b'x'),
            Self::Rising => Some(b's'),
            Self::Heavy => Some(b'j'),
        }
    }

    /// The one that a key of Telex or VNI makes.
    pub(crate) fn of_key(key: u8) -> Option<Self> {
        Some(match key {
            b'f' | b'2' => Self::Falling,
            b'r' | b'3' => Self::Asking,
            b'x' | b'4' => Self::Tumbling,
            b's' | b'1' => Self::Rising,
            b'j' | b'5' => Self::Heavy,
            _ => return None,
        })
    }
}

/// A letter taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// In lower case: of ASCII where there is one that it is based on, else itself.
    pub(crate) base: char,
    pub(crate) shape: Shape,
    /// That it carries for its syllable.
    pub(crate) tone: Tone,
}

/// What a character does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Character {
    /// It is one of its letters, or a digit.
    Letter(Letter),
    /// It gives the letter before it a shape.
    Shape(Shape),
    /// It gives the syllable a tone.
    Tone(Tone),
    /// It belongs to a word and says nothing.
    Silent,
    /// It is none of a word.
    Gap,
}

impl Character {
    pub(crate) fn of(c: char) -> Self {
        let plain = |base: char| Self::Letter(Letter { base, shape: Shape::Plain, tone: Tone::Level });
        match u32::from(c) {
            0..=0x7F if c.is_ascii_alphanumeric() => plain(c.to_ascii_lowercase()),
            0xAD => Self::Silent,
            0..=0xBF => Self::Gap,
            // Đ is not among the vowels.
            0x110 | 0x111 => Self::Letter(Letter { base: 'd', shape: Shape::Stroke, tone: Tone::Level }),
            0xC0..=0x1B0 | 0x1EA0..=0x1EF9 => vowel(c).map_or_else(|| other_latin(c), Self::Letter),
            0x302 => Self::Shape(Shape::Hat),
            0x306 => Self::Shape(Shape::Breve),
            0x31B => Self::Shape(Shape::Horn),
            0x300 | 0x340 => Self::Tone(Tone::Falling),
            0x301 | 0x341 => Self::Tone(Tone::Rising),
            0x303 => Self::Tone(Tone::Tumbling),
            0x309 => Self::Tone(Tone::Asking),
            0x323 => Self::Tone(Tone::Heavy),
            0x300..=0x36F | 0x200B..=0x200D | 0x2060 | 0xFEFF => Self::Silent,
            // Punctuation, arrows, symbols, shapes; those of Chinese and full width; pictures.
            0x2000..=0x2BFF | 0x3000..=0x303F | 0xE000..=0xF8FF | 0xFE00..=0xFE6F | 0xFF00..=0xFF0F | 0x1F000.. => {
                Self::Gap
            }
            _ => plain(c),
        }
    }
}

/// How many letters there are from U+00C0 to U+01B0, and from U+1EA0 to U+1EF9.
const BLOCKS: (usize, usize) = (0xF1, 0x5A);

/// The place in [`VOWELS`] of each of these letters, [`NONE`] where it is none of them: looking through all would take most of the time
/// that indexing takes.
static PLACES: LazyLock<[u8; BLOCKS.0 + BLOCKS.1]> = LazyLock::new(|| {
    let mut places = [NONE; BLOCKS.0 + BLOCKS.1];
    for (place, vowel) in (0..).zip(VOWELS.chars()) {
        if let Some(at) = block(vowel).and_then(|at| places.get_mut(at)) {
            *at = place;
        }
    }
    places
});

const NONE: u8 = u8::MAX;

/// Where a letter stands among those of the two blocks.
fn block(c: char) -> Option<usize> {
    let code = u32::from(c) as usize;
    let first = code.checked_sub(0xC0).filter(|at| *at < BLOCKS.0);
    first.or_else(|| Some(code.checked_sub(0x1EA0)? + BLOCKS.0))
}

/// A vowel of Vietnamese that is none of ASCII.
fn vowel(c: char) -> Option<Letter> {
    let place = usize::from(*PLACES.get(block(lower(c))?)?);
    let (base, shape) = *SHAPES.get(place / 6)?;
    Some(Letter { base: char::from(base), shape, tone: *Tone::ALL.get(place % 6)? })
}

/// Letters of other languages that use Latin ones.
fn other_latin(c: char) -> Character {
    let base = (u32::from(c) as usize).checked_sub(0xC0).and_then(|at| LATIN.get(at)).map(|base| char::from(*base));
    match base {
        Some(' ') => Character::Gap,
        Some(base) => Character::Letter(Letter { base, shape: Shape::Plain, tone: Tone::Level }),
        None => Character::Letter(Letter { base: c, shape: Shape::Plain, tone: Tone::Level }),
    }
}

/// The small letter of a capital one of Vietnamese.
fn lower(c: char) -> char {
    let code = u32::from(c);
    let moved = match code {
        0xC0..=0xDE if code != 0xD7 => code + 32,
        0x1A0 | 0x1AF => code + 1,
        0x100..=0x17F | 0x1EA0..=0x1EF9 => code | 1,
        _ => code,
    };
    char::from_u32(moved).unwrap_or(c)
}

/// The letter with its marks, in lower case. A shape that it cannot have is left out.
pub(crate) fn composed(base: char, shape: Shape, tone: Tone) -> char {
    if base == 'd' && shape == Shape::Stroke {
        return 'đ';
    }
    let row = |wanted: Shape| SHAPES.iter().position(|(letter, shape)| char::from(*letter) == base && *shape == wanted);
    let Some(row) = row(shape).or_else(|| row(Shape::Plain)) else { return base };
    let column = Tone::ALL.iter().position(|known| *known == tone).unwrap_or_default();
    VOWELS.chars().nth(row * 6 + column).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vowel_is_taken_apart_and_put_together() {
        assert_eq!(VOWELS.chars().count(), 72);
        for c in VOWELS.chars().filter(|c| !c.is_ascii()).chain(['đ']) {
            for c in [c, c.to_uppercase().next().unwrap()] {
                let Character::Letter(letter) = Character::of(c) else { panic!("{c}") };
                assert_eq!(composed(letter.base, letter.shape, letter.tone), c.to_lowercase().next().unwrap(), "{c}");
            }
        }
    }

    #[test]
    fn what_is_no_letter_of_vietnamese_is_what_it_is_based_on_or_itself() {
        let base = |c| match Character::of(c) {
            Character::Letter(letter) => Some(letter.base),
            _ => None,
        };
        assert_eq!(
            [base('Ç'), base('ñ'), base('ß'), base('ÿ'), base('×')],
            [Some('c'), Some('n'), Some('s'), Some('y'), None]
        );
        assert_eq!(
            [base('й'), base('新'), base('7'), base('–'), base('🎉'), base(' ')],
            [Some('й'), Some('新'), Some('7'), None, None, None]
        );
    }
}
