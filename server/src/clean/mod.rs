//! What of an article's HTML is sent: what the one allow-list of `bantin_feed` names. Everything else is taken out.
//!
//! Articles are kept as they came and cleaned when they are served, so that a better list cleans old ones
//! too. No script, no style, no event handler, no form, no foreign frame, no address but of the web, of mail
//! and of telephones.

mod depth;
mod pictures;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
pub use pictures::with_sizes;

use bantin_feed::{ADDRESSES, ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, ALLOWED_SCHEMES};

/// Elements whose text goes with them.
const WITH_CONTENT: [&str; 12] = [
    "script", "style", "template", "noscript", "iframe", "object", "noembed", "noframes", "title", "svg", "math",
    "select",
];

/// Elements within each other, at most. Articles have a dozen.
const DEEPEST: usize = 256;

/// An address in a body.
#[derive(Clone, Copy, Debug)]
pub struct Found<'h> {
    /// As it stands there.
    pub address: &'h str,
    /// Whether a picture is shown from there.
    pub is_picture: bool,
}

/// Cleans `html`. Each address goes through `address` first, which may give another or take it away.
#[must_use]
pub fn clean(html: &str, address: impl Fn(&str) -> Option<String> + 'static) -> String {
    clean_each(html, move |found| address(found.address))
}

/// Cleans `html` as [`clean`] does, and tells what each address is for.
#[must_use]
pub fn clean_each(html: &str, address: impl Fn(Found<'_>) -> Option<String> + 'static) -> String {
    if depth::exceeds(html, DEEPEST) {
        return text_only(html);
    }
    let former = ADDRESS.replace(Some(Box::new(address)));
    let cleaned = CLEANER.clean(html).to_string();
    ADDRESS.set(former);
    cleaned
}

/// What an address becomes.
type Address = Box<dyn Fn(Found<'_>) -> Option<String>>;

thread_local! {
    /// What the addresses of the body become that this thread is cleaning: the cleaner itself is one for all bodies.
    static ADDRESS: RefCell<Option<Address>> = const { RefCell::new(None) };
}

/// Made once: putting the list together takes as long as cleaning an article.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

fn cleaner() -> Builder<'static> {
    let attributes: HashMap<&str, HashSet<&str>> =
        ALLOWED_ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(ALLOWED_ELEMENTS.iter().copied().collect())
        .clean_content_tags(WITH_CONTENT.into())
        .generic_attributes(ALLOWED_EVERYWHERE.iter().copied().collect())
        .tag_attributes(attributes)
        .url_schemes(ALLOWED_SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"))
        .strip_comments(true)
        .attribute_filter(|element, attribute, value| {
            if !ADDRESSES.contains(&attribute) {
                return Some(Cow::Borrowed(value));
            }
            let found = Found { address: value, is_picture: element == "img" || attribute == "poster" };
            let to = ADDRESS.with_borrow(|address| address.as_ref().and_then(|address| address(found)));
            to.filter(|address| is_allowed(address)).map(Cow::Owned)
        });
    builder
}

/// What was made to be slow is served as its words.
fn text_only(html: &str) -> String {
    let text = bantin_feed::plain_text(html);
    format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Whether an address may be sent: of the web, of mail, of a telephone, or relative.
#[must_use]
pub fn is_allowed(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match plain.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            ALLOWED_SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str) -> String {
        clean(html, |address| Some(address.to_owned()))
    }

    #[test]
    fn nothing_runs() {
        for html in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>a</a>",
            "<a href='java\tscript:alert(1)'>a</a>",
            "<a href=' \u{1}javascript:alert(1)'>a</a>",
            "<a href='&#106;avascript:alert(1)'>a</a>",
            "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
            "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
            "<iframe src='https://example.org/'></iframe>",
            "<p style='background:url(javascript:alert(1))' onclick=alert(1)>a</p>",
            "<form action='https://example.org/'><button formaction='javascript:alert(1)'>a</button></form>",
            "<video poster='javascript:alert(1)' src='vbscript:x' controls></video>",
            "<base href='https://example.org/'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        ] {
            let out = cleaned(html).to_ascii_lowercase();
            for bad in ["script", "onerror", "onload", "onclick", "alert", "iframe", "style", "<form", "data:", "<base"]
            {
                assert!(!out.contains(bad), "{html} became {out}");
            }
        }
    }

    #[test]
    fn an_article_keeps_its_shape() {
        let html = r#"<h2>Lịch</h2><table><tbody><tr><th scope="col" colspan="2">Ngày</th></tr></tbody></table><figure><img src="https://example.vn/a.jpg" alt="Ảnh" width="3" height="2" loading="lazy"><figcaption>Chú thích</figcaption></figure><details open=""><summary>Thêm</summary></details>"#;
        assert_eq!(cleaned(html), html);
    }

    #[test]
    fn links_do_not_hand_over_the_window() {
        assert_eq!(
            cleaned("<a href='https://example.vn/' target=_blank>a</a>"),
            r#"<a href="https://example.vn/" rel="noopener">a</a>"#
        );
    }

    #[test]
    fn an_address_may_be_changed_or_taken_away() {
        let html = clean("<img src=a.jpg><img src=b.jpg alt=B>", |address| {
            (address == "a.jpg").then(|| "/media/a.jpg".to_owned())
        });
        assert_eq!(html, r#"<img src="/media/a.jpg"><img alt="B">"#);
    }

    #[test]
    fn what_an_address_becomes_is_looked_at_again() {
        assert_eq!(clean("<a href=a>a</a>", |_| Some("javascript:alert(1)".into())), "<a rel=\"noopener\">a</a>");
    }
}
