//! A WordPress with the plugin in it, and a visitor and an editor who ask it by HTTP.

use std::path::Path;

use bantin_scratch_wordpress::{USER, VARIABLE, Wordpress, files};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The server that the plugin is told of; nobody asks it anything here.
pub(super) const SERVER: &str = "https://tin.example/phuong";

/// The plugin's folder.
pub(super) fn plugin() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/wordpress/bantin"))
}

/// One with the plugin active; `None` where the environment names no WordPress, which is said.
pub(super) fn wordpress(language: &str) -> Option<Wordpress> {
    let Some(files) = files() else {
        println!("NOT TESTED: the kit in a real WordPress. {VARIABLE} does not name the folder of its files");
        return None;
    };
    let wordpress = Wordpress::start(&files, language).unwrap();
    wordpress.install_plugin(plugin()).unwrap();
    Some(wordpress)
}

/// Enters the settings, as the form does: through the Settings API's own sanitising.
pub(super) fn set(wordpress: &Wordpress, server: &str, site: &str) {
    let script = "require_once ABSPATH . 'wp-admin/includes/admin.php'; bantin_register_settings();
        update_option('bantin_settings', ['server' => $given[0], 'site' => $given[1]]); return true;";
    wordpress.php_with(script, &[server.into(), site.into()]).unwrap();
}

/// A page of the site as a visitor gets it.
pub(super) fn page(wordpress: &Wordpress, path: &str) -> String {
    let address = format!("{}{path}", wordpress.url());
    ureq::get(&address).call().unwrap().body_mut().read_to_string().unwrap()
}

/// Publishes a page through REST, as the editor does, and gives its path.
pub(super) fn publish(wordpress: &Wordpress, name: &str, content: &str) -> String {
    let page = serde_json::json!({ "title": name, "slug": name, "status": "publish", "content": content });
    let address = format!("{}/wp-json/wp/v2/pages", wordpress.url());
    let authorisation = format!("Basic {}", STANDARD.encode(format!("{USER}:{}", wordpress.application_password())));
    let mut answer = ureq::post(&address).header("authorization", &authorisation).send_json(page).unwrap();
    let answer: Value = answer.body_mut().read_json().unwrap();
    let link = answer["link"].as_str().unwrap();
    link.strip_prefix(wordpress.url()).unwrap().to_owned()
}

/// What stands in the option table and the pages of users about the plugin.
pub(super) fn traces(wordpress: &Wordpress) -> Vec<String> {
    let script = "global $wpdb; $like = '%bantin%'; return array_merge(
        $wpdb->get_col($wpdb->prepare(\"SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s OR option_value LIKE %s\", $like, $like)),
        $wpdb->get_col($wpdb->prepare(\"SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE %s OR meta_value LIKE %s\", $like, $like)),
        $wpdb->get_col($wpdb->prepare(\"SELECT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE %s OR meta_value LIKE %s\", $like, $like)),
        $wpdb->get_col(\"SHOW TABLES LIKE '%bantin%'\"));";
    serde_json::from_value(wordpress.php(script).unwrap()).unwrap()
}
