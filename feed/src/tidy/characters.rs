//! Single characters: what nobody sees goes, and a space is a space.

use super::tree::{Element, Node};

/// Makes a text of one shape: composed (NFC), as `String.prototype.normalize` does it.
pub type Composing<'c> = &'c dyn Fn(&str) -> String;

/// A text without characters that nobody sees, its letters composed.
pub(super) fn visible(text: &str, compose: Composing<'_>) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Joiners and marks of direction have a meaning among signs and scripts that are not written like ours.
        let joins = matches!(c, '\u{200C}'..='\u{200F}') && before >= '\u{590}';
        let unseen = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
        let control = c.is_control() && !c.is_whitespace();
        if joins || !(unseen || control) {
            out.push(c);
            before = c;
        }
    }
    if out.contains(|c| matches!(c, '\u{300}'..='\u{36F}')) { compose(&out) } else { out }
}

/// White space as one space each; none where one was just before, and none around breaks.
pub(super) fn spaced(nodes: Vec<Node>) -> Vec<Node> {
    let mut spacing = Spacing { last: ' ' };
    let mut nodes = spacing.spaced(nodes);
    trim_end(&mut nodes);
    nodes
}

struct Spacing {
    /// The character before; a space also where none may follow.
    last: char,
}

impl Spacing {
    fn spaced(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let text = self.text(&text);
                    if !text.is_empty() {
                        out.push(Node::Text(text));
                    }
                }
                Node::Element(element) if element.name == "br" => {
                    trim_end(&mut out);
                    self.last = ' ';
                    out.push(element.into());
                }
                Node::Element(element) if element.is_void() => {
                    self.last = 'x';
                    out.push(element.into());
                }
                Node::Element(mut element) => {
                    element.children = self.spaced(element.children);
                    out.push(element.into());
                }
            }
        }
        out
    }

    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if !c.is_whitespace() {
                out.push(c);
                self.last = c;
            } else if c == '\u{A0}' && self.last.is_ascii_digit() && rest.peek().is_some_and(|next| joins(*next)) {
                // Between a number and what it counts, or in a number.
                out.push(c);
                self.last = 'x';
            } else if self.last != ' ' {
                out.push(' ');
                self.last = ' ';
            }
        }
        out
    }
}

/// Whether a character goes on what a number began.
fn joins(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '%' | '°' | '₫' | '€' | '$')
}

fn trim_end(nodes: &mut Vec<Node>) {
    while let Some(last) = nodes.last_mut() {
        match last {
            Node::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            Node::Element(Element { name: "br", .. }) => {}
            Node::Element(element) if element.is_void() || element.is_block() => return,
            Node::Element(element) => {
                trim_end(&mut element.children);
                if !element.children.is_empty() {
                    return;
                }
            }
        }
        nodes.pop();
    }
}
