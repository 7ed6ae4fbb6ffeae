//! Tags of HTML taken apart.

use crate::pieces::until;

/// The attribute that a text begins with, its value as it is written, and what follows it. It takes at least one character.
pub(crate) fn attribute(text: &str) -> (&str, &str, &str) {
    let (name, rest) = until(text, &|c| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return (name, "", rest);
    };
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            let (value, rest) = until(value, &|c| c == quote);
            return (name, value, rest.get(1..).unwrap_or_default());
        }
    }
    let (value, rest) = until(value, &|c| c.is_whitespace() || c == '>');
    (name, value, rest)
}

/// The attributes of a tag, from behind its name, and what follows the tag.
pub(crate) fn attributes(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        if rest.is_empty() {
            return (attributes, rest);
        }
        let (name, value, after) = attribute(rest);
        attributes.push((name, value));
        rest = after;
    }
}
