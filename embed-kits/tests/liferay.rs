//! Liferay's client extension, held to the properties that its reference names: "Custom Element YAML Configuration Reference"
//! on learn.liferay.com, and those that every client extension has.

use std::collections::BTreeMap;

use super::{kit, text};
use bantin_embed_kits::Elements;
use yaml_rust2::{Yaml, YamlLoader};

/// The properties with the kind of each.
const PROPERTIES: [(&str, &str); 12] = [
    ("cssURLs", "texts"),
    ("description", "text"),
    ("friendlyURLMapping", "text"),
    ("htmlElementName", "text"),
    ("instanceable", "yes or no"),
    ("name", "text"),
    ("portletCategoryName", "text"),
    ("properties", "texts"),
    ("sourceCodeURL", "text"),
    ("type", "text"),
    ("urls", "texts"),
    ("useESM", "yes or no"),
];

fn is_of_kind(value: &Yaml, kind: &str) -> bool {
    match kind {
        "texts" => value.as_vec().is_some_and(|all| all.iter().all(|one| one.as_str().is_some())),
        "text" => value.as_str().is_some(),
        _ => value.as_bool().is_some(),
    }
}

#[test]
fn the_client_extension_has_what_its_reference_names() {
    let yaml = YamlLoader::load_from_str(&text(&kit("liferay/client-extension.yaml"))).unwrap().remove(0);
    let elements = Elements::read().unwrap();
    let known = BTreeMap::from(PROPERTIES);
    let assembled = &yaml["assemble"][0];
    assert_eq!(assembled["into"].as_str(), Some("static"));
    let from = kit("liferay").join(assembled["from"].as_str().unwrap());
    let mut names = Vec::new();
    for (name, extension) in yaml.as_hash().unwrap().iter().filter(|(name, _)| name.as_str() != Some("assemble")) {
        let name = name.as_str().unwrap();
        for (property, value) in extension.as_hash().unwrap() {
            let kind = known.get(property.as_str().unwrap()).unwrap_or_else(|| panic!("{name}: {property:?} is none"));
            assert!(is_of_kind(value, kind), "{name}: {property:?} is no {kind}");
        }
        assert_eq!(extension["type"].as_str(), Some("customElement"));
        assert_eq!(extension["useESM"].as_bool(), Some(true), "the script is a module");
        for url in extension["urls"].as_vec().unwrap() {
            let script = text(&from.join(url.as_str().unwrap()));
            assert!(script.ends_with("import \"https://tin.example.gov.vn/embed.js\";\n"));
        }
        let element = extension["htmlElementName"].as_str().unwrap();
        let attributes: Vec<_> =
            extension["properties"].as_vec().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let attributes = attributes.iter().map(|line| line.split_once('=').unwrap());
        let attributes: String = attributes.map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        let faults = elements.faults(&format!("<{element}{attributes}></{element}>"));
        assert!(faults.is_empty(), "{name}: {faults:?}");
        names.push(element.to_owned());
    }
    names.sort();
    assert_eq!(names, elements.names().collect::<Vec<_>>());
}
