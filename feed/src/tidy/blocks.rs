//! Containers and the blocks in them.

use super::bullets::as_lists;
use super::captions::as_figures;
use super::characters::spaced;
use super::flow::{Piece, Run, pieces};
use super::tree::{Element, Node, any, is_blank, sole, text_of};
use super::{figure, table};
use crate::pieces::is_listed;

/// What may stand in a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Paragraphs: every text is one.
    Paragraphs,
    /// A text by itself, as in a cell or an item; several are paragraphs.
    Text,
}

/// The children of a container, made right.
pub(super) fn blocks(children: Vec<Node>, kind: Kind) -> Vec<Node> {
    let mut pieces = as_lists(pieces(children));
    for piece in &mut pieces {
        if let Piece::Run(run) = piece {
            run.nodes = spaced(std::mem::take(&mut run.nodes));
        }
    }
    pieces.retain(|piece| !matches!(piece, Piece::Run(run) if is_blank(&run.nodes)));
    if kind == Kind::Paragraphs {
        pieces = as_figures(pieces);
    }
    let runs = pieces.iter().filter(|piece| matches!(piece, Piece::Run(_))).count();
    let apart = pieces.iter().any(|piece| matches!(piece, Piece::Run(run) if run.apart));
    let are_paragraphs = kind == Kind::Paragraphs || (runs > 1 && apart);
    let mut nodes = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Block(element) => put_block(&mut nodes, element),
            Piece::Run(Run { nodes: inside, attributes, .. }) if are_paragraphs || !attributes.is_empty() => {
                nodes.push(Element { name: "p", attributes, children: inside }.into());
            }
            Piece::Run(run) => nodes.extend(run.nodes),
        }
    }
    nodes
}

/// Appends a block; what belongs into a list and stands in none gets one, and pictures below each other are a gallery.
fn put_block(nodes: &mut Vec<Node>, element: Element) {
    let around = match element.name {
        "li" => "ul",
        "dt" | "dd" => "dl",
        "figure" if !figure::is_player(&element) => "div",
        _ => {
            nodes.push(element.into());
            return;
        }
    };
    let gathers = |last: &Element| last.name == around && (around != "div" || figure::is_gallery(last));
    match nodes.last_mut() {
        Some(Node::Element(last)) if gathers(last) => last.children.push(element.into()),
        Some(Node::Element(last)) if around == "div" && last.name == "figure" && !figure::is_player(last) => {
            let first = std::mem::replace(last, figure::gallery());
            last.children = vec![first.into(), element.into()];
        }
        _ if around == "div" => nodes.push(element.into()),
        _ => nodes.push(Element::new(around, vec![element.into()]).into()),
    }
}

/// A block made right: none where there is nothing to see in it, several where it was only around others.
pub(super) fn block(mut element: Element) -> Vec<Node> {
    let children = std::mem::take(&mut element.children);
    let whole = |element: Element, children: Vec<Node>| {
        if is_blank(&children) { Vec::new() } else { vec![element.holding(children).into()] }
    };
    match element.name {
        "hr" => vec![element.into()],
        "pre" if !any(&children, &|inside| inside.is_block()) => whole(element, children),
        // What only its line ends would hold together.
        "pre" => blocks(children, Kind::Paragraphs),
        "ul" | "ol" => whole(element, items(children)),
        "dl" => whole(element, terms(children)),
        "li" | "dd" | "dt" => whole(element, blocks(children, Kind::Text)),
        "table" => table::table(element, children),
        "figure" => figure::figure(element, children),
        "details" => details(element, children),
        _ if element.level().is_some() => heading(&element, children),
        _ => whole(element, blocks(children, Kind::Paragraphs)),
    }
}

/// The items of a list: a list that stands between them belongs to the one before it, anything else is one.
fn items(children: Vec<Node>) -> Vec<Node> {
    let mut items: Vec<Node> = Vec::new();
    for child in children {
        match child {
            Node::Element(element) if element.name == "li" => items.append(&mut block(element)),
            Node::Element(element) if is_listed("ul ol", element.name) => match items.last_mut() {
                Some(Node::Element(item)) => item.children.append(&mut block(element)),
                _ => items.push(Element::new("li", block(element)).into()),
            },
            space if space.is_space() => {}
            other => items.append(&mut block(Element::new("li", vec![other]))),
        }
    }
    items.retain(|item| item.element().is_some_and(|item| !is_blank(&item.children)));
    items
}

fn terms(children: Vec<Node>) -> Vec<Node> {
    let mut terms = Vec::new();
    for child in children {
        match child {
            Node::Element(element) if is_listed("dd dt", element.name) => terms.append(&mut block(element)),
            Node::Element(element) if is_listed("div p", element.name) => {
                terms.append(&mut self::terms(element.children))
            }
            space if space.is_space() => {}
            other => terms.append(&mut block(Element::new("dd", vec![other]))),
        }
    }
    terms
}

fn details(element: Element, mut children: Vec<Node>) -> Vec<Node> {
    let place = children.iter().position(|child| child.is("summary"));
    let summary = place.map(|place| children.remove(place));
    let within = blocks(children, Kind::Paragraphs);
    let Some(Node::Element(summary)) = summary else { return within };
    let said = blocks(summary.children.clone(), Kind::Text);
    if is_blank(&said) || is_blank(&within) {
        return [said, within].concat();
    }
    let mut all = vec![summary.holding(said).into()];
    all.extend(within);
    vec![element.holding(all).into()]
}

/// A heading is one line of text; what else it holds stands below it.
fn heading(element: &Element, children: Vec<Node>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for piece in pieces(children) {
        match piece {
            Piece::Block(block) => nodes.push(block.into()),
            Piece::Run(run) => {
                let mut words = spaced(run.nodes);
                let has_words = !text_of(&words).is_empty();
                while let Some(Node::Element(bold)) = sole(&words) {
                    if !is_listed("b strong", bold.name) {
                        break;
                    }
                    words = spaced(bold.children.clone());
                }
                if has_words {
                    nodes.push(element.holding(words).into());
                } else if !is_blank(&words) {
                    nodes.push(Element::new("p", words).into());
                }
            }
        }
    }
    nodes
}
