//! Timestamps as RFC 3339 writes them, the form of JSON Feed's dates.

use crate::{Civil, Timestamp};

impl Timestamp {
    /// Reads `2026-04-12T09:30:00+07:00` (RFC 3339, section 5.6). Fractions of a second are dropped, a
    /// leap second is read as the 59th; a lower-case `t` or `z` and a space for the `T` are accepted, and white
    /// space around it. `None` for anything else and for years out of 1 to 9999; for looser forms
    /// see [`read_date`](crate::read_date).
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (date, rest) = text.trim().split_at_checked(10)?;
        let [a, b, c, d, b'-', e, f, b'-', g, h] = date.as_bytes() else {
            return None;
        };
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (time, rest) = rest.split_at_checked(8)?;
        let [i, j, b':', k, l, b':', m, n] = time.as_bytes() else {
            return None;
        };
        let civil = Civil {
            year: i32::from(two(*a, *b)?) * 100 + i32::from(two(*c, *d)?),
            month: two(*e, *f)?,
            day: two(*g, *h)?,
            hour: two(*i, *j)?,
            minute: two(*k, *l)?,
            second: match two(*m, *n)? {
                60 => 59,
                second => second,
            },
            weekday: 0,
        };
        Self::from_civil(&civil, zone(without_fraction(rest)?)?)
    }

    /// Prints `2026-04-12T09:30:00+07:00`; `Z` where the offset is 0 (RFC 3339, section 5.6).
    pub fn to_rfc3339(&self) -> String {
        let civil = self.civil();
        let mut out = String::with_capacity(25);
        push(&mut out, (civil.year / 100) as u8);
        push(&mut out, (civil.year % 100) as u8);
        for (mark, value) in
            [('-', civil.month), ('-', civil.day), ('T', civil.hour), (':', civil.minute), (':', civil.second)]
        {
            out.push(mark);
            push(&mut out, value);
        }
        let offset = self.offset_minutes();
        if offset == 0 {
            out.push('Z');
        } else {
            out.push(if offset < 0 { '-' } else { '+' });
            push(&mut out, (offset.unsigned_abs() / 60) as u8);
            out.push(':');
            push(&mut out, (offset.unsigned_abs() % 60) as u8);
        }
        out
    }
}

/// Two digits as a number.
fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// Appends a number below 100 as two digits.
fn push(out: &mut String, value: u8) {
    out.push(char::from(b'0' + value / 10));
    out.push(char::from(b'0' + value % 10));
}

/// What follows `.123`, or all of it where there is no fraction.
fn without_fraction(text: &str) -> Option<&str> {
    match text.strip_prefix('.') {
        None => Some(text),
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (rest.len() < fraction.len()).then_some(rest)
        }
    }
}

/// `Z` or `+07:00` as minutes east of UTC.
fn zone(text: &str) -> Option<i16> {
    match text.as_bytes() {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let (hours, minutes) = (two(*a, *b)?, two(*c, *d)?);
            let offset = i16::from(hours) * 60 + i16::from(minutes);
            (hours < 24 && minutes < 60).then_some(if *sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, printed: &str) {
        let time = Timestamp::parse_rfc3339(text);
        assert_eq!(time.map(|t| t.to_rfc3339()).as_deref(), Some(printed), "{text}");
    }

    #[test]
    fn the_forms_of_the_rfc() {
        reads("2026-04-12T09:30:00+07:00", "2026-04-12T09:30:00+07:00");
        reads("2026-04-12t09:30:00.123456789z", "2026-04-12T09:30:00Z");
        reads(" 2026-04-12 09:30:00-00:00\n", "2026-04-12T09:30:00Z");
        reads("1990-12-31T15:59:60-08:00", "1990-12-31T15:59:59-08:00");
        reads("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00");
        reads("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00");
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "2026-04-12",
            "2026-04-12T09:30:00",
            "2026-04-12T09:30+07:00",
            "2026-04-12T09:30:00+0700",
            "2026-04-12T09:30:00+24:00",
            "2026-04-12T09:30:00+07:60",
            "2026-04-12T24:00:00Z",
            "2026-02-30T09:30:00Z",
            "2026-04-12T09:30:00.Z",
            "2026-04-12T09:30:00Z!",
            "0000-04-12T09:30:00Z",
            "+026-04-12T09:30:00Z",
            "２０２６-04-12T09:30:00Z",
        ] {
            assert_eq!(Timestamp::parse_rfc3339(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(unix in any::<i64>(), offset in any::<i16>()) {
            let time = Timestamp::new(unix, offset);
            prop_assert_eq!(Timestamp::parse_rfc3339(&time.to_rfc3339()), Some(time));
        }

        #[test]
        fn any_text_is_read_or_none(text in "\\PC{0,40}|[-0-9T:Z+. ]{0,30}") {
            if let Some(time) = Timestamp::parse_rfc3339(&text) {
                prop_assert_eq!(Timestamp::parse_rfc3339(&time.to_rfc3339()), Some(time));
            }
        }
    }
}
