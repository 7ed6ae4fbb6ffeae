//! Vietnamese as it was written before Unicode: with fonts that drew its letters in the places of others. The text is told
//! by pairs of characters that no language writes; what is not certain stays as it is.
//!
//! Sources: TCVN 5712:1993 (TCVN3, “ABC”, the fonts named `.Vn…`), as the C library's charmap `TCVN5712-1` has it; for VNI for
//! Windows the table that VNI Software gave out with its fonts: a vowel, and behind it one sign for its shape and tone.

use crate::latin::{is_upper, lower, upper};

/// Every vowel that bears a sign of its own, with the five tones: acute, grave, hook, tilde, dot.
const TONES: [(char, &str); 12] = [
    ('a', "áàảãạ"),
    ('â', "ấầẩẫậ"),
    ('ă', "ắằẳẵặ"),
    ('e', "éèẻẽẹ"),
    ('ê', "ếềểễệ"),
    ('i', "íìỉĩị"),
    ('o', "óòỏõọ"),
    ('ô', "ốồổỗộ"),
    ('ơ', "ớờởỡợ"),
    ('u', "úùủũụ"),
    ('ư', "ứừửữự"),
    ('y', "ýỳỷỹỵ"),
];

/// The letters of TCVN 5712 from U+00A1 on; a space where there is none.
const TCVN: &str = "ĂÂÊÔƠƯĐăâêôơưđẰ     àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";

/// Whether only Vietnamese has the letter.
pub(super) fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}')
}

/// The way a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    Tcvn,
    Vni,
}

impl Old {
    /// How a whole text was written, if it is surely one of these.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.contains(is_vietnamese) {
            return None;
        }
        let letters: Vec<char> = text.chars().collect();
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        let mut tcvn = Share::default();
        let mut vni = Share::default();
        for place in 0..letters.len() {
            let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
            let (before, here, after) = (at(place.wrapping_sub(1)), at(place), at(place + 1));
            if is_sign_among_letters(before, here, after) {
                tcvn.count(here);
            }
            if vni_pair(before, here).is_some() {
                vni.count(here);
            }
        }
        // Letters that these fonts leave free: French, Portuguese, or Unicode that was taken for Latin-1.
        let free = text.contains(['À', 'Á', 'Â', 'Ã', 'Ä', 'Å', 'Í']);
        if tcvn.is_much(words, 4) && !free {
            Some(Self::Tcvn)
        } else if vni.is_much(words, 3) {
            Some(Self::Vni)
        } else {
            None
        }
    }

    /// The text in Unicode's letters.
    pub(super) fn read(self, text: &str) -> String {
        match self {
            Self::Tcvn => text.chars().map(|c| tcvn(c).unwrap_or(c)).collect(),
            Self::Vni => vni(text),
        }
    }
}

/// How often characters were found that tell a way of writing, and how many kinds of them.
#[derive(Default)]
struct Share {
    found: usize,
    kinds: Vec<char>,
}

impl Share {
    fn count(&mut self, c: char) {
        self.found += 1;
        if self.kinds.len() < 4 && !self.kinds.contains(&c) {
            self.kinds.push(c);
        }
    }

    /// Whether one word in `of` has one, and four kinds occur at least twice each on average.
    fn is_much(&self, words: usize, of: usize) -> bool {
        self.found >= 8 && self.kinds.len() >= 4 && self.found.saturating_mul(of) >= words
    }
}

/// Whether a sign that is no letter stands where only a letter can: in a word, or at one's end or beginning where nobody
/// writes that sign.
fn is_sign_among_letters(before: char, here: char, after: char) -> bool {
    let (follows, leads) = (before.is_alphabetic(), after.is_alphabetic());
    match here {
        '\u{A8}'..='\u{AE}' | '\u{B5}'..='\u{B9}' | '\u{BB}'..='\u{BE}' if follows && leads => true,
        'µ' | '¶' | '·' | '¸' | '¹' => follows,
        '®' | '§' => leads && !follows,
        _ => false,
    }
}

fn tcvn(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(0xA1)?;
    TCVN.chars().nth(place as usize).filter(|letter| *letter != ' ')
}

fn toned(vowel: char, tone: usize) -> Option<char> {
    TONES.iter().find(|(plain, _)| *plain == vowel)?.1.chars().nth(tone)
}

/// The letter that a vowel and the sign behind it are in VNI, both in lower case.
fn vni_lower(vowel: char, sign: char) -> Option<char> {
    let vowel = match vowel {
        'ô' => 'ơ',
        'ö' => 'ư',
        'a' | 'e' | 'o' | 'u' | 'y' => vowel,
        _ => return None,
    };
    let place = |signs: &str| signs.chars().position(|known| known == sign);
    if let Some(tone) = place("ùøûõï") {
        return toned(vowel, tone);
    }
    let roofed = match vowel {
        'a' => 'â',
        'e' => 'ê',
        'o' => 'ô',
        _ => return None,
    };
    if sign == 'â' {
        return Some(roofed);
    }
    if let Some(tone) = place("áàåãä") {
        return toned(roofed, tone);
    }
    match sign {
        'ê' if vowel == 'a' => Some('ă'),
        _ if vowel == 'a' => toned('ă', place("éèúüë")?),
        _ => None,
    }
}

