//! The body of an article.

use crate::clean_html::CleanHtml;
use leptos::prelude::*;

/// The body, with each table in a frame of its own that scrolls sideways on a phone and by keyboard.
#[must_use]
pub fn body(html: &CleanHtml, lang: Option<String>) -> impl IntoView + use<> {
    view! { <div class="body" lang=lang inner_html=framed_tables(html.as_str())></div> }
}

const FRAME: &str = r#"<div class="table" role="group" tabindex="0">"#;

/// Frames the tables of HTML that a serialiser wrote: tags in lower case, attributes in double quotes. A `<` inside an
/// attribute's value is text, and is left alone.
fn framed_tables(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + FRAME.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag_on) = rest.split_at(start);
        let (tag, after) = tag_on.split_at(end_of_tag(tag_on));
        out.push_str(before);
        if tag.starts_with("<table>") || tag.starts_with("<table ") {
            out.push_str(FRAME);
        }
        out.push_str(tag);
        if tag == "</table>" {
            out.push_str("</div>");
        }
        rest = after;
    }
    out.push_str(rest);
    out
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
        let framed = framed_tables("<p>a</p><table lang=\"vi\"><tr><td>1</td></tr></table><p>b</p>");
        assert_eq!(
            framed,
            format!("<p>a</p>{FRAME}<table lang=\"vi\"><tr><td>1</td></tr></table></div><p>b</p>")
        );
    }

    #[test]
    fn what_only_looks_like_a_table_is_left_alone() {
        for html in [r#"<img alt="<table>">"#, r#"<img alt="> </table>">"#, "<tablet>", "a < b", "<table"] {
            assert_eq!(framed_tables(html), html);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(html in "[<>\"/table a-z]{0,80}") {
            let framed = framed_tables(&html);
            prop_assert_eq!(framed.replace(FRAME, "").replace("</table></div>", "</table>"), html);
        }
    }
}
