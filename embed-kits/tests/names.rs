//! Every snippet, template and list of attributes names only elements and attributes that exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::{files, kit, text};
use bantin_embed_kits::Elements;
use regex::Regex;
use serde_json::Value;

const SCRIPT: &str = r#"<script type="module" src="https://tin.example.gov.vn/embed.js"></script>"#;

/// Fails where a piece of HTML names what does not exist, or shows nothing.
fn is_sound(html: &str, file: &Path) {
    let elements = Elements::read().unwrap();
    let faults = elements.faults(html);
    assert!(faults.is_empty(), "{}: {faults:?}", file.display());
    assert!(!elements.used(html).is_empty(), "{} shows nothing", file.display());
    assert_eq!(html.matches(SCRIPT).count(), 1, "{} has the script once", file.display());
}

#[test]
fn snippets_to_paste_are_two_lines_that_work() {
    let mut seen = 0;
    for folder in ["html", "blogger", "sharepoint", "dotnetnuke"] {
        for file in files(&kit(folder), "html").into_iter().filter(|file| !file.ends_with("online-embed.html")) {
            is_sound(&text(&file), &file);
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
    let frame = text(&kit("sharepoint/online-embed.html"));
    assert!(
        frame.starts_with(r#"<iframe src="https://tin.example.gov.vn/khung/p5/tin?count=5&amp;layout=list" title=""#)
    );
    assert!(!frame.contains("<script") && !frame.contains("style="), "neither may be pasted there");
}

#[test]
fn what_stands_inside_xml_is_such_a_snippet_too() {
    for file in [kit("blogger/theme-widget.xml"), kit("sharepoint/bantin.dwp")] {
        let written = text(&file);
        let page = roxmltree::Document::parse(&written).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let snippets: Vec<_> = page
            .descendants()
            .filter(roxmltree::Node::is_text)
            .filter_map(|node| node.text())
            .filter(|text| text.contains("<bantin-"))
            .collect();
        assert_eq!(snippets.len(), 1, "{}", file.display());
        is_sound(snippets[0], &file);
    }
}

#[test]
fn what_the_guides_show_exists() {
    let block = Regex::new(r"(?s)```html\n(.*?)```").unwrap();
    let picture = Regex::new(r"!\[[^\]]+\]\(([^)]+)\)").unwrap();
    let path = Regex::new(r"embed-kits/[a-z_./-]*[a-z]").unwrap();
    let guides = kit("../docs/embedding");
    let (mut blocks, mut pictures) = (0, 0);
    for file in files(&guides, "md") {
        let guide = text(&file);
        for found in block.captures_iter(&guide) {
            let faults = Elements::read().unwrap().faults(&found[1]);
            assert!(faults.is_empty(), "{}: {faults:?}", file.display());
            blocks += 1;
        }
        for found in picture.captures_iter(&guide) {
            let size = std::fs::metadata(guides.join(&found[1]))
                .unwrap_or_else(|error| panic!("{}: {error}", &found[1]))
                .len();
            assert!(size < 60_000, "{}: {size} bytes", &found[1]);
            pictures += 1;
        }
        for found in path.find_iter(&guide).filter(|found| !found.as_str().ends_with(".zip")) {
            assert!(kit("..").join(found.as_str()).exists(), "{}: {}", file.display(), found.as_str());
        }
    }
    assert!(blocks >= 1 && pictures >= 10);
}

/// The lists in PHP: an element, and its attributes in words.
fn lists(php: &str) -> BTreeMap<String, BTreeSet<String>> {
    let list = Regex::new(r"'(bantin-[a-z]+)'\s*=> \[([^\]]*)\]").unwrap();
    let word = Regex::new(r"(?:=> |, |^)'([a-z-]+)'").unwrap();
    let words = |list: &str| word.captures_iter(list).map(|found| found[1].to_owned()).collect();
    list.captures_iter(php).map(|found| (found[1].to_owned(), words(&found[2]))).collect()
}

#[test]
fn joomla_and_drupal_give_elements_what_they_take() {
    let elements = Elements::read().unwrap();
    for file in ["joomla/mod_bantin/src/Dispatcher/Dispatcher.php", "drupal/bantin/src/Plugin/Block/NewsBlock.php"] {
        let php = text(&kit(file));
        let constant = php.split_once("const ATTRIBUTES = [").unwrap().1.split_once("];\n\n").unwrap().0;
        let lists = lists(constant);
        assert_eq!(
            lists.keys().map(String::as_str).collect::<Vec<_>>(),
            elements.names().collect::<Vec<_>>(),
            "{file}"
        );
        for (element, attributes) in lists {
            assert!(attributes.contains("site"), "{file}: {element}");
            let unknown: Vec<_> =
                attributes.iter().filter(|name| !elements.attributes(&element).unwrap().contains_key(*name)).collect();
            assert!(unknown.is_empty(), "{file}: <{element}> takes no {unknown:?}");
        }
    }
    let drupal = text(&kit("drupal/bantin/src/Plugin/Block/NewsBlock.php"));
    let layouts = drupal.split_once("const LAYOUTS = [").unwrap().1.split_once("];\n\n").unwrap().0;
    for (element, words) in lists(layouts) {
        let known = elements.attributes(&element).unwrap()["layout"].as_array().unwrap();
        assert_eq!(words, known.iter().map(|word| word.as_str().unwrap().to_owned()).collect(), "{element}");
    }
}

#[test]
fn wordpress_knows_all_of_the_list() {
    if bantin_scratch_wordpress::files().is_none() {
        println!("NOT TESTED: the plugin's own list. PHP is not asked for");
        return;
    }
    let print = "define('ABSPATH', 1); require $argv[1]; echo json_encode(bantin_elements());";
    let done =
        Command::new("php").args(["-r", print]).arg(kit("wordpress/bantin/includes/elements.php")).output().unwrap();
    let theirs: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_slice(&done.stdout).unwrap();
    let elements = Elements::read().unwrap();
    let mut ours: BTreeMap<_, _> =
        elements.names().map(|name| (name.to_owned(), elements.attributes(name).unwrap().clone())).collect();
    // There it is a setting of the whole website.
    assert!(ours.values_mut().all(|attributes| attributes.remove("server").is_some()));
    assert_eq!(theirs, ours);
    let block: Value = serde_json::from_str(&text(&kit("wordpress/bantin/blocks/news/block.json"))).unwrap();
    let in_block: BTreeSet<_> =
        block["attributes"].as_object().unwrap().keys().filter(|name| *name != "element").collect();
    let all: BTreeSet<_> =
        ours.values().flat_map(BTreeMap::keys).map(|name| name.replace("date-form", "dateForm")).collect();
    assert_eq!(in_block, all.iter().collect());
}

#[test]
fn every_file_of_php_is_php() {
    if bantin_scratch_wordpress::files().is_none() {
        println!("NOT TESTED: whether the kits are PHP. PHP is not asked for");
        return;
    }
    let all = files(&kit(""), "php");
    assert!(all.len() > 15);
    for file in all {
        let done = Command::new("php").arg("-l").arg(&file).output().unwrap();
        assert!(done.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&done.stdout));
    }
}
