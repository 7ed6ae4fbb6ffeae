//! Lists that somebody typed: paragraphs that begin with a dot, a dash or a number.

use super::characters::spaced;
use super::flow::{Piece, Run};
use super::tree::{Element, Node, is_blank};
use crate::pieces::until;

/// How deep typed lists are nested at most.
const LEVELS: usize = 3;

/// How many numbers in order, from 1 on, are surely a list.
const NUMBERS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    Sign(char),
    Number(usize),
}

/// The pieces with lists where such paragraphs follow each other.
pub(super) fn as_lists(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut typed: Vec<(Marker, Run)> = Vec::new();
    for piece in pieces.into_iter().flat_map(lines) {
        match piece {
            Piece::Run(run) => match marker(&run.nodes).filter(|marker| follows(&typed, *marker)) {
                Some(marker) => typed.push((marker, run)),
                None => {
                    close(&mut typed, &mut out);
                    match marker(&run.nodes).filter(|marker| follows(&[], *marker)) {
                        Some(marker) => typed.push((marker, run)),
                        None => out.push(Piece::Run(run)),
                    }
                }
            },
            block => {
                close(&mut typed, &mut out);
                out.push(block);
            }
        }
    }
    close(&mut typed, &mut out);
    out
}

/// Whether a marker goes on a list; the first may be any sign, and the number 1.
fn follows(typed: &[(Marker, Run)], marker: Marker) -> bool {
    match (typed.last(), marker) {
        (None, Marker::Number(number)) => number == 1,
        (Some((Marker::Number(last), _)), Marker::Number(number)) => number == last + 1,
        (Some((Marker::Number(_), _)), Marker::Sign(_)) | (Some((Marker::Sign(_), _)), Marker::Number(_)) => false,
        (_, Marker::Sign(_)) => true,
    }
}

/// The lines of a run, where it begins with a list or ends with one; a break is all that was typed between its items.
fn lines(piece: Piece) -> Vec<Piece> {
    let Piece::Run(run) = piece else { return vec![piece] };
    let lines: Vec<&[Node]> = run.nodes.split(|node| node.is("br")).collect();
    let first = lines.iter().position(|line| marker(line).is_some()).unwrap_or(lines.len());
    let (before, typed) = lines.split_at_checked(first).unwrap_or_default();
    if typed.len() < 2 || !typed.iter().all(|line| marker(line).is_some()) {
        return vec![Piece::Run(run)];
    }
    let one = |nodes: Vec<Node>| Piece::Run(Run { nodes, attributes: run.attributes.clone(), apart: true });
    let mut out = Vec::new();
    if !before.is_empty() {
        out.push(one(before.join(&Node::Element(Element::new("br", Vec::new())))));
    }
    out.extend(typed.iter().map(|line| one(line.to_vec())));
    out
}

fn close(typed: &mut Vec<(Marker, Run)>, out: &mut Vec<Piece>) {
    let all = std::mem::take(typed);
    let least = if matches!(all.first(), Some((Marker::Number(_), _))) { NUMBERS } else { 2 };
    if all.len() < least {
        out.extend(all.into_iter().map(|(_, run)| Piece::Run(run)));
        return;
    }
    let name = if least == NUMBERS { "ol" } else { "ul" };
    let mut levels: Vec<Marker> = Vec::new();
    let mut list = Element::new(name, Vec::new());
    for (marker, mut run) in all {
        let sign = if name == "ol" { Marker::Number(0) } else { marker };
        match levels.iter().position(|level| *level == sign) {
            Some(level) => levels.truncate(level + 1),
            None if levels.len() < LEVELS => levels.push(sign),
            None => {}
        }
        without_marker(&mut run.nodes);
        let item = Element { name: "li", attributes: run.attributes, children: spaced(run.nodes) };
        put(&mut list, item, levels.len());
    }
    out.push(Piece::Block(list));
}

/// Appends an item to the list that is open at a level.
fn put(list: &mut Element, item: Element, level: usize) {
    if level > 1
        && let Some(Node::Element(last)) = list.children.last_mut()
    {
        if !last.children.last().is_some_and(|child| child.is("ul")) {
            last.children.push(Element::new("ul", Vec::new()).into());
        }
        if let Some(Node::Element(inner)) = last.children.last_mut() {
            put(inner, item, level - 1);
        }
        return;
    }
    list.children.push(item.into());
}

fn marker(nodes: &[Node]) -> Option<Marker> {
    let mut nodes = nodes.to_vec();
    let marker = without_marker(&mut nodes)?;
    // Behind it something must follow.
    (!is_blank(&nodes)).then_some(marker)
}

/// Takes the marker off that nodes begin with.
fn without_marker(nodes: &mut [Node]) -> Option<Marker> {
    let text = first_text(nodes)?;
    let (marker, length) = read(text)?;
    text.drain(..length);
    Some(marker)
}

/// The text that nodes begin with.
fn first_text(nodes: &mut [Node]) -> Option<&mut String> {
    match nodes.iter_mut().find(|node| !node.is_space())? {
        Node::Text(text) => Some(text),
        Node::Element(element) => first_text(&mut element.children),
    }
}

/// The marker that a text begins with, and how many bytes it takes with the space behind it.
fn read(text: &str) -> Option<(Marker, usize)> {
    let from = text.trim_start();
    let (number, behind) = until(from, &|c| !c.is_ascii_digit());
    if !number.is_empty() && number.len() < 3 {
        let behind = behind.strip_prefix(['.', ')'])?;
        let rest = behind.trim_start();
        // A second number behind it is a part of the same, as in `1. 2. 2026`.
        let is_item = rest.len() < behind.len() && rest.starts_with(char::is_alphabetic);
        return is_item.then_some((Marker::Number(number.parse().ok()?), text.len() - rest.len()));
    }
    let sign = from.chars().next()?;
    let behind = from.get(sign.len_utf8()..)?;
    let rest = behind.trim_start();
    let spaces = behind.chars().count() - rest.chars().count();
    let is_marker = match sign {
        '·' | '•' | '▪' | '●' | '○' | '◦' | '■' | '\u{F000}'..='\u{F0FF}' => true,
        // Words and paragraphs begin with them too: Word sets its bullets well apart.
        'o' | '§' => spaces > 1,
        '-' | '+' => spaces > 0 || rest.starts_with(char::is_alphabetic),
        _ => false,
    };
    is_marker.then_some((Marker::Sign(sign), text.len() - rest.len()))
}
