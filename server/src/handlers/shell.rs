//! The client's `index.html`, told which site it is for.

use bantin_api::Site;
use serde_json::{Value, json};

use crate::settings::SiteSettings;

/// The page that starts the client.
#[derive(Clone, Debug)]
pub struct Shell(String);

/// Without the client there is still an address that says so.
const NO_CLIENT: &str = "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title></title>\
     <script type=\"application/json\" id=\"bantin-config\"></script></head>\
     <body><p>The client's files are missing: build them with Trunk, and name their folder with --client.</p>\
     </body></html>";

/// What a page says about itself.
#[derive(Clone, Debug)]
pub struct Page<'p> {
    /// The site's settings.
    pub settings: &'p SiteSettings,
    /// The site, as `GET /` of its API has it: the client needs not ask for it.
    pub site: &'p Site,
    /// The language of the address.
    pub language: bantin_api::Language,
    /// The page's title.
    pub title: &'p str,
}

impl Shell {
    /// The shell in `html`; one that says what is missing where there is none.
    #[must_use]
    pub fn new(html: Option<&str>) -> Self {
        Self(html.unwrap_or(NO_CLIENT).to_owned())
    }

    /// The HTML of a page.
    #[must_use]
    pub fn page(&self, page: &Page<'_>) -> String {
        let base = page.settings.base.as_str();
        let mut config = json!({
            "site": page.site,
            "base": base,
            "api": format!("{base}api/v1/sites/{}", page.settings.id),
            "addressing": "path",
        });
        if let (Some(form), Some(config)) = (&page.settings.date_form, config.as_object_mut()) {
            config.insert("date_form".to_owned(), form.as_str().into());
        }
        let html = rebased(&self.0, base);
        let html = with_language(&html, page.language.tag());
        let html = between(&html, "<title", "</title", &escaped(page.title));
        between(&html, "bantin-config", "</script", &in_script(&config))
    }
}

/// JSON that cannot end the element it stands in.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Replaces what stands between the end of the tag with `mark` in it and the next `end`.
fn between(html: &str, mark: &str, end: &str, with: &str) -> String {
    let place = html.split_once(mark).and_then(|(before, rest)| {
        let (tag, rest) = rest.split_once('>')?;
        let (_, after) = rest.split_once(end)?;
        Some(format!("{before}{mark}{tag}>{with}{end}{after}"))
    });
    place.unwrap_or_else(|| html.to_owned())
}

fn with_language(html: &str, language: &str) -> String {
    let place = html.split_once("<html").and_then(|(before, rest)| {
        let (tag, after) = rest.split_once('>')?;
        let others: String =
            tag.split_whitespace().filter(|part| !part.starts_with("lang=")).map(|part| format!(" {part}")).collect();
        Some(format!("{before}<html lang=\"{language}\"{others}>{after}"))
    });
    place.unwrap_or_else(|| html.to_owned())
}

/// The client's page names its files beside itself (`./`), for any static host; here they are below the base.
fn rebased(html: &str, base: &str) -> String {
    let mut html = html.to_owned();
    for attribute in ["href=", "src="] {
        for quote in ["\"", "'", ""] {
            html = html.replace(&format!("{attribute}{quote}./"), &format!("{attribute}{quote}{base}"));
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Base;
    use bantin_api::Language;

    const HTML: &str = r#"<!doctype html><html class="a" lang="vi"><head><title>bantin</title><link rel="stylesheet" href="./a-1.css"><script type=application/json id=bantin-config>{}</script><script type="module" src="./a-1.js"></script></head><body></body></html>"#;

    fn page(base: &str) -> String {
        let settings = SiteSettings { base: Base::parse(base).unwrap(), ..SiteSettings::unconfigured("demo") };
        let site = Site { id: "demo".into(), name: "A </script><b>".into(), ..Site::default() };
        let page = Page { settings: &settings, site: &site, language: Language::En, title: "A & <b>" };
        Shell::new(Some(HTML)).page(&page)
    }

    #[test]
    fn a_page_says_its_site_and_no_name_can_end_the_element() {
        let html = page("/");
        assert!(html.contains(r#"<html lang="en" class="a">"#), "{html}");
        assert!(html.contains("<title>A &amp; &lt;b></title>") || html.contains("<title>A &amp; &lt;b&gt;</title>"));
        assert!(html.contains(r#""name":"A \u003c/script>\u003cb>""#), "{html}");
        assert!(html.contains(r#""api":"/api/v1/sites/demo""#) && html.contains(r#"src="/a-1.js""#));
    }

    #[test]
    fn below_a_base_the_files_are_there_too() {
        let html = page("/tin-tuc/");
        assert!(html.contains(r#"href="/tin-tuc/a-1.css""#) && html.contains(r#"src="/tin-tuc/a-1.js""#), "{html}");
        assert!(html.contains(r#""base":"/tin-tuc/""#));
    }
}
