//! Tables as HTML, and the links to them as files.

use bantin_api::Language;
use maud::{Markup, html};

use crate::staff::table::{Cell, Table};
use crate::staff::words::Words;

/// A table. What is wider than the screen is moved by itself, by keyboard too.
pub(super) fn whole(
    caption: &str,
    table: &Table,
    language: Language,
    href: &dyn Fn(&Cell) -> Option<String>,
) -> Markup {
    let is_number = |at: usize| table.rows.first().and_then(|row| row.get(at)).is_some_and(Cell::is_number);
    html! {
        div.wide tabindex="0" role="group" aria-label=(caption) {
            table {
                caption.visually-hidden { (caption) }
                thead { tr { @for (at, name) in table.head.iter().enumerate() { th.number[is_number(at)] scope="col" { (name) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (linked(cell, language, href)) } }
                                @else { td.number[cell.is_number()] { (cell.shown(language)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn linked(cell: &Cell, language: Language, href: &dyn Fn(&Cell) -> Option<String>) -> Markup {
    let shown = cell.shown(language);
    html! { @match href(cell) { Some(to) => a href=(to) { (shown) }, None => (shown) } }
}

/// Links to tables as CSV.
pub(super) fn files(words: &Words, files: &[(&'static str, String)]) -> Markup {
    html! {
        p.files {
            @for (what, href) in files {
                a href=(href) download { (words.download) span { ": " (what) } } " "
            }
        }
    }
}
