//! How deeply elements of a body are nested, and how often those are copied that go on in the next paragraph: the cleaner's time grows
//! with the square of the one and with the other.
//!
//! A count before anything is parsed. It may count too many, never many too few: what is no tag to the HTML standard (in a
//! comment, an attribute, a script) ends nothing, and neither does an end that the standard ignores.

use super::scan::{behind_no_tag, behind_raw, behind_tag};

/// Elements that hold nothing, or that end by themselves where the next of their kind begins.
const FLAT: [&str; 25] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
];

/// Those of them that end a drawing or a formula; the others are any elements there, and hold others.
const FLAT_EVERYWHERE: [&str; 9] = ["br", "dd", "dt", "embed", "hr", "img", "li", "meta", "p"];

/// Elements in which there are no others, but for drawings and formulas.
const RAW: [&str; 8] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Elements that only their own end ends, and that of those around them ("special" to the standard). FLAT ones are too.
const SPECIAL: [&str; 53] = [
    "address",
    "annotation-xml",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "desc",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "foreignobject",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "listing",
    "main",
    "marquee",
    "menu",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "nav",
    "noscript",
    "object",
    "ol",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "template",
    "title",
    "ul",
];

/// Elements that no end from inside of them leaves but their own ("scope"). A table has cells, which are some.
const CLOSED: [&str; 12] = [
    "annotation-xml",
    "applet",
    "caption",
    "desc",
    "foreignobject",
    "marquee",
    "mi",
    "mtext",
    "object",
    "table",
    "template",
    "title",
];

/// Elements that go on in the next paragraph where they were not ended: there, all of them are made once more, with their attributes
/// (HTML standard, "reconstruct the active formatting elements").
const GOING_ON: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// How many bytes of these are copied, at most. An article of a thousand paragraphs may leave open twenty of them.
const COPIED: usize = 1_000_000;

/// How many of these that have the same attributes go on.
const SAME: usize = 3;

/// Whether more than `most` elements are open at once somewhere in `html`, or too many copied.
pub(super) fn exceeds(html: &str, most: usize) -> bool {
    let mut open: Vec<String> = Vec::new();
    let mut going_on = GoingOn::default();
    // Once there is a drawing or a formula, whether something is inside of it is not looked at.
    let mut foreign = false;
    // So many bytes from the end, ends are ends again.
    let mut certain_below = usize::MAX;
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let (ends, named) = tag.strip_prefix('/').map_or((false, tag), |named| (true, named));
        if !named.starts_with(|first: char| first.is_ascii_alphabetic()) {
            rest = behind_no_tag(tag);
            if let (true, Some(text)) = (foreign, tag.strip_prefix("![CDATA[")) {
                // Text, if it is inside of a drawing.
                certain_below = certain_below.min(text.split_once("]]>").map_or(0, |(_, behind)| behind.len()));
            }
            continue;
        }
        let length = named.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(named.len());
        let (name, after) = named.split_at_checked(length).unwrap_or((named, ""));
        let name = name.to_ascii_lowercase();
        rest = behind_tag(after);
        if ends && rest.len() >= certain_below {
            continue;
        }
        going_on.tag(&name, ends, tag.get(..tag.len() - rest.len()).unwrap_or(tag));
        foreign |= name == "svg" || name == "math";
        if RAW.contains(&name.as_str()) {
            if ends {
                continue;
            }
            let behind = behind_raw(rest, &name);
            if foreign {
                certain_below = certain_below.min(behind.len());
            } else {
                rest = behind;
            }
        } else if ends {
            end(&mut open, &name);
        } else if !FLAT.contains(&name.as_str()) || (foreign && !FLAT_EVERYWHERE.contains(&name.as_str())) {
            if name == "a" {
                end(&mut open, &name);
            }
            open.push(name);
        }
        if open.len() > most || going_on.copied > COPIED {
            return true;
        }
    }
    false
}

