//! The server's cleaner: nothing but what the list allows is left, cleaned again it is the same, and it stays in measure.

use std::cell::RefCell;

use bantin_feed::{ADDRESSES, ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, Picture};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::clean::{body, clean, is_allowed, with_sizes};

/// What cleaning makes of a byte, at most, and what besides: an element that is not ended goes on in each paragraph.
const LARGEST: (usize, usize) = (20, 2_500_000);

/// Cleans HTML.
pub(crate) fn cleaned(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let once = clean(&html, |address| Some(address.to_owned()));
    assert!(once.len() <= LARGEST.0 * html.len() + LARGEST.1, "{} bytes became {}", html.len(), once.len());
    let tags = tags(&once);
    tags.iter().for_each(is_on_the_list);
    let again = clean(&once, |address| Some(address.to_owned()));
    assert_eq!(again, once, "cleaned again it is another");
    let sized = with_sizes(&once, |_| Some(Picture { srcset: "/a\"b 1w".to_owned(), width: 9, height: 6 }));
    let names = |tags: Vec<Tag>| tags.into_iter().map(|tag| tag.name).collect::<Vec<_>>();
    assert_eq!(names(self::tags(&sized)), names(tags), "pictures with sizes are the same elements");
}

/// Makes a body as it is served: tidied behind the cleaner, it is the same when it is served again.
pub(crate) fn served(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let served = |html: &str| body(html, Some("vi"), |found| Some(found.address.to_owned()));
    let once = served(&html);
    assert!(once.len() <= LARGEST.0 * html.len() + LARGEST.1, "{} bytes became {}", html.len(), once.len());
    for tag in tags(&once) {
        let bad = ["script", "style", "iframe", "object", "embed", "form", "svg", "math", "h1"];
        assert!(!bad.contains(&&*tag.name), "<{}>", tag.name);
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            assert!(
                !name.starts_with("on") && !["style", "id", "name", "srcdoc"].contains(&name),
                "<{} {name}>",
                tag.name
            );
            assert!(!ADDRESSES.contains(&name) || is_allowed(&attribute.value), "{name}={}", attribute.value);
        }
    }
    assert_eq!(served(&once), once, "served again it is another");
}

fn is_on_the_list(tag: &Tag) {
    let element = &*tag.name;
    assert!(ALLOWED_ELEMENTS.contains(&element), "<{element}>");
    let own = ALLOWED_ATTRIBUTES.iter().find(|(name, _)| *name == element).map_or(&[][..], |(_, own)| own);
    for attribute in &tag.attrs {
        let name = &*attribute.name.local;
        let ours = element == "a" && name == "rel" && &*attribute.value == "noopener";
        assert!(ours || own.contains(&name) || ALLOWED_EVERYWHERE.contains(&name), "<{element} {name}>");
        assert!(!ADDRESSES.contains(&name) || is_allowed(&attribute.value), "{name}={}", attribute.value);
    }
}

/// The tags of a text, as the HTML standard tells them apart, without a tree that would put them right.
fn tags(html: &str) -> Vec<Tag> {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Nothing in it stops the tokenizer: it stops for scripts only.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.0.borrow_mut().push(tag),
            Token::CommentToken(_) | Token::DoctypeToken(_) => unreachable!("neither an element nor text: {token:?}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
