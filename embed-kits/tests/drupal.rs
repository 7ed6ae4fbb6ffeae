//! Drupal's module: its descriptions agree with each other and with its code.

use std::collections::BTreeSet;

use super::{files, kit, shown_by, text};
use regex::Regex;
use serde_json::json;
use yaml_rust2::{Yaml, YamlLoader};

const MODULE: &str = "drupal/bantin";

fn yaml(file: &str) -> Yaml {
    YamlLoader::load_from_str(&text(&kit(MODULE).join(file))).unwrap().remove(0)
}

fn keys(yaml: &Yaml) -> BTreeSet<String> {
    yaml.as_hash().unwrap().keys().map(|key| key.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_module_is_described_as_drupal_wants_it() {
    let info = yaml("bantin.info.yml");
    for (key, value) in
        [("type", "module"), ("core_version_requirement", "^10 || ^11"), ("configure", "bantin.settings")]
    {
        assert_eq!(info[key].as_str(), Some(value));
    }
    let form = yaml("bantin.routing.yml")["bantin.settings"]["defaults"]["_form"].as_str().unwrap().to_owned();
    let class = form.strip_prefix(r"\Drupal\bantin\").unwrap().replace('\\', "/");
    assert!(kit(MODULE).join("src").join(format!("{class}.php")).is_file());
    assert_eq!(yaml("bantin.links.menu.yml")["bantin.settings"]["route_name"].as_str(), Some("bantin.settings"));
    for file in files(&kit(MODULE), "php") {
        let folder =
            file.parent().unwrap().strip_prefix(kit(MODULE).join("src")).unwrap().to_string_lossy().replace('/', "\\");
        assert!(text(&file).contains(&format!("namespace Drupal\\bantin\\{folder};")), "{}", file.display());
    }
}

#[test]
fn every_setting_has_a_schema() {
    let schema = yaml("config/schema/bantin.schema.yml");
    assert_eq!(keys(&yaml("config/install/bantin.settings.yml")), keys(&schema["bantin.settings"]["mapping"]));
    let block = text(&kit(MODULE).join("src/Plugin/Block/NewsBlock.php"));
    let id = Regex::new(r#"id = "([a-z_]+)""#).unwrap();
    let of_block = &schema[format!("block.settings.{}", &id.captures(&block).unwrap()[1]).as_str()]["mapping"];
    let defaults = block.split_once("function defaultConfiguration()").unwrap().1.split_once("];").unwrap().0;
    let name = Regex::new(r"'([a-z]+)' =>").unwrap();
    let defaults: BTreeSet<_> = name.captures_iter(defaults).map(|found| found[1].to_owned()).collect();
    assert_eq!(defaults, keys(of_block));
}

#[test]
fn the_block_is_an_element_with_what_it_takes() {
    const BLOCK: &str = "drupal/bantin/src/Plugin/Block/NewsBlock.php";
    let built =
        |server: &str, block| shown_by("drupal_block.php", BLOCK, &[json!({ "server": server, "site": "p5" }), block]);
    let Some(news) = built("https://tin.example", json!({ "layout": "cards", "article": "12" })) else { return };
    assert_eq!(news["element"]["#tag"], "bantin-news");
    assert_eq!(news["element"]["#attributes"], json!({ "site": "p5", "count": "5", "layout": "cards" }));
    assert_eq!(news["element"]["fallback"]["#attributes"]["href"], "https://tin.example/");
    let script = &news["#attached"]["html_head"][0][0]["#attributes"];
    assert_eq!(script, &json!({ "type": "module", "src": "https://tin.example/embed.js" }));
    let counter = json!({ "element": "bantin-counter", "site": "p6", "layout": "cards" });
    let counter = built("https://tin.example", counter).unwrap();
    assert_eq!(counter["element"]["#attributes"], json!({ "site": "p6" }), "a layout of the one is none of the other");
    let app = built("https://tin.example", json!({ "element": "bantin-app", "addressing": "query" })).unwrap();
    assert_eq!(app["element"]["#attributes"], json!({ "site": "p5", "addressing": "query" }));
    let nothing = json!({ "#cache": { "tags": ["config:bantin.settings"] } });
    assert_eq!(built("", json!({})).unwrap(), nothing);
    assert_eq!(built("https://tin.example", json!({ "element": "script" })).unwrap(), nothing);
}
