//! Letters without their diacritics, and in the other case. The tables of all of Unicode would be 12 KB of wasm.

/// The ASCII lower-case letter (or other ASCII character) that `c` is based on: `ấ` → `a`, `Đ` → `d`.
/// `None` for a combining mark, which leaves nothing (so decomposed texts come out like composed
/// ones). A hyphen for a dash, a space for what has no base in ASCII.
pub(crate) fn base(c: char) -> Option<char> {
    // Base letters of U+00C0 to U+017F, one for each code point.
    const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
        lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    let code = u32::from(c);
    Some(match code {
        0..=0x7F => c.to_ascii_lowercase(),
        0xC0..=0x17F => LATIN.get(code as usize - 0xC0).map_or(' ', |b| char::from(*b)),
        0x1A0 | 0x1A1 | 0x1ECC..=0x1EE3 => 'o',
        0x1AF | 0x1B0 | 0x1EE4..=0x1EF1 => 'u',
        0x1EA0..=0x1EB7 => 'a',
        0x1EB8..=0x1EC7 => 'e',
        0x1EC8..=0x1ECB => 'i',
        0x1EF2..=0x1EF9 => 'y',
        0x300..=0x36F => return None,
        0x2013 | 0x2014 | 0x2212 => '-',
        _ => ' ',
    })
}

/// The lower-case letter of one of Vietnamese, or of another language of western Europe; anything else as it is.
pub(crate) fn lower(c: char) -> char {
    match u32::from(c) {
        0xC0..=0xDE if c != '×' => moved(c, 32),
        0x1A0 | 0x1AF => moved(c, 1),
        code if is_paired(code) && code % 2 == 0 => moved(c, 1),
        _ => c.to_ascii_lowercase(),
    }
}

/// The upper-case letter, for the same.
pub(crate) fn upper(c: char) -> char {
    match u32::from(c) {
        0xE0..=0xFE if c != '÷' => moved(c, -32),
        0x1A1 | 0x1B0 => moved(c, -1),
        code if is_paired(code) && code % 2 == 1 => moved(c, -1),
        _ => c.to_ascii_uppercase(),
    }
}

/// Whether it is a capital letter, for the same.
pub(crate) fn is_upper(c: char) -> bool {
    lower(c) != c
}

/// Where a capital letter stands at each even place, and its small one behind it: ă, đ, ĩ, ũ, and all with two marks.
fn is_paired(code: u32) -> bool {
    matches!(code, 0x100..=0x12F | 0x14A..=0x177 | 0x1EA0..=0x1EF9)
}

fn moved(c: char, by: i32) -> char {
    u32::from(c).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_has_its_base() {
        for (base_letter, letters) in [
            ('a', "aàảãáạăằẳẵắặâầẩẫấậAÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ"),
            ('e', "eèẻẽéẹêềểễếệEÈẺẼÉẸÊỀỂỄẾỆ"),
            ('i', "iìỉĩíịIÌỈĨÍỊ"),
            ('o', "oòỏõóọôồổỗốộơờởỡớợOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ"),
            ('u', "uùủũúụưừửữứựUÙỦŨÚỤƯỪỬỮỨỰ"),
            ('y', "yỳỷỹýỵYỲỶỸÝỴ"),
            ('d', "dđDĐ"),
        ] {
            for letter in letters.chars() {
                assert_eq!(base(letter), Some(base_letter), "{letter}");
            }
        }
    }

    #[test]
    fn cases_are_those_of_unicode() {
        for c in (0..0x180).chain([0x1A0, 0x1A1, 0x1AF, 0x1B0]).chain(0x1EA0..0x1EFA).filter_map(char::from_u32) {
            // Those whose other case is no single letter, or none of ours.
            if "ŉſİıŸÿµĿŀŁłĹĺĻļĽľĶķĲĳĴĵŃńŅņŇňŹźŻżŽž".contains(c) {
                continue;
            }
            let one = |mut all: Box<dyn Iterator<Item = char>>| all.next().unwrap();
            assert_eq!(lower(c), one(Box::new(c.to_lowercase())), "{c}");
            if c != 'ß' {
                assert_eq!(upper(c), one(Box::new(c.to_uppercase())), "{c}");
            }
            assert_eq!(is_upper(c), c.is_uppercase(), "{c}");
        }
    }

    #[test]
    fn the_table_fits_its_range() {
        for (letter, wanted) in [
            ('ÿ', 'y'),
            ('ß', 's'),
            ('ł', 'l'),
            ('ň', 'n'),
            ('Œ', 'o'),
            ('ş', 's'),
            ('ű', 'u'),
            ('Ž', 'z'),
            ('ſ', 's'),
            ('×', ' '),
            ('÷', ' '),
        ] {
            assert_eq!(base(letter), Some(wanted), "{letter}");
        }
        assert_eq!(base('\u{301}'), None);
        assert_eq!(base('中'), Some(' '));
    }
}
