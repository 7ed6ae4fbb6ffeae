//! A table, shown as HTML and saved as CSV: the same rows, so the same numbers.

use bantin::text::number;
use bantin_api::Language;

use super::calendar;
use super::words::words;
use crate::settings::Zone;

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(u64),
    /// A day, from 1970-01-01.
    Day(i64),
    /// A year's month.
    Month(i32, u8),
    /// An hour of the day, 0 to 23.
    Hour(u8),
    /// A moment, in seconds, by a site's clock.
    Moment(i64, Zone),
    /// A number that may be below zero.
    Signed(i64),
    /// The title of an article, and its id.
    Article(String, u64),
}

impl Cell {
    /// As people read it.
    pub(super) fn shown(&self, language: Language) -> String {
        match self {
            Self::Text(text) | Self::Article(text, _) => text.clone(),
            Self::Number(value) => number(*value, language),
            Self::Day(day) => calendar::shown(*day, language),
            Self::Month(year, month) => format!("{month}/{year}"),
            Self::Hour(hour) => format!("{hour}:00–{hour}:59"),
            Self::Moment(at, zone) => calendar::moment(*at, *zone, language),
            Self::Signed(value) => words(language).signed(*value),
        }
    }

    /// As a spreadsheet reads it. What a program of that kind would take for a formula is made plain text by an apostrophe
    /// before it.
    fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Article(text, _) => {
                let text = text.replace('\0', "");
                if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
                    format!("'{text}")
                } else {
                    text
                }
            }
            Self::Number(value) => value.to_string(),
            Self::Day(day) => calendar::iso(*day),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Hour(hour) => hour.to_string(),
            Self::Moment(at, zone) => calendar::iso_moment(*at, *zone),
            // A number and nothing else: no formula can stand in it.
            Self::Signed(value) => value.to_string(),
        }
    }

    /// Whether it stands at the right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Signed(_))
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What its columns are called.
    pub(super) head: Vec<&'static str>,
    /// As many cells each; the first says what the row is about.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// As CSV (RFC 4180), with the mark at its start by which Excel knows UTF-8.
    ///
    /// # Errors
    /// When it cannot be written: never, as long as rows are as wide as the head.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.head)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::plain))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: Vec<Cell>) -> String {
        let head = ["a", "b", "c", "d"].into_iter().take(cells.len()).collect();
        String::from_utf8(Table { head, rows: vec![cells] }.csv().unwrap()).unwrap()
    }

    #[test]
    fn what_needs_quotes_has_them() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let written = csv(vec![text("a,\"b\""), text("c\r\nd"), Cell::Number(37_520_817), Cell::Day(20_781)]);
        assert_eq!(written, "\u{feff}a,b,c,d\r\n\"a,\"\"b\"\"\",\"c\r\nd\",37520817,2026-11-24\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for begin in ["=", "+", "-", "@", "\t", "\r"] {
            let title = format!("{begin}HYPERLINK(0)");
            let written = csv(vec![Cell::Article(title.clone(), 1)]);
            assert!(written.contains(&format!("'{begin}HYPERLINK")), "{written}");
            assert!(csv(vec![Cell::Text(title)]).contains(&format!("'{begin}HYPERLINK")), "{written}");
        }
        assert!(csv(vec![Cell::Text("Tin = tức".into())]).contains("\r\nTin = tức\r\n"));
    }

    #[test]
    fn people_read_grouped_numbers_and_their_own_dates() {
        let shown = |cell: Cell| cell.shown(Language::Vi);
        assert_eq!(shown(Cell::Number(37_520_817)), "37.520.817");
        assert_eq!(shown(Cell::Day(20_781)), "24/11/2026");
        assert_eq!((shown(Cell::Month(2026, 3)), shown(Cell::Hour(8))), ("3/2026".into(), "8:00–8:59".into()));
    }
}
