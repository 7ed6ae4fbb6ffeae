//! What the body of an article may hold: one allow-list for the server's cleaner and the browser's.
//!
//! Source: the elements and attributes of the HTML standard that carry text, tables, figures and media and run nothing.

/// The elements that a body keeps; of all others but [`DROPPED_ELEMENTS`] what they hold stays.
pub const ALLOWED_ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    // The title of the page; `tidy` makes a lower one of it.
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "video",
];

/// The elements that go with all that they hold.
pub const DROPPED_ELEMENTS: &[&str] = &[
    "script", "style", "template", "noscript", "iframe", "object", "noembed", "noframes", "title", "svg", "math",
    "select",
];

/// The attributes that every element keeps.
pub const ALLOWED_EVERYWHERE: &[&str] = &["dir", "lang", "title"];

/// The attributes that one element each keeps besides. Where a cleaner knows no element by element, it keeps the union.
pub const ALLOWED_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("audio", &["controls", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "loading", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["src", "type"]),
    ("table", &["width"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["kind", "label", "src", "srclang"]),
    ("video", &["controls", "height", "poster", "src", "width"]),
];

/// The attributes that hold an address.
pub const ADDRESSES: &[&str] = &["cite", "href", "poster", "src"];

/// The schemes that an address in a body may have; one without a scheme is relative and allowed.
pub const ALLOWED_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Plain text as HTML: a paragraph for each run between empty lines, a break for each other line end.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        html.push_str("<p>");
        for character in paragraph.chars() {
            match character {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '\n' => html.push_str("<br>"),
                other => html.push(other),
            }
        }
        html.push_str("</p>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_paragraphs_and_no_markup() {
        assert_eq!(paragraphs("a < b & c\nd\r\n\r\n\ne"), "<p>a &lt; b &amp; c<br>d</p><p>e</p>");
        assert_eq!(paragraphs(" \n\n "), "");
    }

    #[test]
    fn nothing_on_the_list_runs_or_frames() {
        for element in ["script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base", "link"]
        {
            assert!(!ALLOWED_ELEMENTS.contains(&element), "{element}");
        }
        let each = ALLOWED_ATTRIBUTES.iter().flat_map(|(_, attributes)| attributes.iter());
        for attribute in each.chain(ALLOWED_EVERYWHERE) {
            assert!(
                !attribute.starts_with("on") && !["style", "srcdoc", "id", "name"].contains(attribute),
                "{attribute}"
            );
        }
    }

    #[test]
    fn only_what_is_kept_keeps_attributes() {
        for (element, _) in ALLOWED_ATTRIBUTES {
            assert!(ALLOWED_ELEMENTS.contains(element), "{element}");
        }
    }
}
