//! Letters without their diacritics.

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
