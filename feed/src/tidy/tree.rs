//! The small tree that a body is while it is made right.

use crate::pieces::is_listed;

/// Elements that stand on lines of their own.
const BLOCKS: &str = "blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p \
    pre summary table tbody td tfoot th thead tr ul";

/// Elements that are something to see without any text.
const SEEN: &str = "audio hr img video";

/// Elements that can hold nothing.
const VOID: &str = "br col hr img source track";

/// A text or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Element(Element),
}

/// An element of the allow-list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) children: Vec<Node>,
}

impl Element {
    pub(super) fn new(name: &'static str, children: Vec<Node>) -> Self {
        Self { name, attributes: Vec::new(), children }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Puts the attributes with these names before the others, in this order.
    pub(super) fn put_first(&mut self, names: &[&str]) {
        let mut others = std::mem::take(&mut self.attributes);
        for name in names {
            if let Some(at) = others.iter().position(|(known, _)| known == name) {
                self.attributes.push(others.remove(at));
            }
        }
        self.attributes.append(&mut others);
    }

    /// Sets an attribute, behind the others if it is new.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name, value.to_owned())),
        }
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| *known != name);
    }

    /// The same element with other children.
    pub(super) fn holding(&self, children: Vec<Node>) -> Self {
        Self { name: self.name, attributes: self.attributes.clone(), children }
    }

    pub(super) fn is_block(&self) -> bool {
        is_listed(BLOCKS, self.name)
    }

    pub(super) fn is_void(&self) -> bool {
        is_listed(VOID, self.name)
    }

    /// The level of a heading.
    pub(super) fn level(&self) -> Option<u8> {
        let level = self.name.strip_prefix('h')?.bytes().next()?;
        level.is_ascii_digit().then(|| level - b'0')
    }
}

impl Node {
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Whether it is one of these elements; a list with a space between any two.
    pub(super) fn is(&self, names: &str) -> bool {
        self.element().is_some_and(|element| is_listed(names, element.name))
    }

    /// Whether it is no more than white space.
    pub(super) fn is_space(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// Whether any node, or one inside of it, is an element of which `so` holds.
pub(super) fn any(nodes: &[Node], so: &dyn Fn(&Element) -> bool) -> bool {
    nodes.iter().filter_map(Node::element).any(|element| so(element) || any(&element.children, so))
}

/// Whether there is nothing to see.
pub(super) fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => !is_listed(SEEN, element.name) && is_blank(&element.children),
    })
}

/// The text of nodes, white space at its ends cut off.
pub(super) fn text_of(nodes: &[Node]) -> String {
    fn gather(nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Text(more) => text.push_str(more),
                Node::Element(element) if element.name == "br" => text.push(' '),
                Node::Element(element) => gather(&element.children, text),
            }
        }
    }
    let mut text = String::new();
    gather(nodes, &mut text);
    text.trim().to_owned()
}

/// The only node that is no white space.
pub(super) fn sole(nodes: &[Node]) -> Option<&Node> {
    let mut seen = nodes.iter().filter(|node| !node.is_space());
    seen.next().filter(|_| seen.next().is_none())
}

/// Does something with each text, and with the value of each attribute that holds words.
pub(super) fn each_text(nodes: &mut [Node], change: &mut dyn FnMut(&mut String)) {
    for node in nodes {
        match node {
            Node::Text(text) => change(text),
            Node::Element(element) => {
                let words = element.attributes.iter_mut().filter(|(name, _)| is_listed("alt label title", name));
                words.for_each(|(_, value)| change(value));
                each_text(&mut element.children, change);
            }
        }
    }
}

/// Appends a node; texts next to each other are one, and so is one emphasis that was cut in pieces.
pub(super) fn push(nodes: &mut Vec<Node>, node: Node) {
    match (nodes.last_mut(), node) {
        (_, Node::Text(text)) if text.is_empty() => {}
        (Some(Node::Text(last)), Node::Text(text)) => last.push_str(&text),
        (Some(Node::Element(last)), Node::Element(element))
            if last.name == element.name
                && last.attributes == element.attributes
                && is_listed("a b em i mark s small span strong sub sup u", last.name) =>
        {
            for child in element.children {
                push(&mut last.children, child);
            }
        }
        (_, node) => nodes.push(node),
    }
}
