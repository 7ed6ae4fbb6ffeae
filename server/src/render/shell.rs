//! The client's `index.html`, filled with a page.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The page that starts the client.
#[derive(Clone, Debug)]
pub struct Shell {
    html: String,
    style: String,
    config: Value,
}

/// Without the client there is still an address that says so.
const NO_CLIENT: &str = "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title></title>\
     <script type=\"application/json\" id=\"bantin-config\"></script></head>\
     <body><p>The client's files are missing: build them with Trunk, and name their folder with --client.</p>\
     </body></html>";

/// What a document is made of.
#[derive(Clone, Debug)]
pub struct Parts<'p> {
    /// The path below which the site lives, with a slash at both ends.
    pub base: &'p str,
    /// The language's tag.
    pub language: &'p str,
    /// The page's title, as text.
    pub title: &'p str,
    /// What the head says of the page, as HTML.
    pub head: &'p str,
    /// The style sheet.
    pub style: &'p str,
    /// The configuration of the client, which takes the page over: JSON that cannot end a script.
    pub config: &'p str,
    /// The answers to what it would ask for first, likewise.
    pub answers: &'p str,
    /// What is shown, as HTML.
    pub root: &'p str,
    /// The address of the picture that counts where there is no client; `None` where nobody counts.
    pub token: Option<String>,
}

/// A style sheet that stands in the page.
#[derive(Clone, Debug)]
pub struct Style {
    /// The sheet.
    pub text: String,
    /// Its hash, as a Content-Security-Policy names it.
    pub hash: String,
}

impl Shell {
    /// The shell in `html` with its style sheet; one that says what is missing where there is none.
    #[must_use]
    pub fn new(html: Option<&str>, style: &str) -> Self {
        let config = html.and_then(config).unwrap_or_default();
        Self { html: html.unwrap_or(NO_CLIENT).to_owned(), style: style.to_owned(), config }
    }

    /// The name of a module that the client loads on demand, among its files: that of a key of its own configuration.
    #[must_use]
    pub fn module(&self, key: &str) -> Option<&str> {
        self.config.get(key)?.as_str()
    }

    /// The style sheet of a site: its files below the site's base, its accent the site's hue, in degrees.
    #[must_use]
    pub fn style(&self, base: &str, accent: Option<u16>) -> Style {
        let mut text = self.style.clone();
        for quote in ["\"", "'", ""] {
            for here in ["fonts/", "./fonts/"] {
                text = text.replace(&format!("url({quote}{here}"), &format!("url({quote}{base}fonts/"));
            }
        }
        if let Some(hue) = accent {
            text.push_str(&format!(":root{{--hue:{hue}}}"));
        }
        let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())));
        Style { text, hash }
    }

    /// The HTML of a page.
    #[must_use]
    pub fn document(&self, parts: &Parts<'_>) -> String {
        let html = with_language(&self.html, parts.language);
        let html = between(&html, "<title", "</title", &escaped(parts.title));
        let html = between(&html, "bantin-config", "</script", parts.config);
        let html = match style_link(&html) {
            Some((before, after)) => format!("{before}<style>{}</style>{after}", parts.style),
            None => html,
        };
        let html = rebased(&unhurried(&html), parts.base);
        let html = before(&html, "</head>", parts.head);
        let html = with_root(&html, parts.root);
        let picture = |token: &String| {
            format!("<img class=\"visually-hidden\" src=\"{token}\" alt=\"\" width=\"1\" height=\"1\">")
        };
        let picture = parts.token.as_ref().map(picture).map(|picture| format!("<noscript>{picture}</noscript>"));
        let answers = parts.answers;
        let script = format!("<script type=\"application/json\" id=\"bantin-answers\">{answers}</script>");
        before(&html, "</body>", &(script + &picture.unwrap_or_default()))
    }
}

/// The page for when the database cannot be read: nothing is known of any site then.
#[must_use]
pub fn no_database() -> &'static str {
    "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Trang tạm thời không phục vụ được</title>\
     <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
     </head><body><main><h1>Trang tạm thời không phục vụ được</h1>\
     <p>Máy chủ đang gặp sự cố, chưa đọc được dữ liệu. Xin thử lại sau ít phút.</p>\
     <p lang=\"en\">The server cannot read its data just now. Please try again in a few minutes.</p>\
     <p><a href=\"\">Thử lại · <span lang=\"en\">Try again</span></a></p></main></body></html>"
}

