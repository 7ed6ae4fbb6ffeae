//! How far a page is parsed. The parser's time grows with the square of the depth and of the attributes of one tag, and that of
//! selectors with the square of the breadth: what was made to be slow is read as far as it goes.

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use scraper::{Html, HtmlTreeSink};
use std::cell::Cell;

/// The most bytes read of a page. The longest articles with all that is around them have a tenth of it.
pub(super) const MOST_BYTES: usize = 4 << 20;
/// Elements and texts, at most. A long listing has five thousand.
const MOST_NODES: usize = 50_000;
/// Elements within each other, at most. Portals of nested tables have a hundred.
const DEEPEST: usize = 400;
/// What may separate attributes, at most, within one tag; within a comment, too, for there is no telling it before its end.
const MOST_SEPARATORS: usize = 10_000;
/// So many bytes are parsed before it is looked again how far that went.
const STEP: usize = 1024;
/// A step with fewer separators is a part of a long value, such as a picture that is written as text.
const OF_A_VALUE: usize = 24;

/// Parses a text, and says why the rest of it was left if it was.
pub(super) fn parse(text: &str) -> (Html, Option<String>) {
    // What is for readers without scripts is a part of the page: there is no script here.
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options);
    let tokenizer = Tokenizer::new(Counted { builder, tokens: Cell::new(0) }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut rest, beyond) = text.split_at_checked(text.floor_char_boundary(MOST_BYTES)).unwrap_or((text, ""));
    let (mut broken, mut separators) = (None, 0);
    while let Some((step, behind)) = rest.split_at_checked(rest.floor_char_boundary(STEP)).filter(|_| !rest.is_empty())
    {
        let before = tokenizer.sink.tokens.get();
        queue.push_back(step.into());
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = behind;
        separators = if tokenizer.sink.tokens.get() == before { separators + separators_of(step) } else { 0 };
        broken = beyond_bounds(&tokenizer.sink.builder.sink.0.borrow(), separators);
        if broken.is_some() {
            break;
        }
    }
    if broken.is_none() && !beyond.is_empty() {
        broken = Some(format!("the page is longer than {} MB", MOST_BYTES >> 20));
    }
    tokenizer.end();
    (tokenizer.sink.builder.sink.finish(), broken)
}

/// How often something stands that may separate attributes in a tag.
fn separators_of(step: &str) -> usize {
    let runs =
        step.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'')).filter(|run| !run.is_empty());
    let count = runs.count();
    if count < OF_A_VALUE { 0 } else { count }
}

fn beyond_bounds(html: &Html, separators: usize) -> Option<String> {
    if separators > MOST_SEPARATORS {
        return Some(format!("a tag or a comment has more than {MOST_SEPARATORS} words"));
    }
    // The newest nodes stand where the parser does, but for some that it has put elsewhere.
    let newest = html.tree.nodes().rev().take(8);
    if newest.map(|node| node.ancestors().count()).max().unwrap_or_default() > DEEPEST {
        return Some(format!("more than {DEEPEST} elements stand in one another"));
    }
    (html.tree.nodes().len() > MOST_NODES).then(|| format!("the page has more than {MOST_NODES} elements and texts"))
}

/// Counts the tokens that a tree is built of: while none comes, a tag or a comment goes on.
struct Counted {
    builder: TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink>,
    tokens: Cell<usize>,
}

impl TokenSink for Counted {
    type Handle = <HtmlTreeSink as TreeSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        // What is wrong within a tag is told while it goes on.
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_breadth_and_length_are_bounded() {
        let broken = |page: &str, wanted: &str| {
            let (html, broken) = parse(page);
            assert!(broken.as_deref().is_some_and(|said| said.contains(wanted)), "{broken:?}");
            html.tree.nodes().len()
        };
        assert!(broken(&"<div>".repeat(100_000), "400 elements") < 1000);
        assert!(broken(&"<i></i>".repeat(100_000), "50000 elements") < 60_000);
        broken(&"ă".repeat(MOST_BYTES), "4 MB");
        // Each of these is begun anew in every paragraph.
        let begun: String = (0..390).map(|n| format!("<b id={n}>")).collect();
        assert!(broken(&(begun + &"<p>x".repeat(100_000)), "elements") < 500_000);
        for between in [" ", "/", "=''"] {
            let many: String = (0..60_000).map(|n| format!("{between}a{n}")).collect();
            broken(&format!("<p {many}>"), "10000 words");
        }
    }

    #[test]
    fn what_pages_have_is_within_the_bounds() {
        let words = "<!-- cũ --> <p title='mười hai chữ'>Tin tức</p>".repeat(10_000);
        let comment = format!("<!--{}-->", "<td class=\"x\">cũ</td>".repeat(2000));
        let picture = format!(
            "<img src='data:image/png;base64,{}'>",
            ("iVBORw0KGgoAAAANSUhEUgAAQ+4CAYAA".repeat(2) + "/").repeat(20_000) + &"/".repeat(20_000)
        );
        for page in [words, comment, picture] {
            assert_eq!(parse(&page).1, None, "{}", page.get(..20).unwrap_or_default());
        }
    }
}
