//! The body of an article.

use crate::clean_html::CleanHtml;
use crate::markup::{Element, el};

/// The body, fitted into a page: each table in a frame of its own that scrolls sideways on a phone and by keyboard, and
/// headings that begin below the page's own and leave no level out.
#[must_use]
pub fn body(html: &CleanHtml, lang: Option<String>) -> Element {
    // Neither makes anything unclean that was clean.
    let html = CleanHtml::from_cleaner(fitted(html.as_str()));
    el("div.body").attr("lang", lang).html(html)
}

const FRAME: &str = r#"<div class="table" role="group" tabindex="0">"#;

/// Fits HTML that a serialiser wrote: tags in lower case, attributes in double quotes. A `<` inside an attribute's value
/// is text, and is left alone.
fn fitted(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + FRAME.len());
    let mut headings = Headings::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some((before, tag_on)) = rest.split_at_checked(start) else { break };
        let Some((tag, after)) = tag_on.split_at_checked(end_of_tag(tag_on)) else { break };
        out.push_str(before);
        if tag.starts_with("<table>") || tag.starts_with("<table ") {
            out.push_str(FRAME);
        }
        match headings.level(tag) {
            Some((start, level, end)) => {
                out.push_str(start);
                out.push(char::from(b'0' + level));
                out.push_str(end);
            }
            None => out.push_str(tag),
        }
        if tag == "</table>" {
            out.push_str("</div>");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The headings met so far that the next may stand below: the level each was given, and the one it has here.
#[derive(Default)]
struct Headings(Vec<(u8, u8)>);

impl Headings {
    /// The level that a heading's tag is to have, between what stands before and after it; `None` for any other tag.
    fn level<'t>(&mut self, tag: &'t str) -> Option<(&'t str, u8, &'t str)> {
        let start = if tag.starts_with("</h") { "</h" } else { "<h" };
        let mut rest = tag.strip_prefix(start)?.chars();
        let given = u8::try_from(rest.next()?.to_digit(10).filter(|level| (1..=6).contains(level))?).ok()?;
        let end = rest.as_str();
        if !end.starts_with(['>', ' ']) {
            return None;
        }
        if start == "<h" {
            while self.0.last().is_some_and(|(above, _)| *above >= given) {
                self.0.pop();
            }
            // The page's own heading is the first level.
            let above = self.0.last().map_or(1, |(_, level)| *level);
            self.0.push((given, above + 1));
        }
        Some((start, self.0.last().map_or(given, |(_, level)| *level), end))
    }
}

/// Where the tag that the text begins with ends, past its `>`.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_table_has_a_frame() {
        let framed = fitted("<p>a</p><table lang=\"vi\"><tr><td>1</td></tr></table><p>b</p>");
        assert_eq!(framed, format!("<p>a</p>{FRAME}<table lang=\"vi\"><tr><td>1</td></tr></table></div><p>b</p>"));
    }

    #[test]
    fn what_only_looks_like_a_table_is_left_alone() {
        for html in
            [r#"<img alt="<table>">"#, r#"<img alt="> </table>">"#, "<tablet>", "a < b", "<table", "<hr>", "<h", "</h"]
        {
            assert_eq!(fitted(html), html);
        }
    }

    #[test]
    fn headings_begin_at_the_second_level_and_leave_none_out() {
        let given = "<h3 lang=\"vi\">a</h3><h5>b</h5><h3>c</h3><h2>d</h2><h4>e</h4>";
        let fits = "<h2 lang=\"vi\">a</h2><h3>b</h3><h2>c</h2><h2>d</h2><h3>e</h3>";
        assert_eq!(fitted(given), fits);
        assert_eq!(fitted(fits), fits);
    }

    proptest! {
        #[test]
        fn headings_leave_no_level_out(levels in proptest::collection::vec(1..=6_u8, 0..12)) {
            let html: String = levels.iter().map(|level| format!("<h{level}>x</h{level}>")).collect();
            let mut last = 1;
            for tag in fitted(&html).split("<h").skip(1) {
                let level = tag.as_bytes()[0] - b'0';
                prop_assert!((2..=last + 1).contains(&level));
                let end = format!("</h{level}>");
                prop_assert!(tag.ends_with(&end));
                last = level;
            }
        }

        #[test]
        fn nothing_is_lost(html in "[<>\"/table a-z]{0,80}") {
            let framed = fitted(&html);
            prop_assert_eq!(framed.replace(FRAME, "").replace("</table></div>", "</table>"), html);
        }
    }
}
