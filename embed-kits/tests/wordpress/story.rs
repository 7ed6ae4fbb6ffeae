//! From the installation to the removal, and what a visitor sees on the way.

use super::stage::{SERVER, page, plugin, publish, set, traces, wordpress};
use bantin_embed_kits::Elements;
use bantin_scratch_wordpress::Wordpress;
use scraper::{Html, Selector};
use serde_json::Value;

const CLASSIC: &str = "twentytwentyone";
const OF_BLOCKS: &str = "twentytwentythree";

const BLOCK: &str =
    r#"<!-- wp:bantin/news {"site":"p5","category":"thong-bao","count":"5","layout":"cards","dateForm":"day"} /-->"#;

/// The values of an attribute of all elements that a selector finds.
fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let (page, selector) = (Html::parse_document(html), Selector::parse(selector).unwrap());
    page.select(&selector).map(|found| found.attr(name).unwrap_or("").to_owned()).collect()
}

/// The addresses of the script's tags.
fn scripts(html: &str) -> Vec<String> {
    attributes(html, "script[type=module]", "src")
}

/// That no request and no script made PHP complain.
fn nothing_was_noted(wordpress: &Wordpress) {
    assert_eq!(wordpress.log().unwrap(), "");
}

#[test]
fn installed_used_and_removed() {
    let Some(mut wordpress) = wordpress("") else { return };
    a_block_and_shortcodes_are_elements_in_both_themes(&wordpress);
    hostile_values_are_text(&wordpress);
    without_settings_visitors_see_nothing(&wordpress);
    settings_are_sanitised(&wordpress);
    the_widget_counts_in_a_sidebar(&wordpress);
    deactivated_and_deleted_nothing_is_left(&wordpress);
    nothing_was_noted(&wordpress);
    assert!(wordpress.is_running().unwrap());
}

fn a_block_and_shortcodes_are_elements_in_both_themes(wordpress: &Wordpress) {
    set(wordpress, SERVER, "p5");
    let shortcodes =
        "[bantin_counter layout=\"line\"] [bantin_news site='p6' count=3 date-form=short]<b>Tin</b>[/bantin_news]";
    let path = publish(wordpress, "tin", &format!("{BLOCK}\n<!-- wp:shortcode -->{shortcodes}<!-- /wp:shortcode -->"));
    let bare = publish(wordpress, "khong-tin", "<p>Không có gì</p>");
    for theme in [CLASSIC, OF_BLOCKS] {
        wordpress.activate_theme(theme).unwrap();
        let html = page(wordpress, &path);
        assert_eq!(scripts(&html), [format!("{SERVER}/embed.js")], "{theme}: once for all elements");
        assert!(Elements::read().unwrap().faults(&html).is_empty(), "{theme}");
        assert_eq!(attributes(&html, ".wp-block-bantin-news > bantin-news", "category"), ["thong-bao"], "{theme}");
        assert_eq!(attributes(&html, "bantin-news", "site"), ["p5", "p6"], "{theme}");
        assert_eq!(attributes(&html, "bantin-news", "count"), ["5", "3"], "{theme}");
        assert_eq!(attributes(&html, "bantin-news", "layout"), ["cards", ""], "{theme}");
        assert_eq!(attributes(&html, "bantin-news", "date-form"), ["day", "short"], "{theme}");
        assert_eq!(attributes(&html, "bantin-counter", "site"), ["p5"], "{theme}: the settings' site");
        assert_eq!(attributes(&html, "bantin-counter > a", "href"), [format!("{SERVER}/")], "{theme}: the fallback");
        assert_eq!(attributes(&html, "bantin-news > b", "x").len(), 1, "{theme}: what is enclosed is the fallback");
        assert!(scripts(&page(wordpress, &bare)).is_empty(), "{theme}: no script where nothing is shown");
    }
}

