//! Lists of old addresses as files: what each leads to, or only the addresses.

use super::table::{Row, rows};
use super::{BadAddress, BadTarget, OldAddress, Ours, Target};

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// Its number, from 1.
    pub number: u64,
    /// The old address as it was written.
    pub written: String,
    /// What it says, or why it says nothing.
    pub said: T,
}

/// What a line of a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The old address.
    pub old: OldAddress,
    /// What it leads to.
    pub new: Target,
}

/// Why a line cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// The old address is none.
    #[error(transparent)]
    Old(#[from] BadAddress),
    /// The old address is the front page.
    #[error("the address is the front page, which is a page of this site")]
    Root,
    /// What it leads to is none of ours.
    #[error(transparent)]
    New(#[from] BadTarget),
    /// Another line says something else of the same address.
    #[error("line {0} says something else of the same address")]
    Contradicts(u64),
}

/// Reads a list of old addresses and what they lead to, one a line. A first line of headings is passed over, and so is one
/// that says the same again.
#[must_use]
pub fn entries(text: &str, ours: &Ours) -> Vec<Line<Result<Entry, BadLine>>> {
    let rows = rows(text, |cells| matches!(cells, [old, new, ..] if is_address(old) && is_target(new)));
    let mut known = std::collections::HashMap::<OldAddress, (u64, Target)>::new();
    let mut lines = Vec::new();
    for (at, Row { line: number, cells }) in rows.into_iter().enumerate() {
        let mut cells = cells.into_iter();
        let (written, new) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if at == 0 && !is_address(&written) && !is_target(&new) {
            continue;
        }
        let said = entry(&written, &new, ours).and_then(|entry| match known.get(&entry.old) {
            Some((line, new)) if *new != entry.new => Err(BadLine::Contradicts(*line)),
            _ => Ok(entry),
        });
        if let Ok(entry) = &said
            && known.insert(entry.old.clone(), (number, entry.new.clone())).is_some()
        {
            continue;
        }
        lines.push(Line { number, written, said });
    }
    lines
}

fn entry(old: &str, new: &str, ours: &Ours) -> Result<Entry, BadLine> {
    let old = OldAddress::parse(old)?;
    if old.is_root() {
        return Err(BadLine::Root);
    }
    Ok(Entry { old, new: Target::parse(new, ours)? })
}

/// Reads a list of old addresses: one a line, or the first column of a table.
#[must_use]
pub fn addresses(text: &str) -> Vec<Line<Result<OldAddress, BadAddress>>> {
    let is_number =
        |cell: &String| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || b".,%".contains(&byte));
    // An address may hold a comma: only what cannot be a part of one makes a table.
    let rows = rows(
        text,
        |cells| matches!(cells, [old, others @ ..] if is_address(old) && others.iter().any(|cell| is_target(cell) || is_number(cell))),
    );
    let lines = rows.into_iter().enumerate().filter_map(|(at, Row { line: number, cells })| {
        let written = cells.into_iter().next().unwrap_or_default();
        let said = OldAddress::parse(&written);
        (at > 0 || said.is_ok()).then_some(Line { number, written, said })
    });
    lines.collect()
}

fn is_address(cell: &str) -> bool {
    OldAddress::parse(cell).is_ok()
}

/// Whether a cell looks as what an address leads to, right or wrong.
fn is_target(cell: &str) -> bool {
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_number || is_address(cell) || cell.eq_ignore_ascii_case("gone")
}

#[cfg(test)]
mod tests {
    use bantin::route::Addresses;
    use bantin_api::Language;
    use proptest::prelude::*;

    use super::super::text_of;
    use super::*;

    fn ours() -> Ours {
        let addresses = Addresses::paths("/", &[Language::Vi]);
        Ours { addresses, hosts: Vec::new() }
    }

    fn read(text: &str) -> Vec<String> {
        let told = |line: Line<Result<Entry, BadLine>>| match line.said {
            Ok(Entry { old, new }) => format!("{} {old} {new}", line.number),
            Err(error) => format!("{} {error}", line.number),
        };
        entries(text, &ours()).into_iter().map(told).collect()
    }

    #[test]
    fn a_list_is_read_as_spreadsheets_write_it() {
        let wanted = ["2 /a,b.html /tin/5", "4 /c?x=1;2 /chuyen-muc/d", "5 /e gone"];
        for list in [
            "old,new\n\"/a,b.html\",5\n\n/c?x=1;2,/chuyen-muc/d\n/e,gone\n",
            "Địa chỉ cũ;Địa chỉ mới\r\n/a,b.html;5\r\n\r\n\"/c?x=1;2\";/chuyen-muc/d;ghi chú\r\n/e;Gone",
            "old\tnew\n/a,b.html\t5\n\n/c?x=1;2\t/chuyen-muc/d\n/e\tgone\n",
        ] {
            assert_eq!(read(list), wanted, "{list}");
        }
        let little: Vec<u8> = "\u{feff}/é\t5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}/é\t5\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little.as_slice(), &big, "\u{feff}/é,5".as_bytes()] {
            assert_eq!(read(&text_of(bytes).unwrap()), ["1 /é /tin/5"]);
        }
        assert!(text_of(b"/tin-t\xFDc,5").unwrap_err().to_string().starts_with("byte 6 "));
    }

    #[test]
    fn what_cannot_be_taken_is_named_by_its_line() {
        let told = read("/a,5\ntintuc/b,5\n/c,https://evil.example/\n/d\n/A,6\n/a?utm_source=x,5\n/,5\n");
        assert_eq!(told[0], "1 /a /tin/5");
        let wanted = [
            "2 the address begins",
            "3 `https://evil",
            "4 there is nothing",
            "5 line 1 says",
            "7 the address is the front",
        ];
        assert_eq!(told.len(), 1 + wanted.len(), "{told:?}");
        for (line, wanted) in told[1..].iter().zip(wanted) {
            assert!(line.starts_with(wanted), "{line}");
        }
    }

    #[test]
    fn addresses_are_lines_or_the_first_column() {
        let read = |text: &str| -> Vec<(u64, String)> {
            addresses(text).into_iter().map(|line| (line.number, line.written)).collect()
        };
        assert_eq!(
            read("/a,b.html\n\n/c;d?x=1,2\nx\n"),
            [(1, "/a,b.html".into()), (3, "/c;d?x=1,2".into()), (4, "x".into())]
        );
        assert_eq!(
            read("Top pages,Clicks\nhttps://x.vn/a,12\n/b,3\n"),
            [(2, "https://x.vn/a".into()), (3, "/b".into())]
        );
        assert_eq!(read("/a;/tin/5\n/b;gone\n"), [(1, "/a".into()), (2, "/b".into())]);
    }

    proptest! {
        #[test]
        fn any_file_is_read_without_harm(bytes in any::<Vec<u8>>(), text in "[/a-z0-9,;\t\"\r\n?=&é]{0,80}") {
            if let Ok(text) = text_of(&bytes) {
                let _ = (entries(&text, &ours()), addresses(&text));
            }
            let _ = (entries(&text, &ours()), addresses(&text));
        }
    }
}
