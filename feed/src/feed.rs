//! A feed: articles together with what is said about all of them, and the outcome of reading one.

use crate::{Article, Author, Format};

/// A list of articles and what holds for all of them. Field names are JSON Feed's (jsonfeed.org,
/// version 1.1); `total`, `page` and `pages` are those of the feed-level `_bantin`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// The feed's name; empty where it has none.
    pub title: String,
    /// The site's front page.
    pub home_page_url: Option<String>,
    /// Where the feed itself is.
    pub feed_url: Option<String>,
    /// What the feed is about, plain text.
    pub description: Option<String>,
    /// A word to people who look at the raw feed.
    pub user_comment: Option<String>,
    /// The next page. Only carried: it may loop, and whoever fetches has to stop that.
    pub next_url: Option<String>,
    /// Address of a large square picture, 512 px or so.
    pub icon: Option<String>,
    /// Address of a small square picture, 64 px or so.
    pub favicon: Option<String>,
    /// Who wrote the articles that name nobody.
    pub authors: Vec<Author>,
    /// BCP 47 tag of the articles that have none of their own.
    pub language: Option<String>,
    /// No more articles will ever come.
    pub expired: bool,
    /// Where one can subscribe to be told of changes.
    pub hubs: Vec<Hub>,
    /// The articles, in the order of the document.
    pub items: Vec<Article>,
    /// How many articles there are on all pages.
    pub total: Option<u64>,
    /// Which page this is, from 1.
    pub page: Option<u64>,
    /// How many pages there are.
    pub pages: Option<u64>,
}

impl Feed {
    /// The authors to show with `article`: its own, else the feed's (jsonfeed.org, version 1.1).
    pub fn authors_of<'a>(&'a self, article: &'a Article) -> &'a [Author] {
        if article.authors.is_empty() { &self.authors } else { &article.authors }
    }

    /// The language of `article`: its own, else the feed's.
    pub fn language_of<'a>(&'a self, article: &'a Article) -> Option<&'a str> {
        article.language.as_deref().or(self.language.as_deref())
    }
}

/// Where one can subscribe to be told of changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hub {
    /// The protocol, such as `WebSub` (JSON Feed's `type`).
    pub kind: String,
    /// Its address.
    pub url: String,
}

/// What reading a document gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// How the document is written: what was asked for, or what the bytes have told. Never [`Format::Auto`] of what was read.
    pub format: Format,
    /// The feed with every article that could be taken.
    pub feed: Feed,
    /// Articles of which the document has nothing but the address, and when they were changed: there is nothing to show of
    /// them before `read_article_page` has read their own pages, and so they are not in the feed.
    #[cfg(feature = "formats")]
    pub unread: Vec<Article>,
    /// The items that could not be taken, in the order of the document.
    pub refused: Vec<Refused>,
    /// What was left out or put right in items (and in the feed) that were taken.
    pub notes: Vec<Refused>,
}

/// Something that was not taken as it came: which, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refused {
    /// `items[3] (id "abc")`, counted from 0, with the id or else the title where known; or `feed`.
    pub place: String,
    /// What is wrong with it, an English clause.
    pub reason: String,
}

impl Refused {
    /// Place and reason in one line.
    #[must_use]
    pub fn told(&self) -> String {
        [&self.place, ": ", &self.reason].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_its_own_author_and_language_keeps_them() {
        let named = |name: &str| Author { name: Some(name.into()), ..Author::default() };
        let feed = Feed { authors: vec![named("Ban biên tập")], language: Some("vi".into()), ..Feed::default() };
        let mut article = Article::default();
        assert_eq!(feed.authors_of(&article), [named("Ban biên tập")]);
        assert_eq!(feed.language_of(&article), Some("vi"));
        article.authors = vec![named("Nguyễn Văn A")];
        article.language = Some("en".into());
        assert_eq!(feed.authors_of(&article), [named("Nguyễn Văn A")]);
        assert_eq!(feed.language_of(&article), Some("en"));
    }
}
