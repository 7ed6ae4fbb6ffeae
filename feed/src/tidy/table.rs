//! Tables: those that hold data get a head, those that only arrange a page are no more.

use super::blocks::{Kind, blocks};
use super::captions::{is_picture, only};
use super::tree::{Element, Node, any, is_blank, text_of};
use crate::pieces::is_listed;

/// Letters of what stands below a picture in a table of two rows, at most.
const CAPTION: usize = 300;

/// The rows of a table, of which the first may be its head.
#[derive(Default)]
struct Rows {
    rows: Vec<Element>,
    /// How many of the rows were said to be the head.
    head: usize,
    foot: Vec<Element>,
    caption: Vec<Node>,
    /// What stood in it and in no cell.
    strays: Vec<Node>,
}

/// A table made right, or what it held.
pub(super) fn table(mut element: Element, children: Vec<Node>) -> Vec<Node> {
    let mut table = Rows::default();
    table.gather(children, "tbody");
    let Rows { mut rows, head: given_head, foot, caption, strays } = table;
    let mut foot_at = rows.len();
    rows.extend(foot);
    let outside = |strays: Vec<Node>| blocks(strays, Kind::Paragraphs);
    let arranges = |inside: &Element| inside.name == "table" || inside.level().is_some();
    if rows.iter().any(|row| any(&row.children, &arranges)) {
        return outside([strays, in_order(caption, &rows)].concat());
    }
    for row in &mut rows {
        for cell in row.children.iter_mut().filter_map(as_element) {
            cell.children = blocks(std::mem::take(&mut cell.children), Kind::Text);
        }
    }
    let caption = blocks(caption, Kind::Text);
    let mut head = given_head;
    if !rows.iter().any(reaches) {
        without_empty(&mut rows, &mut head, &mut foot_at);
    }
    if let Some(figure) = as_figure(&rows, &caption) {
        return [outside(strays), vec![figure.into()]].concat();
    }
    if rows.len() < 2 && rows.iter().all(|row| row.children.len() < 2) {
        return outside([strays, in_order(caption, &rows)].concat());
    }
    if given_head == 0 {
        head = head_of(&rows);
    }
    for (place, row) in rows.iter_mut().enumerate() {
        for cell in row.children.iter_mut().filter_map(as_element) {
            if place < head {
                as_head(cell);
            } else if cell.name == "th" && is_blank(&cell.children) {
                cell.name = "td";
                cell.remove("scope");
            }
        }
        if place >= head
            && let Some(Node::Element(first)) = row.children.first_mut()
            && first.name == "th"
            && first.attribute("scope").is_none()
        {
            first.set("scope", "row");
        }
    }
    element.remove("width");
    let mut all = Vec::new();
    if !is_blank(&caption) {
        all.push(Element::new("caption", caption).into());
    }
    let mut rows: Vec<Node> = rows.into_iter().map(Node::from).collect();
    let foot = rows.split_off(foot_at.max(head).min(rows.len()));
    let body = rows.split_off(head.min(rows.len()));
    for (name, rows) in [("thead", rows), ("tbody", body), ("tfoot", foot)] {
        if !rows.is_empty() {
            all.push(Element::new(name, rows).into());
        }
    }
    [outside(strays), vec![element.holding(all).into()]].concat()
}

/// What a table held that only arranged a page.
fn in_order(caption: Vec<Node>, rows: &[Element]) -> Vec<Node> {
    let cells = rows.iter().flat_map(|row| row.children.iter().cloned());
    std::iter::once(Element::new("p", caption).into()).chain(cells).collect()
}

