//! Which days are looked at.

use crate::store::Days;

use super::calendar;

/// The most days at once: ten years.
const LONGEST: i64 = 3_653;

/// Up to so many days are shown day by day, more of them by month.
const BY_DAY: i64 = 62;

/// Spans that end today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Today.
    Today,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// This month and the eleven before it.
    Year,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::Year];

    /// Its name in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "hom-nay",
            Self::Week => "7-ngay",
            Self::Month => "30-ngay",
            Self::Year => "12-thang",
        }
    }

    fn days(self, today: i64) -> Days {
        let first = match self {
            Self::Today => today,
            Self::Week => today - 6,
            Self::Month => today - 29,
            Self::Year => calendar::first_of_month(today, 11),
        };
        first.max(1)..=today
    }
}

/// By what a chart over time has its bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hours of one day.
    Hour,
    /// Days.
    Day,
    /// Months.
    Month,
}

/// The days that are looked at. Never empty, never with day 0 in it, and not beyond today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The days, from 1970-01-01 in the site's zone.
    pub days: Days,
    /// Whether they were chosen by name.
    pub preset: Option<Preset>,
}

/// Why days cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// There is no such day, or no such name.
    Unknown,
    /// The last day is before the first.
    Reversed,
    /// They have not come yet.
    Future,
    /// There are too many.
    Long,
}

impl Span {
    /// The days of a preset.
    #[must_use]
    pub fn of(preset: Preset, today: i64) -> Self {
        Self { days: preset.days(today), preset: Some(preset) }
    }

    /// The days asked for: from–to where either is given, else by name, else the last 30.
    ///
    /// # Errors
    /// When there are no such days.
    pub fn asked(preset: Option<&str>, from: Option<&str>, to: Option<&str>, today: i64) -> Result<Self, SpanError> {
        let given = |text: Option<&str>| {
            let text = text.map(str::trim).filter(|text| !text.is_empty());
            text.map(|text| calendar::read(text).filter(|day| *day >= 1).ok_or(SpanError::Unknown)).transpose()
        };
        let (from, to) = (given(from)?, given(to)?);
        let (first, last) = match (from, to) {
            (None, None) => {
                let named = preset.unwrap_or(Preset::Month.name());
                let preset = Preset::ALL.into_iter().find(|preset| preset.name() == named);
                return preset.map(|preset| Self::of(preset, today)).ok_or(SpanError::Unknown);
            }
            (Some(from), to) => (from, to.unwrap_or(today.max(from)).min(today.max(from))),
            (None, Some(to)) => (to, to),
        };
        if first > today {
            return Err(SpanError::Future);
        }
        if to.is_some_and(|to| to < first) {
            return Err(SpanError::Reversed);
        }
        if last - first >= LONGEST {
            return Err(SpanError::Long);
        }
        Ok(Self { days: first..=last, preset: None })
    }

    /// As it stands in the name of a file.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", calendar::iso(*self.days.start()), calendar::iso(*self.days.end()))
    }

    /// How many days there are.
    #[must_use]
    pub fn length(&self) -> i64 {
        self.days.end() - self.days.start() + 1
    }

    /// As many days before it. Those before the first of all are not there: then it is shorter, or empty.
    #[must_use]
    pub fn before(&self) -> Days {
        (self.days.start() - self.length()).max(1)..=(self.days.start() - 1)
    }

    /// By what its chart over time has bars.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self.length() {
            1 => Unit::Hour,
            ..=BY_DAY => Unit::Day,
            _ => Unit::Month,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24.
    const TODAY: i64 = 20_781;

    fn days(preset: Option<&str>, from: Option<&str>, to: Option<&str>) -> Result<(String, String), SpanError> {
        Span::asked(preset, from, to, TODAY)
            .map(|span| (calendar::iso(*span.days.start()), calendar::iso(*span.days.end())))
    }

    fn pair(from: &str, to: &str) -> Result<(String, String), SpanError> {
        Ok((from.to_owned(), to.to_owned()))
    }

    #[test]
    fn presets_end_today() {
        assert_eq!(days(None, None, None), pair("2026-10-26", "2026-11-24"));
        assert_eq!(days(Some("hom-nay"), None, None), pair("2026-11-24", "2026-11-24"));
        assert_eq!(days(Some("7-ngay"), Some(""), Some("")), pair("2026-11-18", "2026-11-24"));
        assert_eq!(days(Some("12-thang"), None, None), pair("2025-12-01", "2026-11-24"));
        assert_eq!(days(Some("2-ngay"), None, None), Err(SpanError::Unknown));
    }

    #[test]
    fn dates_win_over_names_and_end_today() {
        assert_eq!(days(Some("7-ngay"), Some("2026-02-01"), Some("2026-02-28")), pair("2026-02-01", "2026-02-28"));
        assert_eq!(days(None, Some("2026-11-20"), None), pair("2026-11-20", "2026-11-24"));
        assert_eq!(days(None, Some("2026-11-20"), Some("2030-01-01")), pair("2026-11-20", "2026-11-24"));
        assert_eq!(days(None, None, Some("2026-11-20")), pair("2026-11-20", "2026-11-20"));
    }

    #[test]
    fn days_that_cannot_be_are_told_apart() {
        assert_eq!(days(None, Some("2026-11-31"), None), Err(SpanError::Unknown));
        assert_eq!(days(None, Some("1970-01-01"), None), Err(SpanError::Unknown), "day 0 is in no span");
        assert_eq!(days(None, Some("2026-11-20"), Some("2026-11-19")), Err(SpanError::Reversed));
        assert_eq!(days(None, Some("2026-11-25"), None), Err(SpanError::Future));
        assert_eq!(days(None, Some("2026-11-25"), Some("2026-11-26")), Err(SpanError::Future));
        assert_eq!(days(None, None, Some("2026-11-26")), Err(SpanError::Future));
        assert_eq!(days(None, Some("2016-11-22"), None), Err(SpanError::Long));
        assert!(days(None, Some("2016-11-24"), None).is_ok());
    }

    #[test]
    fn the_period_before_is_as_long_and_touches_it() {
        let span = Span::of(Preset::Week, TODAY);
        assert_eq!(span.before(), TODAY - 13..=TODAY - 7);
        let first = Span { days: 1..=3, preset: None };
        assert!(first.before().is_empty());
        assert_eq!(Span { days: 3..=5, preset: None }.before(), 1..=2);
    }

    #[test]
    fn bars_fit_the_span() {
        let unit = |from, to| Span { days: from..=to, preset: None }.unit();
        assert_eq!([unit(9, 9), unit(1, 2), unit(1, 62), unit(1, 63)], [Unit::Hour, Unit::Day, Unit::Day, Unit::Month]);
    }
}
