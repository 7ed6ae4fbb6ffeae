//! Frames with players, made links before a cleaner drops them.

use super::Player;
use crate::pieces::until;
use crate::tag;
use std::borrow::Cow;

/// HTML as it came, each frame with a known player in it made a link to the video's page: a cleaner drops frames.
#[must_use]
pub fn players_as_links(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = html;
    let mut rest = html;
    loop {
        let from = until(rest, &|c| c == '<').1;
        let Some(tag) = from.get(1..) else { break };
        rest = tag;
        let (name, said) = tag.split_at_checked(6).unwrap_or_default();
        let ends = said.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>');
        if !(ends && name.eq_ignore_ascii_case("iframe")) {
            continue;
        }
        let (attributes, behind) = tag::attributes(said);
        let given =
            |name: &str| attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, it)| &**it);
        let sources = ["src", "data-src", "data-lazy-src"];
        let player = sources.iter().find_map(|name| Player::of(&crate::plain_text(given(name)?)));
        let Some(player) = player else {
            rest = behind;
            continue;
        };
        let before = done.get(..done.len() - from.len()).unwrap_or_default();
        // What other tags would take for its end, or make of it, is not ours to say.
        let title = given("title").unwrap_or_default().replace(['<', '>'], " ");
        let words = if title.trim().is_empty() { player.page() } else { title };
        let page = player.page().replace('&', "&amp;");
        out.extend([before, "<p><a href=\"", &page, "\">", &words, "</a></p>"]);
        done = behind;
        // Its end, with what browsers without frames would show.
        let end = until(behind, &|c| c == '<').1;
        if end.get(..8).is_some_and(|end| end.eq_ignore_ascii_case("</iframe")) {
            done = until(end, &|c| c == '>').1.get(1..).unwrap_or_default();
        }
        rest = done;
    }
    if out.is_empty() {
        return Cow::Borrowed(html);
    }
    out.push_str(done);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_of_players_become_links_and_nothing_else_changes() {
        for (given, wanted) in [
            (
                "<p>a</p><IFRAME width=1 title='Lễ hội' src='https://www.youtube.com/embed/abc-EFG_hij?a=1&amp;start=3'>x</iframe>b",
                "<p>a</p><p><a href=\"https://www.youtube.com/watch?v=abc-EFG_hij&amp;t=3s\">Lễ hội</a></p>b",
            ),
            (
                "<iframe data-src=//player.vimeo.com/video/1 src=about:blank></iframe>",
                "<p><a href=\"https://vimeo.com/1\">https://vimeo.com/1</a></p>",
            ),
            (
                "<iframe src=https://youtu.be/abc-EFG_hij title=\"a<script>\">",
                "<p><a href=\"https://www.youtube.com/watch?v=abc-EFG_hij\">a script </a></p>",
            ),
        ] {
            assert_eq!(players_as_links(given), wanted);
        }
        for other in [
            "",
            "a < b",
            "<iframe",
            "<iframe src=",
            "<iframe src=\"https://a.vn/\"></iframe>",
            "<iframes src=//youtu.be/abc-EFG_hij>",
        ] {
            assert_eq!(players_as_links(other), other);
        }
    }

    proptest! {
        #[test]
        fn any_html_is_taken(html in "(<iframe|</iframe>|[<>=\"' a]|src=|//youtu.be/abc-EFG_hij){0,24}") {
            let made = players_as_links(&html);
            prop_assert!(made.len() >= html.len() || made.contains("<p><a href="));
        }
    }

    #[test]
    fn megabytes_of_frames_take_no_time() {
        for part in ["<iframe ", "<iframe src=//youtu.be/abc-EFG_hij>", "<", "<iframe src=\"", "<iframe></"] {
            let _ = players_as_links(&part.repeat(100_000));
        }
    }
}
