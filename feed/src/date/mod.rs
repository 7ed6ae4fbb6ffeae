//! Dates as feeds and Vietnamese portals write them.
//!
//! The text is cut into numbers, words and marks; then each piece says what it is by what stands
//! beside it (`10:8` is a time, `3-4-2024` a date, the word after *tháng* a month). A piece that says
//! nothing known makes the whole unreadable: better no date than a wrong one.

mod found;
mod rfc2822;
mod token;
mod words;

use crate::Timestamp;
use crate::pieces::until;
use found::{Found, offset};
use token::Token::{Mark, Number};
use token::tokens;

/// Reads a date of a feed or a portal. A zone that is not given is `default_offset_minutes` (east of
/// UTC, +420 for +07:00), a time that is not given is midnight.
///
/// Read are RFC 3339, RFC 2822, ISO 8601 days, `26 Tháng Sáu 2019 2:15:00 CH`, `02/10/2020 08:20 SA`,
/// `10:8, Thứ Tư, 3-4-2024`, `14 giờ 15 phút, ngày 26 tháng 6 năm 2019`, `Jun 26, 2019 2:15 PM`,
/// `/Date(1561533300000+0700)/`, Unix seconds (10 digits) and milliseconds (13), and what is near to
/// these; diacritics and case do not matter. Of `6/5/2019` the day comes first, always. Years 1 to
/// 9999. Anything else is `None`.
///
/// ```
/// let date = bantin_feed::read_date("26 Tháng Sáu 2019 2:15:00 CH", 420);
/// assert_eq!(date.map(|d| d.to_rfc3339()).as_deref(), Some("2019-06-26T14:15:00+07:00"));
/// ```
pub fn read_date(text: &str, default_offset_minutes: i16) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 160 {
        return None;
    }
    // What most sources write, and a tenth of the work.
    if let Some(date) = Timestamp::parse_rfc3339(text).or_else(|| rfc2822::parse(text)) {
        return Some(date);
    }
    if let Some(inner) = text.strip_prefix("/Date(") {
        return microsoft(inner.strip_suffix(")/")?, default_offset_minutes);
    }
    if let Ok(number) = text.parse::<i64>()
        && let 10 | 13 = text.len()
    {
        let seconds = if text.len() == 10 { number } else { number.div_euclid(1000) };
        return epoch(seconds, default_offset_minutes);
    }
    by_words(text, default_offset_minutes)
}

/// Reads a date piece by piece.
fn by_words(text: &str, default_offset_minutes: i16) -> Option<Timestamp> {
    let mut found = Found::default();
    let tokens = tokens(text);
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        rest = found.take(rest)?;
    }
    found.timestamp(default_offset_minutes)
}

/// The inside of `/Date(1561533300000+0700)/`: milliseconds since 1970 and perhaps the zone to show
/// them in (Microsoft's JSON before ISO dates, which SharePoint's older interface still writes).
fn microsoft(inner: &str, default_offset: i16) -> Option<Timestamp> {
    // The hyphen of a time before 1970 is none of a zone.
    let (digits, zone) = until(inner.strip_prefix('-').unwrap_or(inner), &|c| !c.is_ascii_digit());
    let millis = digits.parse::<i64>().ok()?;
    let millis = if inner.starts_with('-') { -millis } else { millis };
    let offset = match tokens(zone).as_slice() {
        [] => default_offset,
        [Mark(sign), Number(hhmm, 4)] => offset(*sign, *hhmm, 4, 0)?,
        _ => return None,
    };
    epoch(millis.div_euclid(1000), offset)
}

/// An instant in the years 1 to 9999.
pub(crate) fn epoch(seconds: i64, offset: i16) -> Option<Timestamp> {
    Some(Timestamp::new(seconds, offset)).filter(|time| time.unix() == seconds)
}
