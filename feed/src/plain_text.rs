//! HTML as plain text, for titles and summaries that hold some.

use crate::entity;
use crate::pieces::{is_listed, until};

/// Tags within a line: they leave no space behind. Every other tag does.
const WITHIN_A_LINE: &str = "a abbr b bdi bdo big cite code del em font i ins kbd label mark q s small span \
    strike strong sub sup tt u var wbr";

/// The text of a piece of HTML on one line: tags, comments, scripts and styles off, character
/// references decoded once (`&amp;lt;` is `&lt;`), white space collapsed, invisible hyphens and byte-order marks
/// dropped. Text with a bare `<`, as in `a < b`, is kept.
///
/// It is not HTML again: `&lt;b&gt;` comes out as `<b>`.
///
/// ```
/// assert_eq!(bantin_feed::plain_text("<p>T&ecirc;n&nbsp;<b>x&#227;</b></p>\n<p>5 < 7"), "Tên xã 5 < 7");
/// ```
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    // Behind the last `>` nothing is a tag; knowing it keeps the work proportional to the length.
    let last = html.bytes().rposition(|b| b == b'>').unwrap_or(0);
    let mut rest = html;
    loop {
        let (before, from) = until(rest, &|c| c == '<' || c == '&');
        push(&mut text, before);
        let Some(behind) = from.get(1..) else { break };
        if from.starts_with('&') {
            rest = behind;
            match reference(behind) {
                Some((character, end)) => {
                    push(&mut text, character.encode_utf8(&mut [0; 4]));
                    rest = end;
                }
                None => text.push('&'),
            }
        } else if html.len() - from.len() < last
            && let Some((name, end)) = tag(behind)
        {
            if !is_listed(WITHIN_A_LINE, &name) {
                push(&mut text, " ");
            }
            rest = end;
        } else {
            text.push('<');
            rest = behind;
        }
    }
    if text.ends_with(' ') {
        text.pop();
    }
    text
}

/// Whether a text is its own plain text, as most titles are; of some that are it says no.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at).copied().unwrap_or_default();
    // In front of the first is what would make a space there one too many.
    let mut before = b' ';
    for (at, byte) in bytes.iter().copied().enumerate() {
        let changed = match byte {
            b' ' => before == b' ',
            b'<' | b'&' | 0..0x20 | 0x7F => true,
            // U+0080 to U+00A0, and the invisible hyphen.
            0xC2 => matches!(next(at + 1), 0x80..=0xA0 | 0xAD),
            // White space, and what is not seen: U+1680, U+2000 to U+200F, U+2028 to U+202F, U+205F, U+3000, U+FEFF.
            0xE1 => next(at + 1) == 0x9A,
            0xE2 => matches!((next(at + 1), next(at + 2)), (0x80, 0x80..=0x8F | 0xA8..=0xAF) | (0x81, 0x9F)),
            0xE3 => (next(at + 1), next(at + 2)) == (0x80, 0x80),
            0xEF => (next(at + 1), next(at + 2)) == (0xBB, 0xBF),
            _ => false,
        };
        if changed {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// Appends text with its white space collapsed, none of it at the start.
fn push(text: &mut String, more: &str) {
    for c in more.chars() {
        if c.is_whitespace() {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        } else if !c.is_control() && !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}') {
            text.push(c);
        }
    }
}

/// The name of the tag whose `<` a text follows (lower case; empty for a comment) and what comes behind
/// it; `None` if it is no tag. Scripts, styles and comments go whole, to the end if they have none.
fn tag(text: &str) -> Option<(String, &str)> {
    if let Some(comment) = text.strip_prefix("!--") {
        return Some((String::new(), behind_comment(comment)));
    }
    let inner = text.strip_prefix('/').unwrap_or(text);
    let (name, attributes) = until(inner, &|c| !c.is_ascii_alphanumeric() && !matches!(c, '!' | '?' | '-' | ':'));
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?');
    if !begins || !attributes.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>') {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let mut rest = behind_attributes(attributes)?;
    if !text.starts_with('/') && (name == "script" || name == "style") {
        let closes = |from: &str| {
            let tag = from.strip_prefix("</").and_then(|from| from.get(..name.len()));
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(&name))
        };
        while !rest.is_empty() && !closes(rest) {
            rest = until(rest.get(1..).unwrap_or_default(), &|c| c == '<').1;
        }
        rest = until(rest, &|c| c == '>').1.get(1..).unwrap_or_default();
    }
    Some((name, rest))
}

