//! The text of a date cut into numbers, words and marks.

use crate::latin;

pub(super) enum Token {
    /// Its value (the largest where it is too long) and how many digits it has.
    Number(u32, usize),
    Word(String),
    /// A character between them; `|` for a hyphen with white space on both sides.
    Mark(u8),
}
use Token::{Mark, Number, Word};

/// Cuts a text; case and diacritics go, and white space once it has ended a number or a word.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for c in text.chars().filter_map(latin::base) {
        // White space ends a number or a word, so it is kept as a mark until the end.
        match (c, tokens.as_mut_slice()) {
            ('0'..='9', [.., Number(value, digits)]) => {
                *value = value.saturating_mul(10).saturating_add(u32::from(c as u8 - b'0'));
                *digits += 1;
            }
            ('0'..='9', _) => tokens.push(Number(u32::from(c as u8 - b'0'), 1)),
            ('a'..='z', [.., Word(word)]) => word.push(c),
            ('a'..='z', _) => tokens.push(Word(String::from(c))),
            _ if c.is_ascii_whitespace() => {
                if let [.., Mark(b' '), Mark(hyphen @ b'-')] = tokens.as_mut_slice() {
                    *hyphen = b'|';
                }
                tokens.push(Mark(b' '));
            }
            _ => tokens.push(Mark(c as u8)),
        }
    }
    tokens.retain(|token| !matches!(token, Mark(b' ')));
    tokens
}

/// Whether three numbers with the same mark between them begin here.
pub(super) fn is_date(tokens: &[Token]) -> bool {
    matches!(tokens, [Number(..), Mark(a @ (b'/' | b'-' | b'.')), Number(..), Mark(b), Number(..), ..] if a == b)
}
