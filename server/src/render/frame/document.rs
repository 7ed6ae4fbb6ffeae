//! The document around what a frame shows.

use bantin::components::Edition;
use bantin::markup::{Element, Markup, el};
use bantin_api::Language;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::asked::Kind;
use super::counter::sentence;
use super::style::sheet;
use super::text::Notice;
use crate::content::{Marks, Pieces, SiteContent};
use crate::render::hole::Hole;
use crate::render::page::{Numbers, Page};
use crate::settings::SiteSettings;

/// A frame that shows something.
pub(super) struct Document<'d> {
    pub(super) site: &'d SiteContent,
    pub(super) edition: &'d Edition,
    pub(super) title: &'d str,
    pub(super) kind: Kind,
    pub(super) main: Markup,
    /// The address of the frame's script, where there is one.
    pub(super) script: Option<&'d str>,
}

impl Document<'_> {
    /// The page, with holes at `marks`.
    pub(super) fn page(self, marks: &Marks, numbers: Numbers) -> Page {
        let Self { site, edition, title, kind, main, script } = self;
        let base = site.settings.base.as_str();
        let text = edition.text();
        let api = format!("{base}api/v1/sites/{}", site.site.id);
        let (article, layout) = match numbers {
            Numbers::Article(article, layout) => (Some(article), layout),
            Numbers::Site(layout) => (None, layout),
        };
        let is_counter = kind == Kind::Counter;
        let main = el("main")
            .attr("data-api", api.clone())
            .attr("data-article", article.map(|article| article.to_string()))
            .attr("data-said", is_counter.then(|| sentence(&numbers, text)))
            // Without it frames of several layouts would be the same but for what is filled in, and so be taken for one another.
            .attr("data-layout", is_counter.then_some(layout.name()))
            .attr("data-lost", is_counter.then_some(text.out_of_touch))
            .with(el("h1.visually-hidden").with(title.to_owned()))
            .with(main);
        let picture = el("img.visually-hidden alt width=1 height=1")
            .attr("src", format!("{api}/visits/{}", marks.at(Hole::Token.place())));
        let script_tag = script.map(|script| el("script type=module").attr("src", format!("{base}{script}")));
        let counted = match script {
            Some(_) => el("noscript").with(picture),
            None => picture,
        };
        let style = Style::new(Some(kind), site.settings.accent);
        let html = html(edition.language, title, script_tag, &style, [main.into(), counted.into()].into());
        let policy = policy(Some(kind), &style, script.is_some(), Some(&site.settings));
        let pieces = Pieces::cut_at(html, marks, &Hole::ALL);
        // What a number stands for is not read by looking at the number.
        Page {
            status: 200,
            pieces,
            edition: edition.clone(),
            article: None,
            read: None,
            numbers,
            policy: policy.into(),
            missed: None,
        }
    }
}

/// A page that only says something. Nobody is counted by it.
#[derive(Clone, Debug)]
pub struct Plain {
    /// The HTTP status that it is sent with.
    pub status: u16,
    /// The whole document.
    pub html: String,
    /// What it may load, as a Content-Security-Policy.
    pub policy: String,
}

impl Plain {
    pub(super) fn new(site: Option<&SiteSettings>, status: u16, notice: Notice, language: Language) -> Self {
        let Notice { title, said, wrong } = notice;
        let wrong: Markup = wrong.into_iter().map(|line| el("li").with(line)).collect();
        let said: Markup = said.into_iter().map(|line| el("p").with(line)).collect();
        let list = (status == 400).then(|| el("ul").with(wrong));
        let shown = el("div.notice").with(el("h1").with(title.clone())).with(list).with(said);
        let style = Style::new(None, site.and_then(|site| site.accent));
        let html = html(language, &title, None, &style, el("main").with(shown).into());
        Self { status, html, policy: policy(None, &style, false, site) }
    }
}

struct Style {
    text: String,
    hash: String,
}

impl Style {
    fn new(kind: Option<Kind>, accent: Option<u16>) -> Self {
        let text = sheet(kind, accent);
        let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())));
        Self { text, hash }
    }
}

/// Links lead the whole window on, as the links of an embed do: an article inside a small frame reads badly, and a new window
/// that nobody asked for confuses more than the way back, which brings the reader to the host's page again.
fn html(language: Language, title: &str, script: Option<Element>, style: &Style, body: Markup) -> String {
    let head: Markup = [el("title").with(title.to_owned())].into_iter().chain(script).collect();
    let mut html = format!("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">", language.tag());
    html.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"robots\" content=\"noindex\"><base target=\"_top\">",
    );
    head.print(&mut html);
    // The sheet is this program's own; it holds nothing that could end the element.
    html.extend(["<style>", &style.text, "</style></head><body>"]);
    body.print(&mut html);
    html.push_str("</body></html>");
    html
}

/// What a frame may load, and on whose pages it may stand. News may show pictures from any https address: articles have them.
fn policy(kind: Option<Kind>, style: &Style, script: bool, site: Option<&SiteSettings>) -> String {
    let (scripts, connect) = if script { ("'self'", "'self'") } else { ("'none'", "'none'") };
    let pictures = if kind == Some(Kind::News) { "'self' https: data:" } else { "'self'" };
    format!(
        "default-src 'none'; script-src {scripts}; connect-src {connect}; style-src {}; img-src {pictures}; base-uri 'none'; \
         form-action 'none'; frame-ancestors {}",
        style.hash,
        ancestors(site)
    )
}

/// Whose pages a frame of a site may stand on: the site's own, and those that embed it.
pub(super) fn ancestors(site: Option<&SiteSettings>) -> String {
    let mut ancestors = vec!["'self'".to_owned()];
    if let Some(site) = site {
        ancestors.extend(site.origin.clone());
        // What is no plain name would be read as another part of the policy.
        let plain = |host: &&String| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        ancestors.extend(site.hosts.iter().filter(plain).map(|host| format!("{host}:*")));
        ancestors.extend(site.embed_origins.iter().cloned());
    }
    ancestors.dedup();
    ancestors.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_that_are_set_may_frame_it() {
        let mut site = SiteSettings::unconfigured("p5");
        assert_eq!(ancestors(Some(&site)), "'self'");
        assert_eq!(ancestors(None), "'self'");
        site.origin = Some("https://p5.example".to_owned());
        site.hosts = vec!["p5.example".to_owned(), "a;script-src".to_owned(), "*".to_owned()];
        site.embed_origins = vec!["https://www.example:8443".to_owned()];
        assert_eq!(ancestors(Some(&site)), "'self' https://p5.example p5.example:* https://www.example:8443");
    }
}
