//! Dates as RFC 2822 has them, which is how RSS writes them: read by themselves, for most feeds have nothing else, and cutting
//! them into words takes ten times as long.

use super::found::offset;
use crate::{Civil, Timestamp};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads `Wed, 26 Jun 2019 14:15:00 +0700` (RFC 2822, section 3.3) in its usual form; the weekday is not looked at. Anything else is
/// `None`, and may still be a date.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let rest = match text.split_once(", ") {
        Some((day, rest)) => DAYS.contains(&day).then_some(rest)?,
        None => text,
    };
    let mut words = rest.split(' ');
    let mut word = || words.next();
    let day = digits(word()?, 1..=2)?;
    let month = word()?;
    let month = MONTHS.iter().position(|known| *known == month)?;
    let year = digits(word()?, 4..=4)?;
    let (time, zone) = (word()?, word()?);
    if word().is_some() {
        return None;
    }
    let mut parts = time.split(':').map(|part| digits(part, 2..=2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = match zone.as_bytes() {
        b"GMT" | b"UTC" | b"UT" => 0,
        [sign @ (b'+' | b'-'), ..] => offset(*sign, digits(zone.get(1..)?, 4..=4)?, 4, 0)?,
        _ => return None,
    };
    let civil = Civil {
        year: year as i32,
        month: month as u8 + 1,
        day: day as u8,
        hour: hour as u8,
        minute: minute as u8,
        second: second.min(59) as u8,
        weekday: 0,
    };
    Timestamp::from_civil(&civil, offset)
}

fn digits(text: &str, many: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let all = many.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::by_words;
    use proptest::prelude::*;

    #[test]
    fn the_usual_form_is_read_and_nothing_else() {
        let read = |text: &str| parse(text).map(|date| date.to_rfc3339());
        for (text, wanted) in [
            ("Wed, 26 Jun 2019 14:15:00 +0700", "2019-06-26T14:15:00+07:00"),
            ("6 Jun 2019 14:15 GMT", "2019-06-06T14:15:00Z"),
            ("Sat, 31 Dec 2016 23:59:60 -0130", "2016-12-31T23:59:59-01:30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "Thứ, 26 Jun 2019 14:15:00 +0700",
            "26 Jun 19 14:15:00 GMT",
            "26 Jun 2019 14:15:00",
            "26 Jun 2019 1:15:00 GMT",
            "26 Jun 2019 24:15:00 GMT",
            "26 Jun 2019 14:15:00 +07:00",
            "31 Feb 2019 14:15:00 GMT",
            "26 Jun 2019 14:15:00 GMT x",
            "26 Jun 2019 14:15:00:00 GMT",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_so_is_read_the_same_by_its_words(
            day in prop::sample::select(DAYS.to_vec()), number in 0u8..33, month in prop::sample::select(MONTHS.to_vec()),
            year in 0u32..10_000, time in "[0-2][0-9]:[0-6][0-9](:[0-6][0-9])?", zone in "GMT|UTC|UT|[+-][0-2][0-9][0-6][0-9]",
        ) {
            let text = format!("{day}, {number:02} {month} {year:04} {time} {zone}");
            if let Some(date) = parse(&text) {
                prop_assert_eq!(by_words(&text, 420), Some(date), "{}", text);
            }
        }
    }
}