/// What follows a comment, from behind its `<!--`; `<!-->` is one too.
fn behind_comment(comment: &str) -> &str {
    let mut dashes = 2;
    for (at, c) in comment.char_indices() {
        match c {
            '-' => dashes += 1,
            '>' if dashes >= 2 => return comment.get(at + 1..).unwrap_or_default(),
            _ => dashes = 0,
        }
    }
    ""
}

/// What follows the `>` that ends a tag; one in quotes does not, unless they are never closed.
fn behind_attributes(attributes: &str) -> Option<&str> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in attributes.char_indices() {
        match quote {
            None if c == '>' => return attributes.get(at + 1..),
            // Only after `=`: in `<p title=Hội 'quán>` it is a part of the text.
            None if before == '=' && (c == '"' || c == '\'') => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    until(attributes, &|c| c == '>').1.get(1..)
}

/// The character that a reference means, and what follows it, from behind its `&`.
fn reference(text: &str) -> Option<(char, &str)> {
    // The longest name here has 8 characters, numbers may have leading zeros.
    let end = text.bytes().take(16).position(|b| b == b';')?;
    let (name, rest) = text.split_at_checked(end)?;
    Some((entity::character(name)?, rest.strip_prefix(';')?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_go_and_text_stays() {
        for (html, wanted) in [
            ("", ""),
            ("  Tin \n\t tức  ", "Tin tức"),
            ("<b>T</b>in <i>tức</i>", "Tin tức"),
            ("<p>Một</p><p>Hai<br/>Ba</p>", "Một Hai Ba"),
            ("100 m<sup>2</sup>", "100 m2"),
            ("<a href=\"/x?a>b\" title='>'>Xem</a> thêm", "Xem thêm"),
            ("<style>p{}</style>A<SCRIPT>if (a<b) {}</Script >B<script>", "A B"),
            ("A<!-- <b> -->B", "A B"),
            ("<o:p></o:p>Word", "Word"),
            ("<p title=O'Neil>it's</p> x", "it's x"),
            ("A <!-- B > C", "A"),
            ("<a title=\"x>A</a>", "A"),
            ("so\u{AD}ft\u{FEFF}\u{0}", "soft"),
        ] {
            assert_eq!(plain_text(html), wanted, "{html}");
        }
    }

    #[test]
    fn a_bare_angle_is_text() {
        for text in [
            "a < b",
            "a<b",
            "1<2>0",
            "<3 quê hương",
            "<Tên xã>",
            "< b>",
            "a <",
            "x <b",
            "<a href='",
            "A & B",
            "AT&T; x",
            "a&lt",
            "<>",
            "</>",
        ] {
            assert_eq!(plain_text(text), text);
        }
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(plain_text("H&ograve;a B&igrave;nh &amp;amp; &#272;&#xe0; N&#7861;ng"), "Hòa Bình &amp; Đà Nẵng");
        assert_eq!(plain_text("&nbsp;&lt;b&gt;&nbsp;&quot;x&quot;&#160;"), "<b> \"x\"");
        assert_eq!(plain_text("&#32;&#10;a&#x200B;&#7;b&#32;"), "ab");
    }

    #[test]
    fn megabytes_of_open_tags_take_no_time() {
        for piece in ["<a ", "<!--", "<a b=\"", "<a b=\">", "<script>", "&#", "<a b='>\""] {
            plain_text(&(piece.repeat(300_000) + ">"));
            plain_text(&piece.repeat(300_000));
        }
    }

    proptest! {
        #[test]
        fn what_is_plain_is_its_own_plain_text(text in "(\\PC|[ -~]|[\u{80}-\u{AD}\u{1680}-\u{1681}\u{2000}-\u{200F}\u{FEFF}]|[ạ-ỹ ]){0,12}") {
            if is_plain(&text) {
                prop_assert_eq!(plain_text(&text), text);
            }
        }

        #[test]
        fn most_titles_are_plain(text in "[A-Za-zÀ-ưẠ-ỹ0-9,.:()“”–…]{1,9}( [A-Za-zÀ-ưẠ-ỹ0-9“”–…]{1,9}){0,9}") {
            prop_assert!(is_plain(&text), "{}", text);
        }

        #[test]
        fn any_text_comes_out_on_one_line(html in "([<>&;/ \"'=!-]|\\PC|[a-z#]){0,60}") {
            let text = plain_text(&html);
            prop_assert_eq!(text.trim(), &text);
            prop_assert!(!text.contains(['\n', '\t']) && !text.contains("  "));
        }

        #[test]
        fn text_without_marks_is_only_collapsed(html in "[^<&]{0,60}") {
            let text = plain_text(&html);
            prop_assert_eq!(plain_text(&text), text);
        }
    }
}
