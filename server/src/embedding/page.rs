//! What a host's document says, so far as an embed is concerned.

use std::cell::RefCell;
use std::collections::HashMap;

use axum::http::HeaderMap;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use url::Url;

use super::policy::Policies;

/// An element's start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: HashMap<String, String>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A page of another host.
#[derive(Clone, Debug)]
pub struct HostPage {
    /// Where it is, after all redirects.
    pub address: Url,
    /// What addresses in it are relative to.
    pub(super) base: Url,
    pub(super) policies: Policies,
    /// `Cross-Origin-Embedder-Policy`: the page shows only what allows it.
    pub(super) is_isolated: bool,
    /// All that could be an embed's, in the page's order.
    pub(super) elements: Vec<Element>,
}

impl HostPage {
    /// Reads a page that was answered with these headers.
    #[must_use]
    pub fn read(address: &Url, headers: &HeaderMap, html: &str) -> Self {
        let tags = tags(html);
        let mut policies = Policies::new(address);
        for value in headers.get_all("content-security-policy").iter().filter_map(|value| value.to_str().ok()) {
            policies.header(value);
        }
        let mut base = None;
        let mut elements = Vec::new();
        for tag in tags {
            let says =
                |name: &str, value: &str| tag.get(name).is_some_and(|said| said.trim().eq_ignore_ascii_case(value));
            match tag.name.as_str() {
                "base" if base.is_none() => base = tag.get("href").and_then(|href| address.join(href).ok()),
                "meta" if says("http-equiv", "content-security-policy") => {
                    policies.meta(tag.get("content").unwrap_or_default());
                }
                "script" | "iframe" => elements.push(tag),
                // What has no hyphen is none of anybody's own.
                name if name.contains('-') || name.starts_with("bantin") => elements.push(tag),
                _ => {}
            }
        }
        let isolated = headers.get("cross-origin-embedder-policy").and_then(|value| value.to_str().ok());
        let is_isolated = isolated.is_some_and(|said| !said.trim_start().starts_with("unsafe-none"));
        Self {
            address: address.clone(),
            base: base.unwrap_or_else(|| address.clone()),
            policies,
            is_isolated,
            elements,
        }
    }

    /// Scheme, host and port of the page, as browsers write it.
    #[must_use]
    pub fn origin(&self) -> String {
        self.address.origin().ascii_serialization()
    }

    /// The whole address that an attribute of an element names.
    pub(super) fn whole(&self, address: Option<&str>) -> Option<Url> {
        self.base.join(address?.trim()).ok()
    }

    /// Whether a browser refuses an address here because the page is https and it is not.
    pub(super) fn is_mixed(&self, address: &Url) -> bool {
        self.address.scheme() == "https" && address.scheme() == "http" && !is_loopback(address)
    }
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// All start tags of a document.
fn tags(html: &str) -> Vec<Element> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Tags(RefCell::default()), TokenizerOpts::default());
    // It stops at the end of a script, for somebody to run it; nobody does.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

struct Tags(RefCell<Vec<Element>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        let attributes =
            attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
        // What stands in these is no markup.
        let next = match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        };
        self.0.borrow_mut().push(Element { name: name.to_string(), attributes });
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(html: &str) -> HostPage {
        HostPage::read(&Url::parse("https://www.example/tin/").unwrap(), &HeaderMap::new(), html)
    }

    #[test]
    fn what_is_no_markup_is_not_read_as_such() {
        let html = "<title><bantin-news></title><!-- <bantin-news> --><script>'<bantin-news>'</script>\
            <noscript><bantin-news></noscript><textarea><bantin-app></textarea><BANTIN-counter SITE=p5></BANTIN-counter>\
            <script type=module src='../embed.js'></script><p bantin-news=x>";
        let page = page(html);
        let names: Vec<_> = page.elements.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["script", "bantin-counter", "script"]);
        assert_eq!(page.elements[1].get("site"), Some("p5"));
        assert_eq!(page.whole(page.elements[2].get("src")).unwrap().as_str(), "https://www.example/embed.js");
    }

    #[test]
    fn the_first_base_counts() {
        let page = page("<base target=_top><base href='//a.example/x/'><base href='/y/'>");
        assert_eq!(page.whole(Some("embed.js")).unwrap().as_str(), "https://a.example/x/embed.js");
    }

    proptest! {
        #[test]
        fn any_document_is_read(html in "(<(script|bantin-news|base|meta|iframe|!--|title|style)[ =a-z'\"]{0,9}>?|[<>/!a-z \0\u{1f600}-]){0,40}") {
            page(&html);
        }
    }
}
