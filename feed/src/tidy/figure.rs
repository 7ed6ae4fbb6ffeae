//! Figures: pictures with their caption, galleries, and videos of others that are not asked for before somebody wants them.

use super::blocks::{Kind, blocks};
use super::tree::{Element, Node, any, is_blank, sole, text_of};
use crate::pieces::is_listed;
use crate::players::Player;

/// The attribute that holds the address of a player's frame. No source can write it: it is on no allow-list.
pub(super) const PLAYER: &str = "data-player";

/// A figure with at most one caption, last.
pub(super) fn figure(element: Element, children: Vec<Node>) -> Vec<Node> {
    let mut captions = Vec::new();
    let mut within = Vec::new();
    for child in children {
        match child {
            Node::Element(child) if child.name == "figcaption" => {
                captions.push(Element::new("p", child.children).into());
            }
            other => within.push(other),
        }
    }
    let caption = blocks(captions, Kind::Text);
    if let Some(player) = player(&within, caption.clone()) {
        return vec![player.into()];
    }
    let mut within = blocks(within, Kind::Text);
    if let Some(Node::Element(one)) = sole(&within)
        && is_gallery(one)
    {
        within = one.children.clone();
    }
    let holds = |name: &str| within.iter().all(|node| node.is(name) || node.is_space());
    if is_blank(&within) || holds("figure") {
        // Nothing to put a caption to, or figures that have their own.
        if !is_blank(&caption) {
            within.push(Element::new("p", caption).into());
        }
        return within;
    }
    if !is_blank(&caption) {
        within.push(Element::new("figcaption", caption).into());
    }
    vec![element.holding(within).into()]
}

/// A figure that stands for a video, where nodes are only a link to one, or its address.
pub(super) fn player(nodes: &[Node], caption: Vec<Node>) -> Option<Element> {
    let (address, words) = match sole(nodes)? {
        Node::Text(text) => (text.trim(), String::new()),
        Node::Element(element) if element.name == "a" => {
            if any(&element.children, &|inside| inside.name == "img") {
                return None;
            }
            (element.attribute("href")?, text_of(&element.children))
        }
        // As a source wraps it.
        Node::Element(element) if is_listed("div p", element.name) => return player(&element.children, caption),
        Node::Element(_) => return None,
    };
    let player = Player::of(address)?;
    let words = if words.is_empty() { player.page() } else { words };
    let mut link = Element::new("a", vec![Node::Text(words)]);
    link.set(PLAYER, &player.frame());
    link.set("href", &player.page());
    link.set("rel", "noopener");
    let mut figure = Element::new("figure", vec![link.into()]);
    figure.set("class", "player");
    if !is_blank(&caption) {
        figure.children.push(Element::new("figcaption", caption).into());
    }
    Some(figure)
}

pub(super) fn is_player(figure: &Element) -> bool {
    figure.attribute("class").is_some()
}

/// What figures below each other stand in.
pub(super) fn gallery() -> Element {
    let mut gallery = Element::new("div", Vec::new());
    gallery.set("class", "gallery");
    gallery
}

pub(super) fn is_gallery(element: &Element) -> bool {
    element.attribute("class") == Some("gallery")
}
