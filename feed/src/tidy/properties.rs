//! What holds for any HTML.

use super::{tidy, tree};
use crate::body::{ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE};
use crate::tag::attributes;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::time::{Duration, Instant};

/// What is written besides what sources may write.
const OURS: [&str; 6] = ["class", "role", "tabindex", "aria-label", "data-player", "rel"];

fn made(html: &str) -> String {
    tidy(html, Some("vi"), &str::to_owned)
}

/// Any text with much of HTML in it, whether it is well-formed or not.
fn html() -> impl Strategy<Value = String> {
    let element = select([ALLOWED_ELEMENTS, &["script", "font", "o:p"]].concat());
    let attribute = select(vec![
        "",
        " lang=\"en\"",
        " href=\"/x\"",
        " href='#'",
        " src=\"a.jpg\"",
        " colspan=\"2\"",
        " rowspan=\"3\"",
        " class=\"player\"",
        " title=\"IMG_1.jpg\"",
        " data-player=\"https://x/\"",
        " dir=rtl",
        " onclick=\"x\"",
        " width=\"3\"",
        " \"='",
    ]);
    let words = select(vec![
        "q",
        "qq ",
        " ",
        "&nbsp;",
        "&amp;",
        "<br>",
        "<br><br>",
        "- ",
        "• ",
        "1. ",
        "2. ",
        "3. ",
        "https://youtu.be/abcdefghijk",
        "<",
        ">",
        "\"",
        "đ",
        "<img src=\"a.jpg\">",
        "<!-- q -->",
    ]);
    let part = prop_oneof![
        3 => words.prop_map(str::to_owned),
        2 => (element.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        2 => element.prop_map(|name| format!("</{name}>")),
        1 => "\\PC{0,3}",
    ];
    vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// Well-formed HTML, nested as no editor would.
fn nested() -> impl Strategy<Value = String> {
    let leaf =
        select(vec!["q", "qq", " ", "<br>", "<img src=\"a.jpg\">", "- q", "<br><br>", "https://youtu.be/abcdefghijk"]);
    leaf.prop_map(str::to_owned).prop_recursive(6, 48, 5, |inner| {
        let name = select(
            ALLOWED_ELEMENTS
                .iter()
                .copied()
                .filter(|name| !crate::pieces::is_listed("br col hr img source track", name))
                .collect::<Vec<_>>(),
        );
        (name, vec(inner, 0..5)).prop_map(|(name, inside)| {
            let attributes = if name == "a" { " href=\"/x\"" } else { "" };
            format!("<{name}{attributes}>{}</{name}>", inside.concat())
        })
    })
}

fn tags(html: &str) -> Vec<(bool, String, Vec<String>)> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let ends = tag.starts_with('/');
        let (name, rest) = crate::pieces::until(tag.trim_start_matches('/'), &|c| c == '>' || c == ' ');
        found.push((ends, name.to_owned(), attributes(rest).0.iter().map(|(name, _)| (*name).to_owned()).collect()));
    }
    found
}

fn letters(html: &str) -> usize {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.matches('q').count()
}

/// What can be said of one result.
fn is_right(out: &str) -> Result<(), TestCaseError> {
    let mut open: Vec<String> = Vec::new();
    let mut level = 1;
    for (ends, name, given) in tags(out) {
        prop_assert!(ALLOWED_ELEMENTS.contains(&name.as_str()) && name != "h1", "{} in {}", name, out);
        let own = ALLOWED_ATTRIBUTES.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, own)| own);
        for attribute in given {
            let known = own.iter().chain(ALLOWED_EVERYWHERE).chain(&OURS).any(|known| *known == attribute);
            prop_assert!(known, "{} of {} in {}", attribute, name, out);
        }
        if ends {
            prop_assert_eq!(open.pop(), Some(name), "{}", out);
            continue;
        }
        // A browser would end it here.
        let in_text =
            open.last().is_some_and(|last| last == "p") && tree::Element::new(known(&name), Vec::new()).is_block();
        prop_assert!(!in_text, "{} in a paragraph in {}", name, out);
        if let Some(heading) = tree::Element::new(known(&name), Vec::new()).level() {
            prop_assert!(heading <= level + 1, "{}", out);
            level = heading;
        }
        if !["br", "col", "hr", "img", "source", "track"].contains(&name.as_str()) {
            open.push(name);
        }
    }
    prop_assert!(open.is_empty(), "{:?} in {}", open, out);
    Ok(())
}

fn known(name: &str) -> &'static str {
    ALLOWED_ELEMENTS.iter().find(|known| **known == name).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn anything_comes_out_right_and_the_same_again(html in html()) {
        let once = made(&html);
        is_right(&once)?;
        prop_assert_eq!(made(&once), once);
    }

    #[test]
    fn no_word_of_what_is_well_formed_is_lost(html in nested()) {
        let once = made(&html);
        is_right(&once)?;
        prop_assert_eq!(letters(&once), letters(&html), "{}", once);
        prop_assert_eq!(made(&once), once);
    }
}

#[test]
fn much_of_anything_takes_little_time() {
    for part in [
        "<",
        "<a ",
        "<p>",
        "<b>",
        "</b>",
        "<table><tr><td>",
        "<td>",
        "<ul><li>",
        "<a href=\"/x\"><p>",
        "<br>",
        "- a<br>",
        "&nbsp;",
        "<b><i>",
        "<figure>",
        "<blockquote>a",
        "<details><summary>a",
        "<h2>a",
        "<tfoot><tr><td>a",
        "<table><caption>a</caption><tr><td>1</td><td>2</td></table>",
        "1. a<br>",
        "<del cite=\"/long/and/longer\">a<p>",
        "<!--",
        "<tr><td></td>",
        "<q lang=\"en\">",
        "a\u{301}",
        "<dl><dt>a<dd>",
    ] {
        let html = part.repeat((256 << 10) / part.len());
        let start = Instant::now();
        let once = made(&html);
        assert!(start.elapsed() < Duration::from_secs(20), "{part} took {:?}", start.elapsed());
        assert!(once.len() < 32 * html.len(), "{part} became {} bytes", once.len());
    }
}
