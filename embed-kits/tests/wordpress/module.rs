//! What can be known of the plugin without a WordPress: what it says of itself, and what it asks newer ones for.

use std::process::Command;

use super::super::text;
use super::stage::plugin;
use regex::Regex;
use serde_json::Value;

#[test]
fn all_its_descriptions_name_one_version() {
    let readme = text(&plugin().join("readme.txt"));
    for section in ["Description", "Installation", "External services", "Frequently Asked Questions", "Changelog"] {
        assert!(readme.contains(&format!("\n== {section} ==\n")), "{section}");
    }
    let header = text(&plugin().join("bantin.php"));
    let block: Value = serde_json::from_str(&text(&plugin().join("blocks/news/block.json"))).unwrap();
    let found = |text: &str, name: &str| {
        let line = Regex::new(&format!(r"(?m)^[ *]*{name}:\s*(.+)$")).unwrap();
        line.captures(text).unwrap_or_else(|| panic!("{name} is not there"))[1].to_owned()
    };
    let version = found(&header, "Version");
    assert_eq!(found(&readme, "Stable tag"), version);
    assert_eq!(block["version"], version.as_str());
    assert!(text(&plugin().join("blocks/news/editor.asset.php")).contains(&format!("'version'      => '{version}'")));
    assert!(readme.contains(&format!("\n= {version} =\n")));
    for name in ["Requires at least", "Requires PHP", "License"] {
        assert_eq!(found(&readme, name), found(&header, name), "{name}");
    }
    assert_eq!(found(&header, "Text Domain"), block["textdomain"].as_str().unwrap());
}

#[test]
fn where_wordpress_has_modules_they_are_used() {
    if bantin_scratch_wordpress::files().is_none() {
        println!("NOT TESTED: what newer ones are asked for. PHP is not asked for");
        return;
    }
    // Since 6.5; the one that the other tests run in may be older.
    let run = "define('ABSPATH', 1);
        function bantin_settings() { return ['server' => 'https://tin.example/phuong', 'site' => '']; }
        function wp_register_script_module(...$given) { echo json_encode($given), PHP_EOL; }
        function wp_enqueue_script_module(...$given) { echo json_encode($given), PHP_EOL; }
        require $argv[1]; bantin_register_script(); bantin_enqueue_script();";
    let done = Command::new("php").args(["-r", run]).arg(plugin().join("includes/script.php")).output().unwrap();
    let asked: Vec<Value> =
        String::from_utf8(done.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        asked,
        [serde_json::json!(["bantin", "https://tin.example/phuong/embed.js", [], null]), serde_json::json!(["bantin"])]
    );
}
