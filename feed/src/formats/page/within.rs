//! A date or a number that stands in a text among others, as pages show them: `Ngày đăng: 02/10/2020 08:20 SA | Lượt xem: 1.674`.

use crate::read_date;

/// The words of a text that are looked at.
const MOST_WORDS: usize = 60;
/// The words of a date, at most: `Thứ Tư, ngày 26 tháng 6 năm 2019, 14 giờ 15 phút 30 giây`.
const LONGEST: usize = 16;

/// The longest run of words that is a date, from the first word that begins one; where there is none the whole text, so that it is
/// told as what could not be read.
pub(crate) fn date(text: &str) -> &str {
    if read_date(text, 0).is_some() {
        return text;
    }
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace().take(MOST_WORDS) {
        let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or_default();
        at = start + word.len();
        words.push((start, at));
    }
    for (place, (start, _)) in words.iter().enumerate() {
        let run = words.iter().skip(place).take(LONGEST).rev();
        let runs = run.filter_map(|(_, end)| text.get(*start..*end));
        // A number alone would be seconds since 1970: more likely a telephone's.
        let mut runs = runs.filter(|run| run.contains(|c: char| !c.is_ascii_digit()));
        if let Some(found) = runs.find(|run| read_date(run, 0).is_some()) {
            return found;
        }
    }
    text
}

/// The number in a text that has one and no other, without the marks between its thousands.
pub(crate) fn number(text: &str) -> Option<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '/' | ':' | '-'));
    let mut numbers = runs.map(|run| run.trim_matches(['.', ',', ':', '-', '/'])).filter_map(|run| {
        let mut groups = run.split(['.', ',']);
        let first = groups.next().filter(|first| is_number(first))?;
        let grouped = groups.clone().next().is_none() || first.len() <= 3;
        (grouped && groups.all(|group| group.len() == 3 && is_number(group))).then(|| run.replace(['.', ','], ""))
    });
    numbers.next().filter(|_| numbers.next().is_none())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_found_among_words() {
        for (text, wanted) in [
            ("02/10/2020 08:20 SA", "02/10/2020 08:20 SA"),
            ("Ngày đăng: 02/10/2020 08:20 SA | Lượt xem: 1.674", "Ngày đăng: 02/10/2020 08:20 SA |"),
            ("(28/06/2022 08:31 AM)", "(28/06/2022 08:31 AM)"),
            ("Trần Văn B - 10:8, Thứ Tư, 3-4-2024", "- 10:8, Thứ Tư, 3-4-2024"),
            ("Tin nóng 26 Tháng Sáu 2019 2:15:00 CH Người xem 5", "26 Tháng Sáu 2019 2:15:00 CH"),
            ("Liên hệ 0912345678", "Liên hệ 0912345678"),
            ("", ""),
        ] {
            assert_eq!(date(text), wanted);
        }
    }

    #[test]
    fn a_number_is_taken_only_where_there_is_one() {
        for (text, wanted) in [
            ("1674", Some("1674")),
            ("Lượt xem: 1.674", Some("1674")),
            ("Đã xem 1,234,567 lần.", Some("1234567")),
            ("02/10/2020 | 12 lượt xem", Some("12")),
            ("12 lượt xem, 3 bình luận", None),
            ("1.67", None),
            ("1234.567", None),
            ("chưa có", None),
        ] {
            assert_eq!(number(text).as_deref(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "([0-9]{1,4}|[/:., -]|ngày|SA|tháng|\\PC){0,40}") {
            prop_assert!(text.contains(date(&text)));
            let _ = number(&text);
        }
    }
}
