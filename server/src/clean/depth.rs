//! How deeply elements of a body are nested: the cleaner's time grows with its square.
//!
//! A rough count before anything is parsed. It may count too many, never many too few: what ends an element in a
//! comment, an attribute or a script is not taken for an end.

use std::collections::HashMap;

/// Elements that hold nothing, or that end by themselves where the next of their kind begins.
const FLAT: [&str; 25] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
];

/// Elements in which there are no others.
const RAW: [&str; 8] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Whether more than `most` elements are open at once somewhere in `html`.
pub(super) fn exceeds(html: &str, most: usize) -> bool {
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let (ends, named) = tag.strip_prefix('/').map_or((false, tag), |named| (true, named));
        let length = named.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(named.len());
        let (name, after) = named.split_at_checked(length).unwrap_or((named, ""));
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            rest = tag;
            continue;
        }
        let name = name.to_ascii_lowercase();
        rest = behind_tag(after);
        if RAW.contains(&name.as_str()) {
            if !ends {
                rest = behind_raw(rest, &name);
            }
        } else if !FLAT.contains(&name.as_str()) {
            let count = open.entry(name).or_default();
            if ends {
                // The end of what was never begun ends nothing.
                depth -= usize::from(*count > 0);
                *count = count.saturating_sub(1);
            } else {
                *count += 1;
                depth += 1;
                if depth > most {
                    return true;
                }
            }
        }
    }
    false
}

/// What stands behind the end of a tag; a `>` in quotes is none.
fn behind_tag(attributes: &str) -> &str {
    let mut quote = None;
    for (place, c) in attributes.char_indices() {
        match (quote, c) {
            (None, '>') => return attributes.get(place + 1..).unwrap_or_default(),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    ""
}

/// What stands behind an element without others in it, beginning with its own end.
fn behind_raw<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once("</") {
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return tag.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = tag;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::exceeds;

    #[test]
    fn what_is_nested_is_counted_and_what_is_beside_is_not() {
        assert!(exceeds(&"<div>".repeat(11), 10));
        assert!(!exceeds(&"<div><b>a</b></div>".repeat(100), 10));
        assert!(!exceeds(&"<p>a<br><li>b<img src='>'>".repeat(100), 10));
    }

    #[test]
    fn an_end_where_there_is_none_does_not_hide_the_depth() {
        for hidden in ["<!-- </div> -->", "<i title='</div>'></i>", "<style></div></style>", "</b>", "</ div>"] {
            assert!(exceeds(&format!("<div>{hidden}").repeat(20), 10), "{hidden}");
        }
    }
}
