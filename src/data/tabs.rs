//! What the tabs of one site tell each other, so that one of them holds a stream of counts for all.
//!
//! One tab holds; the others listen. What the holder hears goes to all as it came, as JSON. The rest is one mark, and the
//! article that a tab shows, or nothing: `+7` joins, `=7` is the answer to `?,3,7`, by which the holder asks who is there, and
//! says that its stream works and whose views it brings.

/// Articles that one stream may name: the server refuses more.
pub const MOST_ARTICLES: usize = 20;

/// What a tab hears from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A tab is there, and shows this article. `true`: it was not before, or showed another.
    Here(Option<u64>, bool),
    /// The holder asks who is there: the articles that its stream names.
    Asked(&'a str),
    /// What the stream brought.
    News,
}

impl<'a> Said<'a> {
    /// Reads what was said; what cannot be read is taken for news, which then cannot be read either.
    #[must_use]
    pub fn read(said: &'a str) -> Self {
        if let Some(articles) = said.strip_prefix('?') {
            return Self::Asked(articles);
        }
        let (new, article) = (said.strip_prefix('+'), said.strip_prefix('='));
        match new.or(article) {
            Some(article) => Self::Here(article.parse().ok(), new.is_some()),
            None => Self::News,
        }
    }
}

/// What a tab says of itself: a mark, and the article that it shows.
#[must_use]
pub fn here(mark: char, article: Option<u64>) -> String {
    article.map_or_else(|| mark.to_string(), |article| format!("{mark}{article}"))
}

/// Whether a stream that names these articles brings all that a tab shows.
#[must_use]
pub fn serves(articles: &str, article: Option<u64>) -> bool {
    article.is_none_or(|article| articles.split(',').any(|named| named.parse() == Ok(article)))
}

/// A text, then each article behind `before`.
#[must_use]
pub fn named(text: &str, before: &str, articles: &[u64]) -> String {
    let mut text = text.to_owned();
    for article in articles {
        text.push_str(before);
        text.push_str(&article.to_string());
    }
    text
}

/// What the holder knows of all tabs.
#[derive(Debug, Default)]
pub struct Tabs {
    /// What its stream names.
    streamed: Vec<u64>,
    /// What others have said that they show, since they were last asked.
    here: Vec<u64>,
    /// The last that the stream brought of each article, and of the site.
    last: Vec<(Option<u64>, String)>,
}

impl Tabs {
    /// Hears of a tab. Whether the stream must be opened anew for it.
    pub fn hear(&mut self, article: Option<u64>) -> bool {
        let Some(article) = article else { return false };
        if !self.here.contains(&article) {
            self.here.push(article);
        }
        !self.streamed.contains(&article) && self.streamed.len() < MOST_ARTICLES
    }

    /// Whether the stream must be opened anew, as its holder shows `own` and the others what they have said. It then names
    /// what is wanted now: what it named before goes first, or with too many tabs all would be served by turns.
    pub fn change(&mut self, own: Option<u64>) -> bool {
        let mut wanted = Vec::new();
        let kept = self.streamed.iter().filter(|article| self.here.contains(article));
        for article in own.iter().chain(kept).chain(&self.here) {
            if wanted.len() < MOST_ARTICLES && !wanted.contains(article) {
                wanted.push(*article);
            }
        }
        let same = wanted.len() == self.streamed.len() && wanted.iter().all(|article| self.streamed.contains(article));
        self.streamed = wanted;
        !same
    }

    /// What the stream names.
    #[must_use]
    pub fn streamed(&self) -> &[u64] {
        &self.streamed
    }

    /// Asks who is there; whoever does not answer until the next change is there no longer.
    pub fn ask(&mut self) -> String {
        self.here.clear();
        named("?", ",", &self.streamed)
    }

    /// Keeps the last that the stream brought of an article, or of the site.
    pub fn keep(&mut self, of: Option<u64>, news: String) {
        self.last.retain(|(known, _)| *known != of);
        self.last.push((of, news));
    }

    /// The last that the stream brought.
    pub fn last(&self) -> impl Iterator<Item = &str> {
        self.last.iter().map(|(_, news)| news.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tab_says_is_read_back() {
        assert_eq!(Said::read(&here('+', Some(7))), Said::Here(Some(7), true));
        assert_eq!(Said::read(&here('=', None)), Said::Here(None, false));
        assert_eq!(Said::read(r#"{"online":1}"#), Said::News);
        let mut tabs = Tabs::default();
        tabs.hear(Some(3));
        assert!(tabs.change(Some(7)));
        let question = tabs.ask();
        let Said::Asked(articles) = Said::read(&question) else { panic!("{question}") };
        for (shown, served) in [(None, true), (Some(7), true), (Some(3), true), (Some(37), false), (Some(0), false)] {
            assert_eq!(serves(articles, shown), served, "{shown:?} by {question}");
        }
    }

    #[test]
    fn the_stream_names_what_all_tabs_show_and_no_more() {
        let mut tabs = Tabs::default();
        assert!(!tabs.change(None), "a page that is no article needs none");
        assert!(tabs.hear(Some(1)));
        assert!(!tabs.hear(None));
        assert!(tabs.change(Some(2)));
        assert_eq!(tabs.streamed(), [2, 1]);
        tabs.ask();
        assert!(!tabs.hear(Some(1)), "it is named already");
        assert!(!tabs.change(Some(2)), "everybody is still there");
        tabs.ask();
        assert!(tabs.change(Some(2)), "the other tab has not answered");
        assert_eq!(tabs.streamed(), [2]);
        assert!(tabs.change(Some(3)), "the holder itself has gone on");
        assert_eq!(tabs.streamed(), [3]);
    }

    #[test]
    fn with_too_many_tabs_those_that_are_served_stay_served() {
        let mut tabs = Tabs::default();
        let all: Vec<u64> = (1..=30).collect();
        all.iter().for_each(|article| {
            tabs.hear(Some(*article));
        });
        assert!(tabs.change(None));
        let served = tabs.streamed().to_vec();
        assert_eq!(served.len(), MOST_ARTICLES);
        tabs.ask();
        assert!(all.iter().rev().all(|article| !tabs.hear(Some(*article))), "a full stream is not opened anew");
        assert!(!tabs.change(None));
        assert_eq!(tabs.streamed(), served);
        assert!(tabs.change(Some(99)), "the holder's own goes before all");
        assert!(tabs.streamed().contains(&99) && tabs.streamed().len() == MOST_ARTICLES);
    }

    #[test]
    fn the_last_of_each_article_is_kept() {
        let mut tabs = Tabs::default();
        for (of, news) in [(None, "a"), (Some(1), "b"), (None, "c"), (Some(2), "d"), (Some(1), "e")] {
            tabs.keep(of, news.to_owned());
        }
        assert_eq!(tabs.last().collect::<Vec<_>>(), ["c", "d", "e"]);
    }
}
