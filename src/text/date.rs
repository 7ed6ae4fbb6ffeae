//! Dates as Vietnamese portals write them.

use bantin_api::Language;
use bantin_feed::Timestamp;

/// How much of a date is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateForm {
    /// `26 Tháng Sáu 2019 2:15:00 CH`: as district sites have it beside an article.
    #[default]
    Long,
    /// `26/6/2019 14:15`.
    Short,
    /// `26/6/2019`: in lists.
    Day,
}

impl DateForm {
    /// Reads the setting `date_form`: `long`, `short` or `day`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "long" => Some(Self::Long),
            "short" => Some(Self::Short),
            "day" => Some(Self::Day),
            _ => None,
        }
    }
}

const MONTHS_VI: [&str; 12] =
    ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes a date in its own zone.
#[must_use]
pub fn date(when: Timestamp, form: DateForm, language: Language) -> String {
    let civil = when.civil();
    let (year, month, day, hour, minute) = (civil.year, civil.month, civil.day, civil.hour, civil.minute);
    let name = |names: [&'static str; 12]| names.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    // On a twelve-hour clock noon and midnight are both written 12.
    let (twelve, afternoon) = (if hour % 12 == 0 { 12 } else { hour % 12 }, hour >= 12);
    match (form, language) {
        (DateForm::Long, Language::Vi) => {
            let half = if afternoon { "CH" } else { "SA" };
            let second = civil.second;
            format!("{day} Tháng {} {year} {twelve}:{minute:02}:{second:02} {half}", name(MONTHS_VI))
        }
        (DateForm::Long, Language::En) => {
            let half = if afternoon { "pm" } else { "am" };
            format!("{day} {} {year}, {twelve}:{minute:02} {half}", name(MONTHS_EN))
        }
        (DateForm::Short, Language::Vi) => format!("{day}/{month}/{year} {hour}:{minute:02}"),
        (DateForm::Short, Language::En) => format!("{day} {} {year}, {hour}:{minute:02}", name(MONTHS_EN)),
        (DateForm::Day, Language::Vi) => format!("{day}/{month}/{year}"),
        (DateForm::Day, Language::En) => format!("{day} {} {year}", name(MONTHS_EN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::read_date;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn the_long_form_is_the_portals_own() {
        let afternoon = at("2019-06-26T14:15:00+07:00");
        assert_eq!(date(afternoon, DateForm::Long, Language::Vi), "26 Tháng Sáu 2019 2:15:00 CH");
        assert_eq!(date(afternoon, DateForm::Long, Language::En), "26 June 2019, 2:15 pm");
        assert_eq!(date(afternoon, DateForm::Short, Language::Vi), "26/6/2019 14:15");
        assert_eq!(date(afternoon, DateForm::Day, Language::Vi), "26/6/2019");
    }

    #[test]
    fn noon_is_12_ch_and_midnight_12_sa() {
        let (noon, midnight) = (at("2026-11-01T12:05:09+07:00"), at("2026-12-01T00:00:00+07:00"));
        assert_eq!(date(noon, DateForm::Long, Language::Vi), "1 Tháng Mười Một 2026 12:05:09 CH");
        assert_eq!(date(midnight, DateForm::Long, Language::Vi), "1 Tháng Mười Hai 2026 12:00:00 SA");
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        for month in 1..=12 {
            for hour in 0..24 {
                let when = at(&format!("2026-{month:02}-15T{hour:02}:41:07+07:00"));
                let written = date(when, DateForm::Long, Language::Vi);
                assert_eq!(read_date(&written, 420), Some(when), "{written}");
            }
        }
    }
}
