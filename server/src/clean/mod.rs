//! What of an article's HTML is sent: what the one allow-list of `bantin_feed` names. Everything else is taken out.
//!
//! Articles are kept as they came and cleaned when they are served, so that a better list cleans old ones
//! too. No script, no style, no event handler, no form, no foreign frame, no address but of the web, of mail
//! and of telephones.

mod depth;
mod pictures;
mod scan;
mod tidied;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
pub use pictures::with_sizes;
pub use tidied::{body, texts};

use bantin_feed::{
    ADDRESSES, ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, ALLOWED_SCHEMES, DROPPED_ELEMENTS,
};

/// Elements within each other, at most. Articles have a dozen.
const DEEPEST: usize = 256;

/// How often what is clean is cleaned again until it stays the same. Articles take one round.
const ROUNDS: usize = 8;

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
    let mut cleaned = once(html, Box::new(address));
    // Where what stood between two elements is taken out, they may not stand in one another any longer, and a browser would make
    // another tree of it than was looked at.
    for _ in 0..ROUNDS {
        // What was just within measure may be beyond it as it is written now.
        if depth::exceeds(&cleaned, DEEPEST) {
            break;
        }
        let again = once(&cleaned, Box::new(|found| Some(found.address.to_owned())));
        if again == cleaned {
            return cleaned;
        }
        cleaned = again;
    }
    text_only(html)
}

/// Tells every address in `html` that may be sent. What comes of cleaning is not made: one pass meets all of them.
pub fn each_address(html: &str, seen: impl Fn(Found<'_>) + 'static) {
    if !depth::exceeds(html, DEEPEST) {
        let tell = move |found: Found<'_>| {
            seen(found);
            None
        };
        once(html, Box::new(tell));
    }
}

fn once(html: &str, address: Address) -> String {
    let former = ADDRESS.replace(Some(address));
    let cleaned = CLEANER.clean(html).to_string();
    ADDRESS.set(former);
    if cleaned.contains("<pre") { with_first_lines(&cleaned) } else { cleaned }
}

/// Whoever reads a `pre` drops a line break at its beginning, and so one more is written where there is one.
fn with_first_lines(html: &str) -> String {
    let mut written = String::with_capacity(html.len() + 1);
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once("<pre") {
        let end = pictures::end_of_tag(tag).map_or(tag.len(), |end| end + 1);
        let (attributes, behind) = tag.split_at_checked(end).unwrap_or((tag, ""));
        written.extend([before, "<pre", attributes, if behind.starts_with('\n') { "\n" } else { "" }]);
        rest = behind;
    }
    written.push_str(rest);
    written
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
        .clean_content_tags(DROPPED_ELEMENTS.iter().copied().collect())
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
            // Nothing in a body has an id that a part of a page could be found by.
            if value.trim().is_empty() || value.trim().starts_with('#') {
                return None;
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
    fn what_stood_between_two_headings_does_not_leave_one_in_the_other() {
        assert_eq!(cleaned("<h3>a<button><h3>b</h3></button></h3>"), "<h3>a</h3><h3>b</h3>");
    }

    #[test]
    fn lines_that_are_left_free_at_the_beginning_stay() {
        assert_eq!(cleaned("<pre>a</pre><pre lang='>'>\n\n\nb"), "<pre>a</pre><pre lang=\"&gt;\">\n\n\nb</pre>");
    }

    #[test]
    fn what_would_become_a_thousand_times_as_long_is_its_words() {
        let html = format!("<p><b title='{}'>{}", "x".repeat(100_000), "<p>a".repeat(10_000));
        assert_eq!(cleaned(&html), format!("<p>{}</p>", ["a"; 10_000].join(" ")));
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
