//! Instants with the zone they were written in, and their calendar fields.

use std::fmt;

/// Seconds of 0001-01-01T00:00:00 and 9999-12-31T23:59:59, the years RFC 3339 can print.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;
/// Largest offset of RFC 3339: 23:59.
const WIDEST: i16 = 23 * 60 + 59;
const DAY: i64 = 86_400;

/// An instant, to the second, and the zone offset it was written with. Its calendar year in that
/// offset is 1 to 9999.
///
/// Ordered by instant, then by offset; equal only if both are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp {
    unix: i64,
    offset_minutes: i16,
}

/// Calendar fields of a [`Timestamp`] in its own offset (proleptic Gregorian).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Civil {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 is Sunday, 6 Saturday. [`Timestamp::from_civil`] does not look at it.
    pub weekday: u8,
}

impl Timestamp {
    /// The instant `unix_seconds` after 1970-01-01T00:00:00Z, shown at `offset_minutes` east of UTC
    /// (+420 for +07:00). What lies outside the years 1 to 9999, or an offset beyond 23:59, becomes
    /// the nearest that is inside.
    pub fn new(unix_seconds: i64, offset_minutes: i16) -> Self {
        let offset_minutes = offset_minutes.clamp(-WIDEST, WIDEST);
        let shift = i64::from(offset_minutes) * 60;
        Self { unix: unix_seconds.saturating_add(shift).clamp(FIRST, LAST) - shift, offset_minutes }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(&self) -> i64 {
        self.unix
    }

    /// Minutes east of UTC.
    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The same instant shown in another zone (see [`Timestamp::new`] for the limits).
    pub fn with_offset(self, offset_minutes: i16) -> Self {
        Self::new(self.unix, offset_minutes)
    }

    /// The instant at which a clock at `offset_minutes` shows `civil`; `None` where there is no such
    /// day or time.
    pub fn from_civil(civil: &Civil, offset_minutes: i16) -> Option<Self> {
        let Civil { year, month, day, .. } = *civil;
        let date = (1..=9999).contains(&year) && (1..=days_in(year, month)).contains(&day);
        let time = civil.hour < 24 && civil.minute < 60 && civil.second < 60;
        if !date || !time || offset_minutes.abs() > WIDEST {
            return None;
        }
        let clock = i64::from(civil.hour) * 3600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
        let local = days_before(year, month, day) * DAY + clock;
        Some(Self::new(local - i64::from(offset_minutes) * 60, offset_minutes))
    }

    /// Its calendar fields in its own offset.
    pub fn civil(&self) -> Civil {
        let local = self.unix + i64::from(self.offset_minutes) * 60;
        let (days, clock) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        // Eras of 400 years that begin on 1 March, so that the leap day is the last of its year:
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march = (5 * of_year + 2) / 153;
        let month = if march < 10 { march + 3 } else { march - 9 };
        Civil {
            year: (year + era * 400 + i64::from(month <= 2)) as i32,
            month: month as u8,
            day: (of_year - (153 * march + 2) / 5 + 1) as u8,
            hour: (clock / 3600) as u8,
            minute: (clock / 60 % 60) as u8,
            second: (clock % 60) as u8,
            weekday: (days + 4).rem_euclid(7) as u8,
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

/// Days of a month; 0 for a month that there is not.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days from 1970-01-01 to a day that exists (see [`Timestamp::civil`] for the method).
fn days_before(year: i32, month: u8, day: u8) -> i64 {
    let (year, month, day) = (i64::from(year) - i64::from(month <= 2), i64::from(month), i64::from(day));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn civil(year: i32, month: u8, day: u8) -> Civil {
        Civil { year, month, day, ..Civil::default() }
    }

    #[test]
    fn the_calendar_has_the_days_it_has() {
        let day = |y, m, d| Timestamp::from_civil(&civil(y, m, d), 0);
        assert_eq!(day(1970, 1, 1).map(|t| t.unix()), Some(0));
        assert_eq!(day(1, 1, 1).map(|t| t.unix()), Some(FIRST));
        assert_eq!(day(9999, 12, 31).map(|t| t.unix()), Some(LAST - DAY + 1));
        assert!(day(2000, 2, 29).is_some() && day(2024, 2, 29).is_some());
        for (y, m, d) in [
            (0, 1, 1),
            (10_000, 1, 1),
            (1900, 2, 29),
            (2023, 2, 29),
            (2024, 4, 31),
            (2024, 0, 1),
            (2024, 13, 1),
            (2024, 1, 0),
        ] {
            assert_eq!(day(y, m, d), None, "{y}-{m}-{d}");
        }
    }

    #[test]
    fn weekdays_start_with_sunday() {
        // 26 June 2019 was a Wednesday.
        let seen = Timestamp::from_civil(&civil(2019, 6, 26), 420).map(|t| t.civil().weekday);
        assert_eq!(seen, Some(3));
        assert_eq!(Timestamp::new(0, 0).civil().weekday, 4);
    }

    #[test]
    fn what_is_out_of_reach_becomes_the_nearest() {
        assert_eq!(Timestamp::new(i64::MAX, 420).civil().year, 9999);
        assert_eq!(Timestamp::new(i64::MIN, -420).civil().year, 1);
        assert_eq!(Timestamp::new(0, i16::MAX).offset_minutes(), WIDEST);
    }

    #[test]
    fn order_is_that_of_instants() {
        assert!(Timestamp::new(1, 0) > Timestamp::new(0, 420));
        assert_ne!(Timestamp::new(0, 0), Timestamp::new(0, 420));
    }

    proptest! {
        #[test]
        fn civil_and_back(unix in FIRST..=LAST, offset in -WIDEST..=WIDEST) {
            let time = Timestamp::new(unix, offset);
            prop_assert_eq!(Timestamp::from_civil(&time.civil(), offset), Some(time));
        }
    }
}
