//! What each element says of itself, once all is known that it holds: attributes that are wrong or say nothing go, and
//! with them elements that are nothing without.

use super::old_letters::is_vietnamese;
use super::tree::{Element, Node, is_blank, text_of};
use crate::body::{ADDRESSES, ALLOWED_SCHEMES};
use crate::pieces::{is_listed, until};

/// The language that an article is said to be in, as a tag.
pub(super) type Language<'l> = Option<&'l str>;

/// How many columns or rows a cell reaches over at most: more is a slip, and costs a browser much.
const WIDEST: u32 = 100;

/// How many words there must be for their language to be worth saying: Word says one of each comma.
const A_SENTENCE: usize = 3;

/// Endings of names of pictures.
const PICTURES: &str = "jpg jpeg png gif webp bmp tif tiff svg heic avif jfif";

/// How cameras, phones and programs begin the names that they give to pictures.
const CAMERAS: &str =
    "img dsc dscn dscf pxl image picture photo pic hinh anh screenshot unnamed untitled z capture received";

/// The element as it shall stand, or what stays of it.
pub(super) fn settled(mut element: Element, language: Language<'_>) -> Vec<Node> {
    let known: Vec<_> = element.attributes.iter().map(|(name, _)| *name).collect();
    for name in known {
        let value = element.attribute(name).unwrap_or_default().trim().to_owned();
        if keeps(&element, name, &value, language) {
            element.set(name, &value);
        } else {
            element.remove(name);
        }
    }
    match element.name {
        "img" => picture(element),
        "audio" | "video" => {
            let names_none = !element.children.iter().any(|child| child.is("source"));
            if element.attribute("src").is_none() && names_none {
                return element.children;
            }
            // Without them nobody can play it, nor stop it.
            element.set("controls", "");
            vec![element.into()]
        }
        "a" if element.attribute("href").is_none() => element.children,
        "span" if element.attributes.is_empty() => element.children,
        _ if element.is_block() || element.is_void() => vec![element.into()],
        _ if is_blank(&element.children) => element.children,
        "a" => {
            element.set("rel", "noopener");
            without_breaks_at_its_ends(element)
        }
        _ => without_breaks_at_its_ends(element),
    }
}

fn keeps(element: &Element, name: &str, value: &str, language: Language<'_>) -> bool {
    match name {
        // Bodies run from left to right where they do not say otherwise.
        "dir" => value == "rtl",
        "lang" => is_foreign(element, value, language),
        "title" => !value.is_empty() && !is_a_files_name(value),
        "colspan" | "rowspan" | "span" => value.parse().is_ok_and(|number: u32| (2..=WIDEST).contains(&number)),
        "width" | "height" => value.parse().is_ok_and(|number: u32| number > 0),
        "start" => value.parse::<i32>().is_ok(),
        "scope" => is_listed("row col rowgroup colgroup", value),
        _ if ADDRESSES.contains(&name) => {
            let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let (scheme, rest) = until(&plain, &|c| matches!(c, ':' | '/' | '?' | '#'));
            // Nothing in a body has an id that a part of a page could be found by.
            !plain.is_empty()
                && !plain.starts_with('#')
                && (!rest.starts_with(':') || ALLOWED_SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)))
        }
        _ => true,
    }
}

/// Whether it is worth saying that an element is in another language. Word says `EN-US` of Vietnamese.
fn is_foreign(element: &Element, tag: &str, language: Language<'_>) -> bool {
    let (said, _) = until(tag, &|c| c == '-');
    let (own, _) = until(language.unwrap_or("vi"), &|c| c == '-');
    let text = text_of(&element.children);
    let is_tag = (2..=3).contains(&said.len()) && said.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_vietnamese = text.contains(is_vietnamese);
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    is_tag
        && !said.eq_ignore_ascii_case(own)
        && is_vietnamese <= said.eq_ignore_ascii_case("vi")
        && (element.name != "span" || words >= A_SENTENCE)
}

fn picture(mut element: Element) -> Vec<Node> {
    let alt = element.attribute("alt").unwrap_or_default().to_owned();
    let sign = |c: char| c >= '\u{203C}' && !c.is_alphanumeric();
    let alt = if is_a_files_name(&alt) { String::new() } else { alt };
    let is_sign = (1..=8).contains(&alt.chars().count()) && alt.chars().all(sign);
    // What one system draws is a letter everywhere; and without a picture its words stand for it.
    if is_sign || element.attribute("src").is_none() {
        return vec![Node::Text(alt)];
    }
    element.set("alt", &alt);
    // First of all what it is.
    element.put_first(&["src", "alt"]);
    vec![element.into()]
}

/// Whether words are the name of a picture's file, which says nothing to anybody.
fn is_a_files_name(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    if let Some((_, ending)) = lower.rsplit_once('.')
        && is_listed(PICTURES, ending)
        && !ending.is_empty()
    {
        return true;
    }
    let (name, number) = until(&lower, &|c| !c.is_ascii_alphabetic());
    is_listed(CAMERAS, name)
        && number.contains(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | '-' | '(' | ')' | ' ' | ':'))
}

/// An element within a line with the breaks that it begins and ends with outside of it.
fn without_breaks_at_its_ends(mut element: Element) -> Vec<Node> {
    let is_edge = |node: &Node| node.is("br") || node.is_space();
    let begins = element.children.iter().take_while(|node| is_edge(node)).count();
    let ends = element.children.iter().rev().take_while(|node| is_edge(node)).count();
    let all = std::mem::take(&mut element.children);
    let inside = all.len().saturating_sub(ends);
    let (mut before, mut within, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for (place, node) in all.into_iter().enumerate() {
        match place {
            _ if place < begins => before.push(node),
            _ if place < inside => within.push(node),
            _ => after.push(node),
        }
    }
    before.push(element.holding(within).into());
    before.append(&mut after);
    before
}
