//! What is known only of a whole body: the levels of its headings, the names of its tables and videos.

use super::attributes::Language;
use super::figure::PLAYER;
use super::tree::{Element, Node, text_of};
use crate::players::Player;

/// What a table without a caption is called, in Vietnamese and English.
const TABLE: [&str; 2] = ["Bảng", "Table"];

/// How many tables are called by their captions.
const MANY: usize = 99;

/// Letters of a table's name, at most.
const LONG: usize = 120;

/// Fits a body into a page.
pub(super) fn fitted(nodes: Vec<Node>, language: Language<'_>) -> Vec<Node> {
    let in_english = language.is_some_and(|tag| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en")));
    let mut fitting = Fitting { headings: Headings::default(), tables: Vec::new(), in_english };
    fitting.all(nodes)
}

struct Fitting {
    headings: Headings,
    /// What the tables so far are called.
    tables: Vec<String>,
    in_english: bool,
}

impl Fitting {
    fn all(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        nodes
            .into_iter()
            .map(|node| match node {
                Node::Element(element) => self.one(element).into(),
                text => text,
            })
            .collect()
    }

    fn one(&mut self, mut element: Element) -> Element {
        if let Some(level) = element.level() {
            element.name = self.headings.name(level);
        }
        if element.attribute(PLAYER).is_some()
            && let Some(player) = element.attribute("href").and_then(Player::of)
        {
            let words = player.words(&text_of(&element.children), self.in_english);
            element.children = vec![Node::Text(words)];
        }
        if element.name == "table" {
            return self.framed(element);
        }
        element.children = self.all(std::mem::take(&mut element.children));
        element
    }

    /// A table in a frame that scrolls sideways where it is wider than the page, by keyboard too.
    fn framed(&mut self, mut table: Element) -> Element {
        let caption = table.children.iter().filter_map(Node::element).find(|child| child.name == "caption");
        let name: String = caption.map(|caption| text_of(&caption.children)).unwrap_or_default();
        let mut name: String = name.chars().take(LONG).collect();
        if name.is_empty() || self.tables.len() > MANY || self.tables.contains(&name) {
            // Several regions of a page are told from each other by their names.
            let [vi, en] = TABLE;
            let plain = if self.in_english { en } else { vi };
            name = format!("{plain} {}", self.tables.len() + 1);
        }
        self.tables.push(name.clone());
        table.children = self.all(std::mem::take(&mut table.children));
        let mut frame = Element::new("div", vec![table.into()]);
        for (attribute, value) in [("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", &name)] {
            frame.set(attribute, value);
        }
        frame
    }
}

/// The headings met so far that the next may stand below: the level each was given, and the one it has here.
#[derive(Default)]
struct Headings(Vec<(u8, u8)>);

impl Headings {
    /// What a heading is that was given a level: the page's own is the first, and none is left out.
    fn name(&mut self, given: u8) -> &'static str {
        self.0.retain(|(above, _)| *above < given);
        let above = self.0.last().map_or(1, |(_, level)| *level);
        self.0.push((given, above + 1));
        match above {
            1 => "h2",
            2 => "h3",
            3 => "h4",
            4 => "h5",
            _ => "h6",
        }
    }
}
