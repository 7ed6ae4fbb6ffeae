//! What editors complete, and the loader itself, know the very elements and attributes of the list.

use std::collections::{BTreeMap, BTreeSet};

use super::{kit, text};
use bantin_embed_kits::Elements;
use regex::Regex;
use serde_json::Value;

/// What the list says: for each element its attributes, with the words that may stand in them, in their order.
fn listed() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let elements = Elements::read().unwrap();
    let words = |kind: &Value| {
        let words = kind.as_array().map(Vec::as_slice).unwrap_or_default();
        words.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let attributes = |name: &str| {
        let all = elements.attributes(name).into_iter().flatten();
        all.map(|(attribute, kind)| (attribute.clone(), words(kind))).collect()
    };
    elements.names().map(|name| (name.to_owned(), attributes(name))).collect()
}

#[test]
fn the_manifest_knows_the_elements() {
    let manifest: Value = serde_json::from_str(&text(&kit("editors/custom-elements.json"))).unwrap();
    let mut known = BTreeMap::new();
    for declared in manifest["modules"][0]["declarations"].as_array().unwrap() {
        let mut attributes = BTreeMap::new();
        for attribute in declared["attributes"].as_array().unwrap() {
            assert!(!attribute["description"].as_str().unwrap().is_empty(), "{attribute}");
            let kind = attribute["type"]["text"].as_str().unwrap();
            let words =
                kind.split(" | ").filter(|kind| *kind != "string").map(|word| word.trim_matches('"').to_owned());
            attributes.insert(attribute["name"].as_str().unwrap().to_owned(), words.collect::<Vec<_>>());
        }
        known.insert(declared["tagName"].as_str().unwrap().to_owned(), attributes);
    }
    assert_eq!(known, listed());
}

#[test]
fn the_types_know_the_elements() {
    let types = text(&kit("editors/bantin.d.ts"));
    let interface = Regex::new(r"(?s)interface (Bantin\w+)[^{]*\{(.*?)\n\}").unwrap();
    let property = Regex::new(r"(?m)^  (\w+): ([^;]+) \| null;").unwrap();
    let bodies: BTreeMap<_, _> =
        interface.captures_iter(&types).map(|one| (one[1].to_owned(), one[2].to_owned())).collect();
    let of = |name: &str| -> BTreeSet<(String, String)> {
        property.captures_iter(&bodies[name]).map(|one| (one[1].to_owned(), one[2].to_owned())).collect()
    };
    let tag = Regex::new(r#""(bantin-\w+)": (\w+);"#).unwrap();
    let tags: BTreeMap<_, _> = tag.captures_iter(&types).map(|one| (one[1].to_owned(), one[2].to_owned())).collect();
    for (name, attributes) in listed() {
        let mut expected = BTreeSet::new();
        // The language is every element's own already.
        for (attribute, words) in attributes.into_iter().filter(|(attribute, _)| attribute != "lang") {
            let kind = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ");
            let mut parts = attribute.split('-');
            let mut property = parts.next().unwrap().to_owned();
            parts.for_each(|part| property.extend([&part[..1].to_uppercase(), &part[1..]]));
            expected.insert((property, if kind.is_empty() { "string".to_owned() } else { kind }));
        }
        let known: BTreeSet<_> = of("BantinElement").union(&of(&tags[&name])).cloned().collect();
        assert_eq!(known, expected, "{name}");
    }
}

#[test]
fn the_loader_takes_the_same() {
    let loader = text(&kit("../public/embed.js"));
    let table =
        Regex::new(r"(?m)^const (FEED|COMMON|KEYED|OPENING) = \{ (.*) \};|^  (news|article|counter|app): \{ (.*) \},")
            .unwrap();
    let attribute = Regex::new(r#""?([a-z-]+)"?: (?:any|upTo\([^)]*\)|oneOf\(([^)]*)\))"#).unwrap();
    let spread = Regex::new(r"\.\.\.([A-Z]+)").unwrap();
    let mut tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for found in table.captures_iter(&loader) {
        let (name, body) = found.get(1).or(found.get(3)).zip(found.get(2).or(found.get(4))).unwrap();
        let mut attributes: BTreeMap<_, _> =
            spread.captures_iter(body.as_str()).flat_map(|other| tables[&other[1]].clone()).collect();
        for one in attribute.captures_iter(body.as_str()) {
            let words = one
                .get(2)
                .map(|words| words.as_str().split(", ").map(|word| word.trim_matches('"').to_owned()).collect());
            attributes.insert(one[1].to_owned(), words.unwrap_or_default());
        }
        tables.insert(name.as_str().to_owned(), attributes);
    }
    for (name, attributes) in listed() {
        assert_eq!(tables[name.trim_start_matches("bantin-")], attributes, "{name}");
    }
}
