//! The tree of nodes that markup is in a browser, for tests that compare it with what HTML is parsed to.

use super::{Element, Markup, Parts};
use scraper::{Html, Node, Selector};

/// A node: an element with its attributes in order of their names and what is in it, or a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Tree {
    /// An element.
    Element(String, Vec<(String, String)>, Vec<Tree>),
    /// Texts next to each other are one.
    Text(String),
}

/// The nodes that the browser makes of markup.
pub fn built(markup: &Markup) -> Vec<Tree> {
    let mut nodes = Vec::new();
    build(markup, &mut nodes);
    nodes
}

/// The nodes that a parser makes of HTML, inside of a `div` in a document.
pub fn parsed(html: &str) -> Vec<Tree> {
    let document = Html::parse_document(&format!("<!doctype html><div id=root>{html}</div>"));
    let root = document.select(&Selector::parse("#root").unwrap()).next().unwrap();
    nodes_below(*root)
}

fn build(markup: &Markup, into: &mut Vec<Tree>) {
    match markup {
        Markup::Element(element) => into.push(element_built(element)),
        Markup::Text(text) => put_text(text, into),
        Markup::Many(children) => children.iter().for_each(|child| build(child, into)),
        Markup::Live(make) => build(&make(), into),
    }
}

fn element_built(element: &Element) -> Tree {
    let Parts { tag, attributes, children, html, .. } = &*element.0;
    let mut inside = Vec::new();
    match html {
        Some(html) => inside = parsed(html.as_str()),
        None => children.iter().for_each(|child| build(child, &mut inside)),
    }
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into_owned()));
    Tree::Element((*tag).to_owned(), sorted(attributes), inside)
}

fn nodes_below(parent: ego_tree::NodeRef<'_, Node>) -> Vec<Tree> {
    let mut nodes = Vec::new();
    for child in parent.children() {
        match child.value() {
            Node::Element(element) => {
                let attributes = element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned()));
                nodes.push(Tree::Element(element.name().to_owned(), sorted(attributes), nodes_below(child)));
            }
            Node::Text(text) => put_text(text, &mut nodes),
            _ => {}
        }
    }
    nodes
}

fn sorted(attributes: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut attributes: Vec<_> = attributes.collect();
    attributes.sort();
    attributes
}

fn put_text(text: &str, into: &mut Vec<Tree>) {
    match into.last_mut() {
        _ if text.is_empty() => {}
        Some(Tree::Text(before)) => before.push_str(text),
        _ => into.push(Tree::Text(text.to_owned())),
    }
}
