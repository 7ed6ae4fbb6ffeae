//! Lines that belong to a picture, and links that stand alone and lead to a video.

use super::figure;
use super::flow::{Piece, Run};
use super::tree::{Element, Node, any, is_blank, sole, text_of};
use crate::pieces::is_listed;

/// Letters of a caption, at most: a longer text in italics is one of the article's own.
const LONG: usize = 160;

/// The pieces with figures: of a picture and the short line in italics below it, and of a link to a video.
pub(super) fn as_figures(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let Piece::Run(run) = piece else {
            out.push(piece);
            continue;
        };
        if let Some(player) = figure::player(&run.nodes, Vec::new()) {
            out.push(Piece::Block(player));
        } else if let Some(both) = with_caption(&run) {
            out.push(Piece::Block(both));
        } else if let Some(caption) = italics(&run.nodes)
            && let Some(Piece::Run(picture)) =
                out.pop_if(|last| matches!(last, Piece::Run(last) if is_picture(&last.nodes)))
        {
            out.push(Piece::Block(captioned(picture.nodes, caption)));
        } else {
            out.push(Piece::Run(run));
        }
    }
    out
}

/// A picture and its caption in one run, with or without a break between them.
fn with_caption(run: &Run) -> Option<Element> {
    let place = run.nodes.iter().position(|node| !node.is_space())?;
    let (picture, rest) = run.nodes.split_at_checked(place + 1)?;
    let rest: Vec<Node> = rest.iter().skip_while(|node| node.is("br") || node.is_space()).cloned().collect();
    let caption = italics(&rest)?;
    is_picture(picture).then(|| captioned(picture.to_vec(), caption))
}

fn captioned(picture: Vec<Node>, caption: Vec<Node>) -> Element {
    let mut children = picture;
    children.push(Element::new("figcaption", caption).into());
    Element::new("figure", children)
}

/// Whether there is one picture and nothing else, but for a link around it.
pub(super) fn is_picture(nodes: &[Node]) -> bool {
    match sole(nodes) {
        Some(Node::Element(element)) if element.name == "a" => is_picture(&element.children),
        Some(node) => node.is("img"),
        None => false,
    }
}

/// What stands in italics, where that is all of a short text.
fn italics(nodes: &[Node]) -> Option<Vec<Node>> {
    let within = only(nodes, "em i")?;
    let letters = text_of(&within).chars().count();
    ((1..=LONG).contains(&letters) && !any(&within, &|element| element.name == "img")).then_some(within)
}

/// What stands in emphasis of one kind, where all does that is to be seen.
pub(super) fn only(nodes: &[Node], names: &str) -> Option<Vec<Node>> {
    let mut within = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_listed(names, element.name) => within.extend(element.children.iter().cloned()),
            Node::Element(element) if is_listed("b em i small strong u", element.name) => {
                within.push(element.holding(only(&element.children, names)?).into());
            }
            node if node.is_space() || node.is("br") => within.push(node.clone()),
            _ => return None,
        }
    }
    (!is_blank(&within)).then_some(within)
}
