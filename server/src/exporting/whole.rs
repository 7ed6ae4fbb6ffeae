//! All articles at once, each as text: what a visitor of plain files searches in, as nobody answers there.

use bantin_feed::{Article, Feed, Format, Given, read, write_json_feed};
use bantin_search::text_of;

/// Bytes of text, at most: a visitor's browser fetches all of it, compressed to a quarter, before it answers the first question.
const MOST: usize = 6_000_000;

/// The articles of a site, the newest first, as many as are let in.
#[derive(Debug, Default)]
pub(super) struct Whole {
    feed: Feed,
    bytes: usize,
}

impl Whole {
    /// Takes in the one article of an answer.
    pub(super) fn add(&mut self, answer: &[u8]) {
        // The answer is our own; one that is none is seen by whoever opens the article.
        let reading = read(answer, Format::JsonFeed, &Given::default());
        for article in reading.into_iter().flat_map(|reading| reading.feed.items) {
            let text = text_of(&article);
            self.bytes += text.len();
            if self.bytes <= MOST {
                self.feed.items.push(Article {
                    content_html: None,
                    content_text: Some(text),
                    newer: Vec::new(),
                    older: Vec::new(),
                    translations: Vec::new(),
                    ..article
                });
            }
        }
    }

    /// The file that holds them.
    pub(super) fn json(&self) -> String {
        write_json_feed(&self.feed)
    }
}
