//! What the pieces of a date say, each by what stands beside it.

use super::token::Token::{self, Mark, Number, Word};
use super::token::is_date;
use super::words::{self, english_month};
use crate::{Civil, Timestamp};

/// What has been found so far.
#[derive(Default)]
pub(super) struct Found {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<(u8, u8, u8)>,
    afternoon: Option<bool>,
    offset: Option<i16>,
}

impl Found {
    /// Takes what the next tokens say and returns those behind; `None` if they say nothing known, or
    /// something a second time.
    pub(super) fn take<'a>(&mut self, tokens: &'a [Token]) -> Option<&'a [Token]> {
        match tokens {
            [Number(h, _), Mark(b':'), Number(m, _), Mark(b':'), Number(s, _), rest @ ..] => {
                self.set_time(*h, *m, *s)?;
                match rest {
                    [Mark(b'.'), Number(..), rest @ ..] => Some(rest),
                    _ => Some(rest),
                }
            }
            [Number(h, _), Mark(b':'), Number(m, _), rest @ ..] => self.set_time(*h, *m, 0).map(|()| rest),
            [Number(h, _), Word(w), rest @ ..] if matches!(&**w, "h" | "g" | "gio") => match rest {
                [Number(m, 1 | 2), behind @ ..] if !is_date(rest) => self.set_time(*h, *m, 0).map(|()| behind),
                _ => self.set_time(*h, 0, 0).map(|()| rest),
            },
            [Number(a, x), Mark(_), Number(b, y), Mark(_), Number(c, z), rest @ ..] if is_date(tokens) => {
                match (x, y, z) {
                    (4, 1 | 2, 1 | 2) => self.set_date(*a as i32, *b, *c)?,
                    (1 | 2, 1 | 2, 2 | 4) => self.set_date(full_year(*c, *z), *b, *a)?,
                    _ => return None,
                }
                Some(rest)
            }
            [Mark(sign @ (b'+' | b'-')), Number(n, digits), rest @ ..] if *sign == b'+' || self.is_whole() => {
                let (minutes, rest) = match rest {
                    [Mark(b':'), Number(m, 2), rest @ ..] => (*m, rest),
                    _ => (0, rest),
                };
                self.offset = Some(offset(*sign, *n, *digits, minutes)?);
                Some(rest)
            }
            // What PHP makes of a day that is all zeros, -0001-11-30 or 30 Nov -0001, is none.
            [Mark(b'-'), Number(0..=99, 4), ..] => None,
            [Number(ymd, 8), rest @ ..] => {
                self.set_date((ymd / 10_000) as i32, ymd / 100 % 100, ymd % 100).map(|()| rest)
            }
            [Number(year, 4), rest @ ..] => once(&mut self.year, *year as i32).map(|()| rest),
            [Number(n, 1 | 2), rest @ ..] if self.day.is_none() => once(&mut self.day, *n as u8).map(|()| rest),
            [Number(n, 2), rest @ ..] => once(&mut self.year, full_year(*n, 2)).map(|()| rest),
            [Word(word), rest @ ..] => self.take_word(word, rest),
            [Mark(mark), rest @ ..] if b",.:/-|()[];'".contains(mark) => Some(rest),
            _ => None,
        }
    }

    fn take_word<'a>(&mut self, word: &str, rest: &'a [Token]) -> Option<&'a [Token]> {
        match (word, rest) {
            // Thứ Tư, Thứ 4, T4; but `Thu 6 Jun`, `Thu 6/6/2019` and `T4:15` are others.
            ("thu", [Word(day), rest @ ..]) if words::is_weekday_number(day) => return Some(rest),
            ("thu" | "t", [Number(2..=7, 1), behind @ ..]) => {
                let other = match behind {
                    [Word(month), ..] => english_month(month).is_some(),
                    [Mark(b':'), ..] => word == "t",
                    _ => is_date(rest),
                };
                return Some(if other { rest } else { behind });
            }
            ("thang" | "thg" | "th", [Number(month, 1 | 2), rest @ ..]) => {
                return once(&mut self.month, *month as u8).map(|()| rest);
            }
            ("thang" | "thg" | "th", [Word(month), rest @ ..]) => {
                let month = words::vietnamese_month(month)?;
                let (more, rest) = match rest {
                    [Word(w), rest @ ..] if month == 10 && w == "mot" => (1, rest),
                    [Word(w), rest @ ..] if month == 10 && w == "hai" => (2, rest),
                    _ => (0, rest),
                };
                return once(&mut self.month, month + more).map(|()| rest);
            }
            ("a" | "p", [Mark(b'.'), Word(m), rest @ ..]) if m == "m" => {
                return once(&mut self.afternoon, word == "p").map(|()| rest);
            }
            _ => {}
        }
        if let Some(month) = english_month(word) {
            once(&mut self.month, month)?;
        } else if let Some(afternoon) = words::afternoon(word) {
            once(&mut self.afternoon, afternoon)?;
        } else if let Some(zone) = words::zone(word) {
            // `+0700 (ICT)`: the number has been read.
            self.offset = self.offset.or(Some(zone));
        } else if !words::is_filler(word) {
            return None;
        }
        Some(rest)
    }

    fn set_date(&mut self, year: i32, month: u32, day: u32) -> Option<()> {
        once(&mut self.year, year)?;
        once(&mut self.month, month as u8)?;
        once(&mut self.day, day as u8)
    }

    fn set_time(&mut self, hour: u32, minute: u32, second: u32) -> Option<()> {
        let fits = hour < 24 && minute < 60 && second <= 60;
        once(&mut self.time, (hour as u8, minute as u8, second.min(59) as u8)).filter(|()| fits)
    }

    /// Whether day and time are known, so that a hyphen begins a zone.
    fn is_whole(&self) -> bool {
        self.year.is_some() && self.day.is_some() && self.time.is_some()
    }

    pub(super) fn timestamp(&self, default_offset: i16) -> Option<Timestamp> {
        let (hour, minute, second) = self.time.unwrap_or_default();
        let hour = match self.afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let civil = Civil { year, month, day, hour, minute, second, weekday: 0 };
        Timestamp::from_civil(&civil, self.offset.unwrap_or(default_offset))
    }
}

/// A year of two digits is one of 1950 to 2049 (RFC 2822, section 4.3).
fn full_year(year: u32, digits: usize) -> i32 {
    (year
        + if digits > 2 {
            0
        } else if year < 50 {
            2000
        } else {
            1900
        }) as i32
}

/// `+7`, `+07`, `+0700` or `+07:00` as minutes east of UTC.
pub(super) fn offset(sign: u8, number: u32, digits: usize, minutes: u32) -> Option<i16> {
    let (hours, minutes) = match digits {
        1 | 2 => (number, minutes),
        4 => (number / 100, number % 100),
        _ => return None,
    };
    let offset = (hours * 60 + minutes) as i16;
    (hours < 24 && minutes < 60).then_some(if sign == b'-' { -offset } else { offset })
}

/// Fills what has to be empty.
fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}