fn hostile_values_are_text(wordpress: &Wordpress) {
    let heading = r#"\u0022\u003e\u003cscript\u003ealert(1)\u003c/script\u003e\u0022 onload=\u0022x"#;
    let block = format!(
        r#"<!-- wp:bantin/news {{"heading":"{heading}","site":"p5\u0022 onclick=\u0022x","source":"javascript:alert(1)","open":"page","page":"javascript:alert(1)","count":"1e9","layout":"evil","element":"news"}} /-->"#
    );
    let strange = r#"<!-- wp:bantin/news {"element":"news onload=x","heading":["a"]} /-->"#;
    let shortcode = r#"[bantin_news heading='"><img src=x onerror=alert(1)>' page="data:text/html,x" onclick="alert(1)" style="x"]<img src=x onerror=alert(1)><script>alert(2)</script>[/bantin_news]"#;
    let html = page(wordpress, &publish(wordpress, "hiem-doc", &format!("{block}\n{strange}\n{shortcode}")));
    let elements = Elements::read().unwrap();
    assert!(elements.faults(&html).is_empty(), "{:?}", elements.faults(&html));
    assert_eq!(attributes(&html, "bantin-news", "site"), ["p5", "p5", "p5"], "what is no id is not taken");
    for name in ["source", "page", "count", "layout", "onclick", "onload", "style"] {
        assert!(attributes(&html, "bantin-news", name).iter().all(String::is_empty), "{name}");
    }
    assert!(attributes(&html, "bantin-news", "heading")[0].starts_with("\">"), "it is text: {html}");
    assert!(attributes(&html, "[onerror], [onclick]", "x").is_empty());
    let (written, script) = (Html::parse_document(&html), Selector::parse("script").unwrap());
    let mut texts = written.select(&script).map(|script| script.inner_html());
    assert!(!texts.any(|text| text.contains("alert(")), "{html}");
}

fn without_settings_visitors_see_nothing(wordpress: &Wordpress) {
    wordpress.php("delete_option('bantin_settings'); return true;").unwrap();
    let html = page(wordpress, "/tin/");
    assert!(!html.contains("<bantin-") && !html.contains("bantin-missing") && scripts(&html).is_empty());
    let shown = wordpress.php("return do_shortcode('[bantin_counter]');").unwrap();
    assert!(shown.as_str().unwrap().contains("bantin-missing"), "who edits is told: {shown}");
    set(wordpress, SERVER, "");
    let html = page(wordpress, "/tin/");
    assert_eq!(attributes(&html, "bantin-counter", "site").len(), 0, "it is nowhere said whose visits");
    assert_eq!(attributes(&html, "bantin-news", "site"), ["p5", "p6"]);
}

fn settings_are_sanitised(wordpress: &Wordpress) {
    let stored = || wordpress.php("return get_option('bantin_settings');").unwrap();
    enter(wordpress, " https://Tin.example:8443/phuong/?x#y ", "p5");
    assert_eq!(stored()["server"], "https://Tin.example:8443/phuong");
    for bad in ["javascript:alert(1)", "tin.example", "ftp://tin.example", "\"><script>"] {
        let answer = enter(wordpress, bad, "p5");
        assert_eq!(stored()["server"], "https://Tin.example:8443/phuong", "{bad}: the former one stays");
        assert!(answer.contains("must begin with https://"), "{bad}: it is said");
    }
    enter(wordpress, SERVER, "\"><b>");
    assert_eq!(stored(), serde_json::json!({ "server": SERVER, "site": "p5" }));
    let address = format!("{}{SETTINGS}", wordpress.url());
    let refused = ureq::get(&address).config().max_redirects(0).build().call().unwrap();
    assert!(refused.headers()["location"].to_str().unwrap().contains("/wp-login.php"), "not for everyone");
    let form = [("option_page", "bantin"), ("action", "update"), ("bantin_settings[site]", "x"), ("_wpnonce", "x")];
    let options = format!("{}/wp-admin/options.php", wordpress.url());
    let forged = ureq::post(&options).header("cookie", wordpress.cookie().unwrap()).send_form(form);
    assert!(matches!(forged, Err(ureq::Error::StatusCode(403))), "{forged:?}");
    assert_eq!(stored()["site"], "p5");
}

