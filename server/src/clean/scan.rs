//! What of a text is a tag to the HTML standard ("tokenization"), and what stands behind it.

/// What stands behind something that begins like a tag and is none: a comment, or what is taken for one.
pub(super) fn behind_no_tag(text: &str) -> &str {
    let Some(comment) = text.strip_prefix("!--") else {
        // The angle alone is text.
        let is_comment = text.starts_with(['!', '?', '/']);
        return if is_comment { text.split_once('>').map_or("", |(_, behind)| behind) } else { text };
    };
    if let Some(behind) = comment.strip_prefix('>').or(comment.strip_prefix("->")) {
        return behind;
    }
    let ends = ["-->", "--!>"].into_iter().filter_map(|end| comment.split_once(end));
    ends.min_by_key(|(inside, _)| inside.len()).map_or("", |(_, behind)| behind)
}

/// Where in a tag something stands (HTML standard, "tokenization").
#[derive(Clone, Copy)]
enum At {
    Between,
    Name,
    BehindName,
    BeforeValue,
    Value,
    Quoted(char),
}

/// What stands behind the end of a tag; a `>` in quotes is none, and a quote is one only where a value begins.
pub(super) fn behind_tag(attributes: &str) -> &str {
    let mut at = At::Between;
    for (place, c) in attributes.char_indices() {
        at = match (at, c) {
            (At::Quoted(quote), _) if quote == c => At::Between,
            (At::Quoted(_), _) => at,
            (_, '>') => return attributes.get(place + 1..).unwrap_or_default(),
            (At::BeforeValue, '"' | '\'') => At::Quoted(c),
            (At::BeforeValue, _) if c.is_ascii_whitespace() => at,
            (At::Value, _) if !c.is_ascii_whitespace() => at,
            (At::BeforeValue, _) => At::Value,
            (At::Name | At::BehindName, '=') => At::BeforeValue,
            (At::Name | At::BehindName, _) if c.is_ascii_whitespace() => At::BehindName,
            (_, '/') => At::Between,
            (At::Between | At::Value, _) if c.is_ascii_whitespace() => At::Between,
            _ => At::Name,
        };
    }
    ""
}

/// What stands behind an element without others in it, beginning with its own end.
pub(super) fn behind_raw<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once("</") {
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return tag.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = tag;
    }
    ""
}