fn vni_pair(vowel: char, sign: char) -> Option<char> {
    let letter = vni_lower(lower(vowel), lower(sign))?;
    Some(if is_upper(vowel) { upper(letter) } else { letter })
}

/// A letter of VNI that stands for one by itself.
fn vni_single(c: char) -> char {
    let letter = match lower(c) {
        'ô' => 'ơ',
        'ö' => 'ư',
        'ñ' => 'đ',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        _ => return c,
    };
    if is_upper(c) { upper(letter) } else { letter }
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match letters.peek().and_then(|sign| vni_pair(c, *sign)) {
            Some(letter) => {
                letters.next();
                out.push(letter);
            }
            None => out.push(vni_single(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A paragraph as it reads, as TCVN3 and as VNI wrote it.
    const READS: &str = "Ủy ban nhân dân phường thông báo: từ ngày mai, bến đò ngang tạm nghỉ để sửa chữa. Kính mong bà con \
        thông cảm và đi lại bằng cầu mới. Mọi ý kiến gửi về bộ phận một cửa, sẽ được trả lời trong ba ngày.";
    const AS_TCVN: &str = "ñy ban nh©n d©n ph\u{AD}êng th«ng b¸o: tõ ngµy mai, bÕn ®ß ngang t¹m nghØ ®Ó söa ch÷a. KÝnh mong bµ con \
        th«ng c¶m vµ ®i l¹i b»ng cÇu míi. Mäi ý kiÕn göi vÒ bé phËn mét cöa, sÏ ®\u{AD}îc tr¶ lêi trong ba ngµy.";
    const AS_VNI: &str = "UÛy ban nhaân daân phöôøng thoâng baùo: töø ngaøy mai, beán ñoø ngang taïm nghæ ñeå söûa chöõa. Kính mong baø con \
        thoâng caûm vaø ñi laïi baèng caàu môùi. Moïi yù kieán göûi veà boä phaän moät cöûa, seõ ñöôïc traû lôøi trong ba ngaøy.";

    #[test]
    fn old_letters_are_read() {
        assert_eq!(Old::of(AS_TCVN), Some(Old::Tcvn));
        assert_eq!(Old::of(AS_VNI), Some(Old::Vni));
        assert_eq!(Old::Vni.read(AS_VNI), READS);
        // The font drew capitals with a tone from the small letters.
        assert_eq!(Old::Tcvn.read(AS_TCVN).replacen('ủ', "Ủ", 1), READS);
        assert_eq!(
            Old::Tcvn.read("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp"),
            "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập"
        );
        assert_eq!(
            Old::Vni.read("COÄNG HOØA XAÕ HOÄI, Ñoäc laäp, nghóa, vò, kyõ, lyù, tyû, mî"),
            "CỘNG HÒA XÃ HỘI, Độc lập, nghĩa, vị, kỹ, lý, tỷ, mỵ"
        );
        for (vowel, sign) in [("a", "aâê"), ("e", "eâ"), ("o", "oâ"), ("ô", "ô"), ("u", "u"), ("ö", "ö")] {
            for (place, mark) in "ùøûõï".chars().enumerate() {
                let read = vni(&format!("{vowel}{mark}"));
                assert!(
                    TONES.iter().any(|(_, tones)| tones.chars().nth(place) == read.chars().next()),
                    "{vowel}{mark} {sign}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_certain_stays() {
        let mojibake: String = READS.bytes().map(char::from).collect();
        for text in [
            READS,
            &READS.replace(is_vietnamese, "e"),
            &mojibake,
            "Où sont les naïfs qui, l'été, rêvaient à Noël? «Voilà», dit-il, «c'est ça» : l'œuvre coûte 10 €, à l'hôtel où l'on va, là-bas.",
            "Não há ações que são órfãs: a situação das nações, os pães, as mãos e os corações são do João.",
            "Die Größe der Übung: für Äpfel, Öl und süße Brötchen, aërodynamisch, Aïda, die Haüy-Straße.",
            "Col·lecció d'il·lusions: al·lots, pàl·lid, novel·la, intel·ligent, paral·lel, cel·la, col·legi, mil·lió.",
            "5 µm, § 5, ®Nike, 10°C, ¹²³, © 2019, «a», ½ l, 1ª",
            "Thong bao khong dau ve lich hop ngay mai tai phuong.",
            "aù eù où",
        ] {
            assert_eq!(Old::of(text), None, "{text}");
        }
    }
}