impl Rows {
    fn gather(&mut self, children: Vec<Node>, section: &str) {
        let is_foot = section == "tfoot";
        let first = if is_foot { self.foot.len() } else { self.rows.len() };
        for child in children {
            match child {
                Node::Element(child) if is_listed("tbody tfoot thead", child.name) => {
                    self.gather(child.children, child.name);
                }
                Node::Element(child) if child.name == "caption" => self.caption.extend(child.children),
                Node::Element(child) if is_listed("col colgroup", child.name) => self.strays.extend(child.children),
                Node::Element(row) if row.name == "tr" => {
                    let (cells, others) = row.children.iter().cloned().partition(|node| node.is("td th"));
                    self.strays.extend(others);
                    let row = row.holding(cells);
                    if is_foot { self.foot.push(row) } else { self.rows.push(row) }
                }
                stray => self.strays.push(stray),
            }
        }
        if section == "thead" && first == self.head {
            self.head = self.rows.len();
        }
        // A cell reaches no further than its section.
        let rows = if is_foot { &mut self.foot } else { &mut self.rows };
        let end = rows.len();
        for (place, row) in rows.iter_mut().enumerate().skip(first) {
            for cell in row.children.iter_mut().filter_map(as_element) {
                let reach = span(cell, "rowspan").min(end - place);
                match reach {
                    0 | 1 => cell.remove("rowspan"),
                    _ => cell.set("rowspan", &reach.to_string()),
                }
            }
        }
    }
}

fn as_element(node: &mut Node) -> Option<&mut Element> {
    match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }
}

fn span(cell: &Element, name: &str) -> usize {
    cell.attribute(name).and_then(|span| span.parse().ok()).unwrap_or(1)
}

fn reaches(row: &Element) -> bool {
    row.children.iter().filter_map(Node::element).any(|cell| span(cell, "rowspan") > 1 || span(cell, "colspan") > 1)
}

fn is_empty(cell: &Node) -> bool {
    cell.element().is_none_or(|cell| is_blank(&cell.children))
}

/// Takes rows and columns out that hold nothing.
fn without_empty(rows: &mut Vec<Element>, head: &mut usize, foot: &mut usize) {
    let full: Vec<bool> = rows.iter().map(|row| !row.children.iter().all(is_empty)).collect();
    let kept = |until: usize| full.iter().take(until).filter(|full| **full).count();
    (*head, *foot) = (kept(*head), kept(*foot));
    rows.retain(|row| !row.children.iter().all(is_empty));
    let mut columns: Vec<bool> = Vec::new();
    for row in rows.iter() {
        for (place, cell) in row.children.iter().enumerate() {
            match columns.get_mut(place) {
                Some(full) => *full |= !is_empty(cell),
                None => columns.push(!is_empty(cell)),
            }
        }
    }
    for row in rows {
        let mut full = columns.iter();
        row.children.retain(|_| full.next() != Some(&false));
    }
}

/// How many of the first rows are surely a head: all cells say so, or are bold.
fn head_of(rows: &[Element]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let reach = first.children.iter().filter_map(Node::element).map(|cell| span(cell, "rowspan")).max().unwrap_or(1);
    let says = |cell: &Element| cell.name == "th" || only(&cell.children, "b strong").is_some();
    // The corner above the first column is often empty.
    let is_head = |row: &Element| {
        let cells = || row.children.iter().filter_map(Node::element);
        cells().any(says) && cells().enumerate().all(|(at, cell)| says(cell) || at == 0 && is_blank(&cell.children))
    };
    let is_one = first.children.len() > 1 && reach < rows.len() && rows.iter().take(reach).all(is_head);
    let goes_on = rows.get(reach).is_some_and(|next| !is_head(next));
    if is_one && goes_on { reach } else { 0 }
}

fn as_head(cell: &mut Element) {
    while let Some(plain) = only(&cell.children, "b strong").filter(|plain| *plain != cell.children) {
        cell.children = plain;
    }
    if is_blank(&cell.children) {
        cell.name = "td";
        cell.remove("scope");
        return;
    }
    cell.name = "th";
    cell.set("scope", if span(cell, "colspan") > 1 { "colgroup" } else { "col" });
    // In the order of the list.
    cell.put_first(&["colspan", "rowspan", "scope"]);
}

/// A picture above its caption, as many editors wrote one.
fn as_figure(rows: &[Element], caption: &[Node]) -> Option<Element> {
    let [picture, words] = rows else { return None };
    let ([Node::Element(picture)], [Node::Element(words)]) = (&*picture.children, &*words.children) else {
        return None;
    };
    let letters = text_of(&words.children).chars().count();
    let is_caption = (1..=CAPTION).contains(&letters) && !any(&words.children, &|it| it.is_block() || it.name == "img");
    let is_one = is_blank(caption) && is_picture(&picture.children) && is_caption;
    let within = [picture.children.clone(), vec![Element::new("figcaption", words.children.clone()).into()]].concat();
    is_one.then(|| Element::new("figure", within))
}
