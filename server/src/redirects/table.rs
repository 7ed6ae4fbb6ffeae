//! The rows of a file as a spreadsheet writes it.

use std::borrow::Cow;

use csv::ReaderBuilder;

/// How cells may be separated: as commas and tabs are, or as Excel does where the comma is in numbers, as in Vietnam.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

/// How many rows decide how cells are separated.
const LOOKED_AT: usize = 200;

/// Why a file is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {0} is no UTF-8; save the file as \"CSV UTF-8\"")]
pub struct BadText(usize);

/// One row that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The number of its first line, from 1.
    pub(super) line: u64,
    /// What stands in it, without white space around.
    pub(super) cells: Vec<String>,
}

/// The text of a file: UTF-8, or UTF-16 with its mark, which Excel calls Unicode text.
///
/// # Errors
/// When it is neither.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, BadText> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, _) = bytes.as_chunks::<2>();
        Cow::Owned(char::decode_utf16(units.iter().copied().map(unit)).map(|c| c.unwrap_or('\u{fffd}')).collect())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(units(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Ok(units(rest, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))),
            Err(error) => Err(BadText(error.valid_up_to())),
        },
    }
}

/// The rows of a text, separated so that most of the first rows look `right`: half of them at least, as an address may hold
/// what separates others. Where there are not so many, a line is one cell.
pub(super) fn rows(text: &str, right: impl Fn(&[String]) -> bool) -> Vec<Row> {
    let mut best: Option<(u8, usize)> = None;
    for separator in SEPARATORS {
        let first: Vec<Row> = read(text, separator).take(LOOKED_AT).collect();
        let score = first.iter().filter(|row| right(&row.cells)).count();
        if score > best.map_or(0, |(_, best)| best) && score * 2 >= first.len() {
            best = Some((separator, score));
        }
    }
    match best {
        Some((separator, _)) => read(text, separator).collect(),
        None => lines(text).collect(),
    }
}

fn read(text: &str, separator: u8) -> impl Iterator<Item = Row> + '_ {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    // A text in memory gives no error.
    reader.into_records().map_while(Result::ok).filter_map(move |record| {
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let line = record.position().map_or(0, |begin| begin.line() + empty_lines(text, begin.byte()));
        cells.iter().any(|cell| !cell.is_empty()).then_some(Row { line, cells })
    })
}

/// A row's place is told as the end of the one before it: how many empty lines lie between.
fn empty_lines(text: &str, from: u64) -> u64 {
    let rest = usize::try_from(from).ok().and_then(|from| text.as_bytes().get(from..)).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    u64::try_from(ends).unwrap_or(u64::MAX)
}

fn lines(text: &str) -> impl Iterator<Item = Row> {
    let filled = |(line, text): (u64, &str)| {
        let cell = text.trim().trim_matches('"');
        (!cell.is_empty()).then(|| Row { line, cells: vec![cell.to_owned()] })
    };
    (1..).zip(text.lines()).filter_map(filled)
}