/// Ends the last element of this name and those in it, where the standard does.
fn end(open: &mut Vec<String>, name: &str) {
    let Some(last) = open.iter().rposition(|open| open == name) else { return };
    let inside = open.get(last + 1..).unwrap_or_default();
    let holds = |list: &[&str]| inside.iter().any(|inner| list.contains(&inner.as_str()));
    if name == "table" || !holds(if SPECIAL.contains(&name) { &CLOSED } else { &SPECIAL }) {
        open.truncate(last);
    } else if GOING_ON.contains(&name) {
        // What is inside stays, and has it inside instead.
        open.remove(last);
    }
}

/// The elements that go on, and what copying them takes.
#[derive(Default)]
struct GoingOn<'h> {
    /// Those that are open, each with its tag.
    open: Vec<(&'static str, &'h str)>,
    bytes: usize,
    copied: usize,
}

impl<'h> GoingOn<'h> {
    /// A tag. Each that begins something else may end what these were in, and so have them made once more.
    fn tag(&mut self, name: &str, ends: bool, tag: &'h str) {
        if let Some(name) = GOING_ON.into_iter().find(|known| *known == name) {
            // The next link ends the one before, here as above.
            if ends || name == "a" {
                self.end(|(open, _)| *open == name);
            }
            if !ends {
                // Of those that are the same only three go on.
                if self.open.iter().filter(|(_, open)| *open == tag).count() >= SAME {
                    self.end(|(_, open)| *open == tag);
                }
                self.open.push((name, tag));
                self.bytes += written(tag);
            }
        } else if !ends {
            self.copied = self.copied.saturating_add(self.bytes);
        }
    }

    fn end(&mut self, is_it: impl Fn(&(&'static str, &'h str)) -> bool) {
        if let Some(last) = self.open.iter().rposition(is_it) {
            let (_, tag) = self.open.remove(last);
            self.bytes -= written(tag);
        }
    }
}

/// How long a tag is at most as it is written again: some characters become six.
fn written(tag: &str) -> usize {
    tag.len() + 5 * tag.chars().filter(|c| matches!(c, '&' | '"' | '<' | '>' | '\u{A0}')).count()
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
    fn what_goes_on_is_counted_by_what_copying_it_takes() {
        let long = format!("<b title='{}'>", "x".repeat(5_000));
        assert!(exceeds(&(long.clone() + &"<p>a".repeat(1_000)), 256));
        assert!(!exceeds(&(long + "</b>" + &"<p>a".repeat(1_000)), 256));
        assert!(!exceeds(&"<p><font face='Times New Roman'><b>a</b>".repeat(200), 256), "what is left open is common");
        assert!(!exceeds(&"<a name='muc'>a<p>b".repeat(10_000), 256), "a link ends the one before");
    }

    #[test]
    fn an_end_where_there_is_none_does_not_hide_the_depth() {
        for hidden in [
            "<!-- </div> -->",
            "<!-- --!></i><!-- </div> -->",
            "<i title='</div>'></i>",
            "<style></div></style>",
            "</b>",
            "</ div>",
            "<? </div>",
            "<!x </div>",
            "<svg><![CDATA[ > </div> ]]></svg>",
            "<svg><style> </div> </style></svg>",
            "<table><td></div>",
            "<span><span><div></span></span></div>",
        ] {
            assert!(exceeds(&format!("<div>{hidden}").repeat(20), 10), "{hidden}");
        }
    }

    #[test]
    fn nothing_hides_what_begins() {
        for hidden in [
            "<!-->",
            "<!--->",
            "<!-- --!>",
            "<p \">",
            "<p =\">",
            "<p a=b\">",
            "<p a='b'\">",
            "<?x>",
            "<svg><style>",
            "</p '>",
        ] {
            assert!(exceeds(&format!("{hidden}{}", "<div>".repeat(11)), 10), "{hidden}");
        }
        assert!(exceeds(&format!("<svg>{}", "<td>".repeat(11)), 10), "cells in a drawing are none");
    }

    #[test]
    fn what_is_written_carelessly_ends_as_browsers_end_it() {
        for html in [
            "<div><span>a</div>",
            "<b><i>a</b></i>",
            "<ul><li><a>b</ul>",
            "<p><font>a<p></font>",
            "<table><tr><td>a<td><b>c</b></table>",
        ] {
            assert!(!exceeds(&html.repeat(50), 10), "{html}");
        }
    }
}
