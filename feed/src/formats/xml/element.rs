//! An element, and what is asked of it.

use super::space::Space;
use crate::address;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// An element of a text; what it says is borrowed from there where it stands there as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element<'t> {
    pub(crate) space: Space,
    /// Its name without a prefix.
    pub(crate) name: Rc<str>,
    pub(super) attributes: Vec<(Space, Rc<str>, String)>,
    pub(crate) children: Vec<Node<'t>>,
    /// Where it stands in the text.
    pub(crate) span: Range<usize>,
    /// What addresses in it are relative to, where an element around it or itself says so (`xml:base`).
    pub(crate) base: Option<Rc<str>>,
}

/// What is in an element.
#[derive(Clone, Debug)]
pub(crate) enum Node<'t> {
    Element(Element<'t>),
    Text(Cow<'t, str>),
}

impl<'t> Element<'t> {
    /// Whether it is this one.
    pub(crate) fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && (*self.name == *name || self.name.eq_ignore_ascii_case(name))
    }

    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element<'t>> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name in it.
    pub(crate) fn all<'e>(&'e self, space: Space, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.is(space, name))
    }

    /// The first element of this name in it.
    pub(crate) fn first(&self, space: Space, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.is(space, name))
    }

    /// The value of an attribute without a namespace, which is not blank.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.get_of(Space::Plain, name)
    }

    /// The value of an attribute.
    pub(crate) fn get_of(&self, space: Space, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(of, known, _)| *of == space && **known == *name);
        found.map(|(_, _, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All text in it; `None` where it is blank.
    pub(crate) fn text(&self) -> Option<String> {
        // Most have one piece, which is copied once.
        if let [Node::Text(only)] = &*self.children {
            return Some(only.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        }
        let mut text = String::new();
        self.add_text(&mut text);
        let trimmed = text.trim();
        match trimmed.len() {
            0 => None,
            length if length == text.len() => Some(text),
            _ => Some(trimmed.to_owned()),
        }
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(more) => text.push_str(more),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// The text of the first element of this name in it.
    pub(crate) fn text_of(&self, space: Space, name: &str) -> Option<String> {
        self.all(space, name).find_map(Self::text)
    }

    /// An address in it, seen from where it stands.
    pub(crate) fn address(&self, text: &str) -> String {
        let text = text.trim();
        self.base.as_deref().map_or_else(|| text.to_owned(), |base| address::resolve(base, text))
    }

    /// What is in it, as HTML.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        self.children.iter().for_each(|child| child.add_html(&mut html));
        html
    }
}

impl Node<'_> {
    fn add_html(&self, html: &mut String) {
        let element = match self {
            Self::Text(text) => return escape(text, html),
            Self::Element(element) => element,
        };
        let name = element.name.to_ascii_lowercase();
        html.extend(["<", &name]);
        for (space, attribute, value) in &element.attributes {
            if *space == Space::Plain {
                html.extend([" ", attribute, "=\""]);
                escape(value, html);
                html.push('"');
            }
        }
        html.push('>');
        if !["br", "hr", "img", "source", "track", "wbr", "col"].contains(&name.as_str()) {
            element.children.iter().for_each(|child| child.add_html(html));
            html.extend(["</", &name, ">"]);
        }
    }
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::xml::parse;

    #[test]
    fn inner_elements_are_html_again() {
        let root =
            parse("<d xmlns:h='http://www.w3.org/1999/xhtml'><h:p class=\"x\">a &lt; b<h:br/><h:b>c</h:b></h:p></d>")
                .unwrap()
                .root;
        assert_eq!(root.html(), "<p class=\"x\">a &lt; b<br><b>c</b></p>");
    }
}
