//! The body of an article.

use crate::clean_html::CleanHtml;
use crate::markup::{Element, el};

/// The body, fitted into a page: each table in a frame of its own that scrolls sideways on a phone and by keyboard, figures
/// that follow each other as a gallery, and headings that begin below the page's own and leave no level out.
#[must_use]
pub fn body(html: &CleanHtml, lang: Option<String>) -> Element {
    // Neither makes anything unclean that was clean.
    let html = CleanHtml::from_cleaner(fitted(html.as_str()));
    el("div.body").attr("lang", lang).html(html)
}

const FRAME: &str = r#"<div class="table" role="group" tabindex="0">"#;

const GALLERY: &str = r#"<div class="gallery">"#;

/// Fits HTML that a serialiser wrote: tags in lower case, attributes in double quotes. A `<` inside an attribute's value
/// is text, and is left alone.
fn fitted(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + FRAME.len());
    let mut headings = Headings::default();
    let mut figures = Figures::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some((before, tag_on)) = rest.split_at_checked(start) else { break };
        let Some((tag, after)) = tag_on.split_at_checked(end_of_tag(tag_on)) else { break };
        out.push_str(before);
        if tag.starts_with("<table>") || tag.starts_with("<table ") {
            out.push_str(FRAME);
        }
        let gallery_ends = figures.met(tag, after, &mut out);
        match headings.level(tag) {
            Some((start, level, end)) => {
                out.push_str(start);
                out.push(char::from(b'0' + level));
                out.push_str(end);
            }
            None => out.push_str(tag),
        }
        if tag == "</table>" || gallery_ends {
            out.push_str("</div>");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The figures met so far.
#[derive(Default)]
struct Figures {
    /// Where the one began that is open.
    start: Option<usize>,
    in_gallery: bool,
}

impl Figures {
    /// Takes note of a tag before it is written; the second figure of a run shows that the first began a gallery. Says
    /// whether a gallery ends behind the tag.
    fn met(&mut self, tag: &str, after: &str, out: &mut String) -> bool {
        if is_figure(tag) {
            self.start = Some(out.len());
        }
        if tag != "</figure>" {
            return false;
        }
        let start = self.start.take();
        let goes_on = is_figure(after.trim_ascii_start());
        if let Some(start) = start.filter(|_| goes_on && !self.in_gallery) {
            let run = out.split_off(start);
            out.push_str(GALLERY);
            out.push_str(&run);
            self.in_gallery = true;
        }
        let ends = self.in_gallery && !goes_on;
        self.in_gallery &= goes_on;
        ends
    }
}

fn is_figure(tag: &str) -> bool {
    tag.strip_prefix("<figure").is_some_and(|rest| rest.starts_with(['>', ' ']))
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
    fn figures_that_follow_each_other_are_a_gallery() {
        let figures = "<figure><img></figure>\n<figure id=\"b\"><img></figure>";
        assert_eq!(fitted(&format!("<p>a</p>{figures}<p>b</p>")), format!("<p>a</p>{GALLERY}{figures}</div><p>b</p>"));
        assert_eq!(fitted(&format!("{figures}{figures}")), format!("{GALLERY}{figures}{figures}</div>"));
        let nested = format!("<figure>{figures}<figcaption>c</figcaption></figure>");
        assert_eq!(
            fitted(&format!("{nested}<figure></figure>")),
            format!("<figure>{GALLERY}{figures}</div><figcaption>c</figcaption></figure><figure></figure>")
        );
        for alone in ["<figure><img></figure><p>a</p><figure></figure>", "<figure><figure>", "</figure><figure>"] {
            assert_eq!(fitted(alone), alone);
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
        fn nothing_is_lost(
            html in proptest::collection::vec("<table>|</table>|<figure>|</figure>|<h[1-3]>|[<>\"/ a-z]{0,8}", 0..24),
        ) {
            let html = html.concat();
            let whole = fitted(&html).replace(FRAME, "").replace(GALLERY, "");
            let headless = |html: &str| html.replace(|letter: char| letter.is_ascii_digit(), "").replace("</div>", "");
            prop_assert_eq!(headless(&whole), headless(&html));
        }

        #[test]
        fn what_is_opened_is_closed(pieces in proptest::collection::vec(
            prop_oneof!["<table></table>", "<figure></figure>", "<figure><figure></figure>\n<figure></figure></figure>", "<p>a</p>", "\n"],
            0..12,
        )) {
            let whole = fitted(&pieces.concat());
            let mut open = 0_i32;
            for part in whole.split('<').skip(1) {
                open += if part.starts_with("div") { 1 } else if part.starts_with("/div") { -1 } else { 0 };
                prop_assert!(open >= 0);
            }
            prop_assert_eq!(open, 0);
            let text = whole.replace(FRAME, "").replace(GALLERY, "").replace("</div>", "");
            prop_assert_eq!(text, pieces.concat());
        }
    }
}