const SETTINGS: &str = "/wp-admin/options-general.php?page=bantin";

/// Enters settings into the form and sends it; what is shown then.
fn enter(wordpress: &Wordpress, server: &str, site: &str) -> String {
    let (cookie, address) = (wordpress.cookie().unwrap(), format!("{}{SETTINGS}", wordpress.url()));
    let get = |address: &str| {
        ureq::get(address).header("cookie", &cookie).call().unwrap().body_mut().read_to_string().unwrap()
    };
    let shown = get(&address);
    let hidden = |name: &str| attributes(&shown, &format!("form [name={name}]"), "value").remove(0);
    assert_eq!(
        attributes(&shown, "[id=bantin-server], [id=bantin-site]", "name"),
        ["bantin_settings[server]", "bantin_settings[site]"]
    );
    let form = [
        ("option_page", hidden("option_page")),
        ("action", hidden("action")),
        ("_wpnonce", hidden("_wpnonce")),
        ("_wp_http_referer", SETTINGS.to_owned()),
        ("bantin_settings[server]", server.to_owned()),
        ("bantin_settings[site]", site.to_owned()),
    ];
    let options = format!("{}/wp-admin/options.php", wordpress.url());
    let sent =
        ureq::post(&options).config().max_redirects(0).build().header("cookie", &cookie).send_form(form).unwrap();
    assert_eq!(sent.status(), 302);
    get(&format!("{address}&settings-updated=true"))
}

fn the_widget_counts_in_a_sidebar(wordpress: &Wordpress) {
    wordpress.activate_theme(CLASSIC).unwrap();
    let script = r#"$widget = new Bantin_Counter_Widget();
        $instance = $widget->update(['title' => '<b>Lượt</b> "x"', 'layout' => 'badge', 'site' => '"><i>', 'evil' => 1], []);
        update_option('widget_bantin_counter', [2 => $instance, '_multiwidget' => 1]);
        $sidebars = wp_get_sidebars_widgets(); $sidebars['sidebar-1'] = ['bantin_counter-2', 'search-9'];
        wp_set_sidebars_widgets($sidebars); ob_start(); $widget->_set(2); $widget->form($instance); return [$instance, ob_get_clean()];"#;
    let answer = wordpress.php(script).unwrap();
    assert_eq!(answer[0], serde_json::json!({ "title": "Lượt \"x\"", "layout": "badge" }));
    assert_eq!(attributes(answer[1].as_str().unwrap(), "option[selected]", "value"), ["badge"]);
    let html = page(wordpress, "/khong-tin/");
    assert_eq!(attributes(&html, ".widget bantin-counter", "layout"), ["badge"]);
    assert_eq!(scripts(&html), [format!("{SERVER}/embed.js")]);
}

fn deactivated_and_deleted_nothing_is_left(wordpress: &Wordpress) {
    let block = publish(wordpress, "chi-khoi", BLOCK);
    assert_eq!(scripts(&page(wordpress, &block)).len(), 1);
    let only = |script: &str| {
        let load = "require_once ABSPATH . 'wp-admin/includes/admin.php';";
        wordpress.php(&format!("{load} {script}")).unwrap()
    };
    only("deactivate_plugins('bantin/bantin.php'); return true;");
    for path in [block.as_str(), "/khong-tin/"] {
        let html = page(wordpress, path);
        assert!(!html.contains("bantin") && !html.contains(SERVER), "{path}: {html}");
    }
    let html = page(wordpress, "/tin/");
    assert!(!html.contains("<bantin-") && scripts(&html).is_empty());
    assert!(html.contains("[bantin_counter"), "as the readme says of shortcodes");
    let deleted = only("WP_Filesystem(); return true === delete_plugins(['bantin/bantin.php']);");
    assert_eq!(deleted, Value::Bool(true));
    assert!(!wordpress.root().join("wp-content/plugins/bantin").exists() && plugin().exists());
    assert_eq!(traces(wordpress), Vec::<String>::new());
    assert!(page(wordpress, &block).contains("</html>"));
}
