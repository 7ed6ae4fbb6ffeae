//! The kits that put bantin's elements on other systems' pages, and the one list of those elements and their attributes
//! (`elements.json`) that every kit is held to.
//!
//! The kits themselves are no Rust: each is what its system wants, in a folder of its own. This crate exists so that they are
//! tested; it imports nothing of bantin.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Node};
use serde_json::Value;

const LIST: &str = include_str!("../elements.json");

/// The elements, each with the attributes it takes and with what may stand in them.
#[derive(Debug)]
pub struct Elements(BTreeMap<String, BTreeMap<String, Value>>);

impl Elements {
    /// Reads the list.
    ///
    /// # Errors
    /// When it is no JSON or has another shape.
    pub fn read() -> Result<Self, serde_json::Error> {
        let list: Value = serde_json::from_str(LIST)?;
        let part = |name: &str| list.get(name).cloned().unwrap_or_default();
        let common: BTreeMap<String, Value> = serde_json::from_value(part("common"))?;
        let mut elements: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_value(part("elements"))?;
        for attributes in elements.values_mut() {
            attributes.extend(common.clone());
        }
        Ok(Self(elements))
    }

    /// The names of the elements.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// An element's attributes: a kind of value or a list of words for each.
    #[must_use]
    pub fn attributes(&self, element: &str) -> Option<&BTreeMap<String, Value>> {
        self.0.get(element)
    }

    /// What is wrong with the elements of ours in a piece of HTML: names that do not exist, words that mean nothing. Values
    /// that a template fills in (`{{ … }}`, `${…}`, `<?php … ?>`) are not judged.
    #[must_use]
    pub fn faults(&self, html: &str) -> BTreeSet<String> {
        let mut faults = BTreeSet::new();
        for node in Html::parse_fragment(html).tree.values() {
            let Node::Element(element) = node else { continue };
            let name = element.name();
            if !name.starts_with("bantin-") {
                continue;
            }
            let Some(attributes) = self.attributes(name) else {
                faults.insert(format!("there is no <{name}>"));
                continue;
            };
            for (attribute, value) in element.attrs() {
                match attributes.get(attribute) {
                    None if is_of_html(attribute) => {}
                    None => drop(faults.insert(format!("<{name}> takes no `{attribute}`"))),
                    Some(Value::Array(words)) if !is_filled_in(value) && !words.iter().any(|word| word == value) => {
                        faults.insert(format!("`{attribute}` of <{name}> means nothing as `{value}`"));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    }

    /// The elements of ours that stand in a piece of HTML, in order.
    #[must_use]
    pub fn used(&self, html: &str) -> Vec<String> {
        let page = Html::parse_fragment(html);
        let names = page.tree.values().filter_map(|node| node.as_element().map(|element| element.name().to_owned()));
        names.filter(|name| name.starts_with("bantin-")).collect()
    }
}

/// What every element of a page may have.
fn is_of_html(attribute: &str) -> bool {
    matches!(attribute, "class" | "id" | "style" | "slot" | "part" | "hidden" | "dir") || attribute.starts_with("data-")
}

fn is_filled_in(value: &str) -> bool {
    ["{{", "${", "<?", "[%"].iter().any(|mark| value.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_named() {
        let elements = Elements::read().unwrap();
        let html =
            r#"<bantin-news site="p5" layout="cards" class="x" count="{{ n }}"><a href="/">Tin</a></bantin-news>"#;
        assert!(elements.faults(html).is_empty());
        let html = r#"<bantin-news layout="boxes" colour="red"></bantin-news><bantin-clock></bantin-clock>"#;
        let faults: Vec<_> = elements.faults(html).into_iter().collect();
        assert_eq!(
            faults,
            [
                "<bantin-news> takes no `colour`",
                "`layout` of <bantin-news> means nothing as `boxes`",
                "there is no <bantin-clock>"
            ]
        );
        assert_eq!(elements.used(html), ["bantin-news", "bantin-clock"]);
    }
}
