//! What a cleaner wrote, as a tree. Total: whatever a text holds, something comes of it, and nothing that is not on the
//! allow-list.

use super::attributes::{self, Language};
use super::tree::{Element, Node, push};
use crate::body::{ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE};
use crate::entity;
use crate::pieces::{is_listed, until};
use crate::tag;

/// Elements in one another, at most; of those deeper only what they hold is kept.
const DEEPEST: usize = 96;

/// How deep elements are told apart at all.
const FLATTENED: usize = 8 * DEEPEST;

/// Elements that a text cannot run on over.
const FENCES: &str = "caption dd dt figcaption li td th";

/// Elements that mean nothing more when they stand in themselves.
const ONCE: &str = "a b em i s strong u";

/// An element whose end has not come; without one where only what it holds is kept.
struct Open {
    name: &'static str,
    element: Option<Element>,
}

struct Parser<'l> {
    open: Vec<Open>,
    roots: Vec<Node>,
    language: Language<'l>,
}

/// Parses HTML that a serialiser wrote.
pub(super) fn parse(html: &str, language: Language<'_>) -> Vec<Node> {
    let mut parser = Parser { open: Vec::new(), roots: Vec::new(), language };
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = until(rest, &|c| c == '<');
        if !text.is_empty() {
            parser.put(Node::Text(decoded(text)));
        }
        let Some(inside) = tag.get(1..) else { break };
        rest = parser.tag(inside).unwrap_or_else(|| {
            parser.put(Node::Text("<".to_owned()));
            inside
        });
    }
    while let Some(open) = parser.open.pop() {
        parser.close(open);
    }
    parser.roots
}

impl Parser<'_> {
    /// Takes a tag from behind its `<`, and gives what follows it; `None` where it is none.
    fn tag<'h>(&mut self, inside: &'h str) -> Option<&'h str> {
        if let Some(comment) = inside.strip_prefix("!--") {
            return Some(comment.split_once("-->").map_or("", |(_, after)| after));
        }
        let ends = inside.starts_with('/');
        let named = if ends { inside.get(1..)? } else { inside };
        if !named.starts_with(|c: char| c.is_ascii_alphabetic() || (!ends && matches!(c, '!' | '?'))) {
            return None;
        }
        let (name, rest) = until(named, &|c| c.is_whitespace() || c == '/' || c == '>');
        let (given, rest) = tag::attributes(rest);
        let known = ALLOWED_ELEMENTS.iter().find(|known| known.eq_ignore_ascii_case(name));
        if let Some(name) = known {
            if ends { self.end(name) } else { self.begin(name, given) }
        }
        Some(rest)
    }

    fn begin(&mut self, name: &'static str, given: Vec<(&str, &str)>) {
        let mut element = Element::new(name, Vec::new());
        let own = ALLOWED_ATTRIBUTES.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, own)| own);
        // In the order of the list, so that it does not matter in which they stood.
        for known in own.iter().chain(ALLOWED_EVERYWHERE) {
            if let Some((_, value)) = given.iter().find(|(given, _)| known.eq_ignore_ascii_case(given)) {
                element.attributes.push((known, decoded(value)));
            }
        }
        if element.is_void() {
            self.close(Open { name, element: Some(element) });
            return;
        }
        let fenced = self.open.iter().rev().take_while(|open| !is_listed(FENCES, open.name));
        let again = is_listed(ONCE, name) && fenced.into_iter().any(|open| open.name == name);
        let deep = self.open.len() >= DEEPEST;
        if self.open.len() < FLATTENED {
            self.open.push(Open { name, element: (!again && !deep).then_some(element) });
        }
    }

    fn end(&mut self, name: &str) {
        if self.open.iter().any(|open| open.name == name) {
            while let Some(open) = self.open.pop() {
                let found = open.name == name;
                self.close(open);
                if found {
                    break;
                }
            }
        }
    }

    fn close(&mut self, open: Open) {
        let Some(element) = open.element else { return };
        for node in attributes::settled(element, self.language) {
            self.put(node);
        }
    }

    fn put(&mut self, node: Node) {
        let inner = self.open.iter_mut().rev().find_map(|open| open.element.as_mut());
        push(inner.map_or(&mut self.roots, |element| &mut element.children), node);
    }
}

/// A text with its references decoded.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (before, reference) = until(rest, &|c| c == '&');
        out.push_str(before);
        let Some(name) = reference.get(1..) else { return out };
        rest = name;
        // The longest name that is known has 8 characters, numbers may have leading zeros.
        let end = name.bytes().take(16).position(|byte| byte == b';');
        let meant = end.and_then(|end| Some((entity::character(name.get(..end)?)?, name.get(end + 1..)?)));
        match meant {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => out.push('&'),
        }
    }
}
