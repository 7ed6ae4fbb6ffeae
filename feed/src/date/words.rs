//! The words of dates, in Vietnamese (without diacritics) and English, lower case.

use crate::pieces::is_listed;

/// Words that say nothing about when: *ngày*, *năm*, *lúc*, *cập nhật*, *xuất bản* …
const FILLERS: &str = "ngay nam luc vao dang tai cap nhat xuat ban tao gui bai viet phat hanh thoi gian phut ph p giay s \
    gio h chu cn t thu vietnam dong duong indochina time standard on at of date the published posted updated \
    created modified";

const MONTHS: &str = "january february march april may june july august september october november december";
const WEEKDAYS: &str = "sunday monday tuesday wednesday thursday friday saturday";

/// Whether a word can be passed over.
pub(crate) fn is_filler(word: &str) -> bool {
    is_listed(FILLERS, word) || place(WEEKDAYS, word).is_some()
}

/// The month of an English name or its beginning (`jun`, `sept`), 1 to 12.
pub(crate) fn english_month(word: &str) -> Option<u8> {
    place(MONTHS, word)
}

/// The month that follows *tháng* as a word: *Giêng*, *Sáu*, *Chạp*; 1 to 12. Of *mười một* and *mười
/// hai* this is the first word.
pub(crate) fn vietnamese_month(word: &str) -> Option<u8> {
    Some(match word {
        "gieng" | "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "tu" | "bon" => 4,
        "nam" | "lam" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        "muoi" => 10,
        "chap" => 12,
        _ => return None,
    })
}

/// Whether a word is the day in *thứ …*: *hai* to *bảy*.
pub(crate) fn is_weekday_number(word: &str) -> bool {
    matches!(word, "hai" | "ba" | "tu" | "nam" | "sau" | "bay")
}

/// Whether a word means the afternoon (*CH*, PM) or the morning (*SA*, AM).
pub(crate) fn afternoon(word: &str) -> Option<bool> {
    match word {
        "ch" | "pm" | "chieu" | "toi" => Some(true),
        "sa" | "am" | "sang" => Some(false),
        _ => None,
    }
}

/// Minutes east of UTC of a zone's name (RFC 2822, section 4.3, and ours).
pub(crate) fn zone(word: &str) -> Option<i16> {
    Some(match word {
        "z" | "utc" | "gmt" | "ut" => 0,
        "ict" => 420,
        "edt" => -240,
        "est" | "cdt" => -300,
        "cst" | "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" => -480,
        _ => return None,
    })
}

/// Which of `names` (from 1) begins with `word`, of which at least three letters are needed.
fn place(names: &str, word: &str) -> Option<u8> {
    let at = names.split(' ').position(|name| name.starts_with(word));
    at.filter(|_| word.len() >= 3).map(|at| at as u8 + 1)
}