/// The configuration that stands in the client's own page.
fn config(html: &str) -> Option<Value> {
    let (_, rest) = html.split_once("bantin-config")?;
    let (_, rest) = rest.split_once('>')?;
    serde_json::from_str(rest.split_once("</script")?.0).ok()
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

/// Puts something before the last `mark`.
fn before(html: &str, mark: &str, with: &str) -> String {
    match html.rsplit_once(mark) {
        Some((before, after)) => format!("{before}{with}{mark}{after}"),
        None => format!("{html}{with}"),
    }
}

/// The document around the link to its style sheet.
fn style_link(html: &str) -> Option<(&str, &str)> {
    let at = html.find("rel=\"stylesheet\"").or_else(|| html.find("rel=stylesheet"))?;
    let (before, after) = html.split_at_checked(at)?;
    Some((before.rsplit_once('<')?.0, after.split_once('>')?.1))
}

/// Fills the application's element, and says that the server did.
fn with_root(html: &str, root: &str) -> String {
    let place = ["<div id=bantin>", "<div id=\"bantin\">"].iter().find_map(|mark| html.split_once(mark));
    let filled = place.and_then(|(before, rest)| {
        // What stands there without a server holds no other `div`.
        let (_, after) = rest.split_once("</div>")?;
        Some(format!("{before}<div id=\"bantin\" data-rendered>{root}</div>{after}"))
    });
    filled.unwrap_or_else(|| html.to_owned())
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

/// The wasm is not loaded ahead: what is rendered can be read without it, and comes first on a slow line. `boot.js` fetches it
/// afterwards. No engine loads ahead what is for no medium.
fn unhurried(html: &str) -> String {
    ["id=\"bantin-wasm\"", "id=bantin-wasm"]
        .iter()
        .fold(html.to_owned(), |html, id| html.replace(id, &format!("{id} media=\"not all\"")))
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

    const HTML: &str = r#"<!doctype html><html class="a" lang="vi"><head><title>bantin</title><link rel="stylesheet" href="./a-1.css"><script type=application/json id=bantin-config>{}</script><link rel=preload as=fetch href=./a.wasm id=bantin-wasm><script type="module" src="./a-1.js"></script></head><body><div id=bantin><p>a</p></div><template></template></body></html>"#;

    fn page(base: &str) -> String {
        let shell = Shell::new(Some(HTML), "a{src:url(fonts/b.woff2)}");
        let style = shell.style(base, Some(210));
        shell.document(&Parts {
            base,
            language: "en",
            title: "A & <b>",
            head: "<meta name=\"a\">",
            style: &style.text,
            config: "{\"c\":1}",
            answers: "{\"d\":2}",
            root: "<div class=\"app\">shown</div>",
            token: Some("/t".to_owned()),
        })
    }

    #[test]
    fn a_page_holds_all_that_it_is_made_of() {
        let html = page("/");
        assert!(html.contains(r#"<html lang="en" class="a">"#), "{html}");
        assert!(html.contains("<title>A &amp; &lt;b&gt;</title>"));
        assert!(html.contains(r#"id=bantin-config>{"c":1}</script>"#) && html.contains(r#"src="/a-1.js""#));
        assert!(
            html.contains(r#"<style>a{src:url(/fonts/b.woff2)}:root{--hue:210}</style>"#) && !html.contains("a-1.css")
        );
        assert!(html.contains(r#"<meta name="a"></head>"#));
        assert!(html.contains(r#"href=/a.wasm id=bantin-wasm media="not all">"#), "{html}");
        assert!(
            html.contains(r#"<div id="bantin" data-rendered><div class="app">shown</div></div><template>"#),
            "{html}"
        );
        assert!(
            html.contains(r#"id="bantin-answers">{"d":2}</script><noscript><img class="visually-hidden" src="/t""#)
        );
    }

    #[test]
    fn below_a_base_the_files_are_there_too() {
        let html = page("/tin-tuc/");
        assert!(html.contains(r#"url(/tin-tuc/fonts/b.woff2)"#) && html.contains(r#"src="/tin-tuc/a-1.js""#), "{html}");
    }
}
