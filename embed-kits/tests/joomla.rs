//! Joomla's module: its manifest, its texts and what its template writes.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::{files, kit, shown_by, text};
use bantin_embed_kits::Elements;
use regex::Regex;
use roxmltree::Document;
use serde_json::json;

const MODULE: &str = "joomla/mod_bantin";

#[test]
fn the_manifest_names_files_that_are_there_and_words_that_mean_something() {
    let written = text(&kit(MODULE).join("mod_bantin.xml"));
    let manifest = Document::parse(&written).unwrap();
    let root = manifest.root_element();
    assert_eq!(
        (root.tag_name().name(), root.attribute("type"), root.attribute("client")),
        ("extension", Some("module"), Some("site"))
    );
    let folders: Vec<_> = manifest.descendants().filter(|node| node.has_tag_name("folder")).collect();
    assert_eq!(folders.iter().filter(|folder| folder.attribute("module") == Some("mod_bantin")).count(), 1);
    for folder in &folders {
        assert!(kit(MODULE).join(folder.text().unwrap()).is_dir(), "{folder:?}");
    }
    assert_eq!(folders.len(), std::fs::read_dir(kit(MODULE)).unwrap().count() - 1, "all but the manifest itself");
    let namespace = manifest.descendants().find(|node| node.has_tag_name("namespace")).unwrap();
    let class = text(&kit(MODULE).join("src/Dispatcher/Dispatcher.php"));
    assert!(class.contains(&format!("namespace {}\\Site\\Dispatcher;", namespace.text().unwrap())));
    let elements = Elements::read().unwrap();
    let options = |name: &str| -> Vec<String> {
        let field = manifest.descendants().find(|node| node.attribute("name") == Some(name)).unwrap();
        field.children().filter_map(|option| option.attribute("value").map(str::to_owned)).collect()
    };
    assert_eq!(options("element").into_iter().collect::<BTreeSet<_>>(), elements.names().map(str::to_owned).collect());
    for (field, element, attribute) in [
        ("news_layout", "bantin-news", "layout"),
        ("counter_layout", "bantin-counter", "layout"),
        ("addressing", "bantin-app", "addressing"),
    ] {
        assert_eq!(serde_json::json!(options(field)), elements.attributes(element).unwrap()[attribute], "{field}");
    }
}

#[test]
fn texts_are_there_in_both_languages_and_none_is_dead() {
    let key = Regex::new(r"\bMOD_BANTIN[A-Z_]*\b").unwrap();
    let mut asked = BTreeSet::new();
    for file in files(&kit(MODULE), "php").into_iter().chain(files(&kit(MODULE), "xml")) {
        asked.extend(key.find_iter(&text(&file)).map(|found| found.as_str().to_owned()));
    }
    for language in ["vi-VN", "en-GB"] {
        let texts = |file: &str| -> BTreeMap<String, String> {
            let written = text(&kit(MODULE).join("language").join(language).join(file));
            let line = |line: &str| line.split_once('=').map(|(key, text)| (key.to_owned(), text.to_owned())).unwrap();
            written.lines().map(line).collect()
        };
        let all = texts("mod_bantin.ini");
        assert_eq!(all.keys().cloned().collect::<BTreeSet<_>>(), asked, "{language}");
        assert!(all.values().all(|text| text.len() > 2 && text.starts_with('"') && text.ends_with('"')), "{language}");
        assert!(texts("mod_bantin.sys.ini").iter().all(|(key, text)| all.get(key) == Some(text)), "{language}");
    }
}

#[test]
fn what_the_template_writes_is_escaped() {
    if bantin_scratch_wordpress::files().is_none() {
        println!("NOT TESTED: what the template writes. PHP is not asked for");
        return;
    }
    let run = r#"namespace Joomla\CMS\Language { class Text { static function _($key) { return "<$key>"; } } }
        namespace { define('_JEXEC', 1); $element = 'bantin-news'; $server = 'https://x.example/"><i>';
        $attributes = ['site' => 'p5', 'category' => '"><script>alert(1)</script>', 'layout' => 'cards']; require $argv[1]; }"#;
    let done = Command::new("php").args(["-r", run]).arg(kit(MODULE).join("tmpl/default.php")).output().unwrap();
    let html = String::from_utf8(done.stdout).unwrap();
    assert_eq!(
        html.trim(),
        "<bantin-news site=\"p5\" category=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\" layout=\"cards\">\
         <a href=\"https://x.example/&quot;&gt;&lt;i&gt;/\">&lt;MOD_BANTIN_READ&gt;</a></bantin-news>"
    );
}

#[test]
fn the_template_gets_what_the_element_takes() {
    const DISPATCHER: &str = "joomla/mod_bantin/src/Dispatcher/Dispatcher.php";
    let shown = |settings| shown_by("joomla_dispatcher.php", DISPATCHER, &[settings]);
    let settings = json!({ "server": "https://tin.example/phuong/", "element": "bantin-counter", "site": "p5", "count": 5,
        "news_layout": "cards", "counter_layout": "line", "article": " " });
    let Some(counter) = shown(settings) else { return };
    assert_eq!(counter[0], json!(["bantin-counter", { "site": "p5", "layout": "line" }, "https://tin.example/phuong"]));
    assert_eq!(counter[1], json!([["https://tin.example/phuong/embed.js", { "type": "module" }]]));
    for bad in
        [json!({ "server": "javascript:alert(1)" }), json!({ "server": "https://x.example", "element": "script" })]
    {
        assert_eq!(shown(bad).unwrap(), json!([false, []]));
    }
}
