//! What stands below each other in a container: lines of text and blocks, whatever they were nested in.

use super::blocks::block;
use super::tree::{Element, Node, any, push};
use crate::pieces::is_listed;

/// Elements that mean something around blocks; any other emphasis around them only made everything bold.
const AROUND_BLOCKS: &str = "a del ins q s";

/// How many elements are put around each part of what stands apart, at most.
const AROUND: usize = 8;

/// How many parts an element with attributes, such as a link, may have to be put around each.
const PARTS: usize = 32;

/// Blocks that are no more than lines of their own where they stand outside of what they belong to.
const LINES: &str = "caption col colgroup div figcaption p summary tbody td tfoot th thead tr";

/// One of what stands below each other.
#[derive(Debug)]
pub(super) enum Piece {
    /// A run of text and what stands in it.
    Run(Run),
    /// A block that is right already.
    Block(Element),
}

/// A run of text.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Whether it stood on lines of its own: as a paragraph, or between empty lines.
    pub(super) apart: bool,
}

/// Takes the children of a container apart.
pub(super) fn pieces(children: Vec<Node>) -> Vec<Piece> {
    let mut flow = Flow::default();
    flow.walk(children, &[]);
    flow.end();
    flow.pieces
}

#[derive(Default)]
struct Flow {
    pieces: Vec<Piece>,
    run: Run,
    /// Breaks met since the last text.
    breaks: usize,
}

impl Flow {
    fn walk(&mut self, nodes: Vec<Node>, around: &[Element]) {
        for node in nodes {
            match node {
                Node::Text(text) => {
                    if text.trim().is_empty() && (self.breaks > 0 || self.run.nodes.is_empty()) {
                        continue;
                    }
                    self.put(wrapped(Node::Text(text), around));
                }
                Node::Element(element) => self.element(element, around),
            }
        }
    }

    fn element(&mut self, element: Element, around: &[Element]) {
        match element.name {
            "br" => self.breaks += 1,
            // They say something only in a player.
            "source" | "track" => {}
            // A language or direction of several paragraphs.
            "div" if !element.attributes.is_empty() => self.block(element, around),
            name if is_listed(LINES, name) => {
                let attributes = if name == "p" { element.attributes } else { Vec::new() };
                let outer = self.begin(attributes);
                self.walk(element.children, around);
                self.begin(outer);
            }
            _ if element.is_block() => self.block(element, around),
            _ if falls_apart(&element.children) => {
                let mut around = around.to_vec();
                if goes_around(&element) && around.len() < AROUND {
                    around.push(element.holding(Vec::new()));
                }
                self.walk(element.children, &around);
            }
            _ => self.put(wrapped(element.into(), around)),
        }
    }

    fn block(&mut self, element: Element, around: &[Element]) {
        self.end();
        for node in block(inside(element, around)) {
            match node {
                Node::Element(element) if element.is_block() && element.name != "p" => {
                    self.pieces.push(Piece::Block(element));
                }
                // What a block was unwrapped to.
                Node::Element(element) if element.name == "p" => {
                    let outer = self.begin(element.attributes);
                    self.walk(element.children, &[]);
                    self.begin(outer);
                }
                other => self.put(other),
            }
        }
        self.end();
    }

    fn put(&mut self, node: Node) {
        match std::mem::take(&mut self.breaks) {
            _ if self.run.nodes.is_empty() => {}
            0 => {}
            1 => self.run.nodes.push(Element::new("br", Vec::new()).into()),
            _ => {
                self.run.apart = true;
                let attributes = self.run.attributes.clone();
                self.begin(attributes);
            }
        }
        push(&mut self.run.nodes, node);
    }

    /// Ends the run and begins one on a line of its own; gives back what the former said of itself.
    fn begin(&mut self, attributes: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        let outer = self.run.attributes.clone();
        self.end();
        self.run = Run { attributes, apart: true, nodes: Vec::new() };
        outer
    }

    fn end(&mut self) {
        self.breaks = 0;
        let next = Run { attributes: self.run.attributes.clone(), ..Run::default() };
        let run = std::mem::replace(&mut self.run, next);
        if !run.nodes.is_empty() {
            self.pieces.push(Piece::Run(run));
        }
    }
}

/// Whether each part of an element within a line is to stand in such an element, now that they stand apart.
fn goes_around(element: &Element) -> bool {
    let holds_blocks = any(&element.children, &|inside| inside.is_block());
    let few = element.attributes.is_empty() || parts(&element.children) <= PARTS;
    few && (!holds_blocks || is_listed(AROUND_BLOCKS, element.name))
}

fn parts(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| node.element().map_or(1, |element| 1 + parts(&element.children))).sum()
}

/// Whether what stands in an element within a line does not stand on one.
fn falls_apart(nodes: &[Node]) -> bool {
    let mut breaks = 0;
    nodes.iter().any(|node| match node {
        Node::Element(element) if element.name == "br" => {
            breaks += 1;
            breaks > 1
        }
        Node::Element(element) => {
            breaks = 0;
            element.is_block() || falls_apart(&element.children)
        }
        node => {
            if !node.is_space() {
                breaks = 0;
            }
            false
        }
    })
}

fn wrapped(node: Node, around: &[Element]) -> Node {
    around.iter().rev().fold(node, |node, element| element.holding(vec![node]).into())
}

/// A block in which all stands inside of the elements that were around it.
fn inside(mut element: Element, around: &[Element]) -> Element {
    if around.is_empty() || element.is_void() {
        return element;
    }
    element.children = if is_listed("details dl figure ol table tbody tfoot thead tr ul", element.name) {
        let within = |node| match node {
            Node::Element(child) => inside(child, around).into(),
            space => space,
        };
        element.children.into_iter().map(within).collect()
    } else {
        let within = std::mem::take(&mut element.children);
        around.iter().rev().fold(within, |nodes, element| vec![element.holding(nodes).into()])
    };
    element
}
