//! The plugin's Vietnamese: complete, and the compiled files hold what the readable one says.

use std::collections::{BTreeMap, BTreeSet};

use super::stage::{page, plugin, set, wordpress};
use regex::Regex;
use serde_json::Value;

/// The texts that the program's files ask for, in English.
fn asked(files: &[&str]) -> BTreeSet<String> {
    let call = Regex::new(r"\b(?:__|esc_html__|esc_attr__)\(\s*'((?:[^'\\]|\\.)*)',\s*'bantin'").unwrap();
    let read = |file: &&str| std::fs::read_to_string(plugin().join(file)).unwrap();
    let texts = files.iter().map(read).collect::<String>();
    call.captures_iter(&texts).map(|found| found[1].replace("\\'", "'")).collect()
}

/// The translations of the readable file: where from, and the two texts. It has no text of several lines.
fn readable() -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(plugin().join("languages/bantin-vi.po")).unwrap();
    let entry = Regex::new("(?m)^#: (.*)\n(?:msgctxt \".*\"\n)?msgid \"(.+)\"\nmsgstr \"(.+)\"$").unwrap();
    entry.captures_iter(&text).map(|found| (found[1].to_owned(), found[2].to_owned(), found[3].to_owned())).collect()
}

#[test]
fn every_text_has_a_translation_that_the_browser_s_half_knows_too() {
    let php = [
        "bantin.php",
        "includes/block.php",
        "includes/class-bantin-counter-widget.php",
        "includes/render.php",
        "includes/settings.php",
    ];
    let po = readable();
    let translated: BTreeSet<_> = po.iter().map(|(_, text, _)| text.clone()).collect();
    let missing: Vec<_> = asked(&php).difference(&translated).cloned().collect();
    assert!(missing.is_empty(), "{missing:?}");
    let editor = asked(&["blocks/news/editor.js"]);
    assert!(editor.len() > 30, "{editor:?}");
    let json = std::fs::read(plugin().join("languages/bantin-vi-bantin-news-editor-script.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let known = json["locale_data"]["messages"].as_object().unwrap();
    let known: BTreeMap<_, _> = known
        .iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, words)| (text.clone(), words[0].clone()))
        .collect();
    let wanted: BTreeMap<_, _> = po
        .iter()
        .filter(|(_, text, _)| editor.contains(text))
        .map(|(_, text, words)| (text.clone(), Value::from(words.as_str())))
        .collect();
    assert_eq!(wanted.len(), editor.len());
    assert_eq!(known, wanted);
}

#[test]
fn a_vietnamese_site_reads_vietnamese() {
    let Some(wordpress) = wordpress("vi") else { return };
    // WordPress's own readers of both forms agree.
    let script = "require_once ABSPATH . WPINC . '/pomo/po.php'; require_once ABSPATH . WPINC . '/pomo/mo.php';
        $texts = function ($reader, $kind) { $reader->import_from_file(WP_PLUGIN_DIR . \"/bantin/languages/bantin-vi.$kind\");
            $found = []; foreach ($reader->entries as $entry) if ($entry->singular !== '') $found[$entry->key()] = $entry->translations; ksort($found); return $found; };
        return [$texts(new PO(), 'po'), $texts(new MO(), 'mo')];";
    let both = wordpress.php(script).unwrap();
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].as_object().unwrap().len(), readable().len());
    set(&wordpress, "https://tin.example", "p5");
    let path = super::stage::publish(&wordpress, "tin", "[bantin_counter]");
    assert!(page(&wordpress, &path).contains(">Xem tin</a>"));
    let editor = wordpress
        .php("return load_script_textdomain('bantin-news-editor-script', 'bantin', WP_PLUGIN_DIR . '/bantin/languages');")
        .unwrap();
    assert!(editor.as_str().is_some_and(|json| json.contains("Bộ đếm lượt truy cập")), "{editor}");
    let titles = "require_once ABSPATH . 'wp-admin/includes/plugin.php';
        return [WP_Block_Type_Registry::get_instance()->get_registered('bantin/news')->title,
            get_plugin_data(WP_PLUGIN_DIR . '/bantin/bantin.php')['Description']];";
    let titles = wordpress.php(titles).unwrap();
    assert_eq!(titles[0], "Bản tin");
    assert!(titles[1].as_str().unwrap().starts_with("Hiển thị tin"), "{titles}");
    assert_eq!(wordpress.log().unwrap(), "");
}
