//! The web app manifest, <https://www.w3.org/TR/appmanifest/>: how the site looks on a phone's home screen.

use serde_json::{Value, json};

use super::colour::hex;
use crate::content::SiteContent;

/// The hue of the style's own accent, in degrees, where a site sets none.
const HUE: u16 = 28;

/// Characters that a home screen has room for.
const SHORT: usize = 12;

/// The document of a site.
#[must_use]
pub fn manifest(site: &SiteContent) -> Value {
    let base = site.settings.base.as_str();
    let name = &site.site.name;
    let icon = |file: &str, sizes: &str, purpose: &str| json!({ "src": format!("{base}{file}"), "sizes": sizes, "type": "image/png", "purpose": purpose });
    json!({
        "id": base,
        "name": name,
        "short_name": short(name),
        "lang": site.site.languages.first().copied().unwrap_or_default().tag(),
        "dir": "ltr",
        "start_url": base,
        "scope": base,
        // With a way back and a reload: pages lead to attachments and to other sites.
        "display": "minimal-ui",
        // The tokens `--accent` and `--paper`.
        "theme_color": hex(0.46, 0.145, site.settings.accent.unwrap_or(HUE)),
        "background_color": hex(0.986, 0.006, 90),
        "categories": ["news", "government"],
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    })
}

/// The last words of a name, which tell one ward from another: `Phường Bến Lau` is `Bến Lau`.
fn short(name: &str) -> String {
    if name.chars().count() <= SHORT {
        return name.to_owned();
    }
    let mut short = String::new();
    for word in name.split_whitespace().rev() {
        if short.chars().count() + word.chars().count() + 1 > SHORT {
            break;
        }
        short = if short.is_empty() { word.to_owned() } else { format!("{word} {short}") };
    }
    if short.is_empty() { name.chars().take(SHORT).collect() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_the_end_of_the_name() {
        assert_eq!(short("Bến Lau"), "Bến Lau");
        assert_eq!(short("Phường Bến Lau"), "Bến Lau");
        assert_eq!(short("Trangthôngtinđiệntử"), "Trangthôngti");
        assert_eq!(short(""), "");
    }
}
