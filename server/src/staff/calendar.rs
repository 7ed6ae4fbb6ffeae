//! Days as numbers and as people write them.

use bantin::text::{DateForm, date};
use bantin_api::Language;
use bantin_feed::{Civil, Timestamp};

use crate::settings::Zone;

/// Seconds of a day.
const DAY: i64 = 86_400;

fn midnight(day: i64) -> Timestamp {
    Timestamp::new(day.saturating_mul(DAY), 0)
}

/// Year and month of a day.
pub(super) fn month_of(day: i64) -> (i32, u8) {
    let civil = midnight(day).civil();
    (civil.year, civil.month)
}

/// The first day of the month that lies so many months before that of `day`.
pub(super) fn first_of_month(day: i64, months_before: i32) -> i64 {
    let (year, month) = month_of(day);
    let months = year * 12 + i32::from(month) - 1 - months_before;
    let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    let civil = Civil { year: months.div_euclid(12), month, day: 1, ..Civil::default() };
    Timestamp::from_civil(&civil, 0).map_or(day, |first| first.unix().div_euclid(DAY))
}

/// Reads `2026-11-24`, as date fields send it.
pub(super) fn read(text: &str) -> Option<i64> {
    let number = |part: Option<&str>, digits: usize| -> Option<u16> {
        part.filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let mut parts = text.splitn(3, '-');
    let year = i32::from(number(parts.next(), 4)?);
    let month = u8::try_from(number(parts.next(), 2)?).ok()?;
    let day = u8::try_from(number(parts.next(), 2)?).ok()?;
    let civil = Civil { year, month, day, ..Civil::default() };
    Some(Timestamp::from_civil(&civil, 0)?.unix().div_euclid(DAY))
}

/// `2026-11-24`.
pub(super) fn iso(day: i64) -> String {
    let Civil { year, month, day, .. } = midnight(day).civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `24/11/2026`, or as English has it.
pub(super) fn shown(day: i64, language: Language) -> String {
    date(midnight(day), DateForm::Day, language)
}

/// `24/11`.
pub(super) fn short(day: i64) -> String {
    let Civil { month, day, .. } = midnight(day).civil();
    format!("{day}/{month}")
}

/// A moment by the clock of a site.
pub(super) fn moment(at: i64, zone: Zone, language: Language) -> String {
    date(by_clock(at, zone), DateForm::Short, language)
}

/// `2026-11-24 12:00`.
pub(super) fn iso_moment(at: i64, zone: Zone) -> String {
    let Civil { year, month, day, hour, minute, .. } = by_clock(at, zone).civil();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

fn by_clock(at: i64, zone: Zone) -> Timestamp {
    Timestamp::new(at, i16::try_from(-zone.midnight(0) / 60).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for day in [1, 59, 20_781, 20_511] {
            assert_eq!(read(&iso(day)), Some(day));
        }
        assert_eq!(iso(20_781), "2026-11-24");
        for wrong in
            ["", "2026-11-31", "2026-13-01", "24/11/2026", "2026-1-1", "2026-11-24T00:00", "+026-11-24", "0000-01-01"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(shown(20_781, Language::Vi), "24/11/2026");
        assert_eq!(moment(1_795_496_400, Zone::VIETNAM, Language::Vi), "24/11/2026 12:00");
        assert_eq!(iso_moment(1_795_496_400, Zone::VIETNAM), "2026-11-24 12:00");
    }

    #[test]
    fn months_are_counted_over_the_new_year() {
        assert_eq!(iso(first_of_month(20_781, 0)), "2026-11-01");
        assert_eq!(iso(first_of_month(20_781, 11)), "2025-12-01");
        assert_eq!(iso(first_of_month(20_781, 10)), "2026-01-01");
    }
}
