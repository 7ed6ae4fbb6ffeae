//! The first words of an article, where its source has no summary.

use bantin_feed::{Article, plain_text};

use crate::clean::clean;

/// Characters, at most.
const LONG: usize = 200;

/// Bytes of a body that are looked at; more of them where there are too few words in the first. A listing must not clean
/// twenty whole articles.
const LOOKED_AT: [usize; 2] = [2 << 10, 16 << 10];

/// The first words of an article's body, on one line; `None` where it has none.
#[must_use]
pub fn of(article: &Article) -> Option<String> {
    match (&article.content_text, &article.content_html) {
        (Some(text), _) => first_words(text, str::to_owned),
        (None, Some(html)) => first_words(html, |html| plain_text(&without_figures(&clean(html, |_| None)))),
        (None, None) => None,
    }
}

/// From as few bytes as there are enough words in.
fn first_words(body: &str, read: impl Fn(&str) -> String) -> Option<String> {
    let [few, many] = LOOKED_AT;
    let line = one_line(&read(beginning(body, few)));
    // Near the cut there may be half a tag or half a word: what is well before it is surely the article's.
    let enough = body.len() <= few || line.chars().count() >= 2 * LONG;
    shorten(if enough { line } else { one_line(&read(beginning(body, many))) })
}

/// A caption is about its picture, not about the article.
fn without_figures(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, figure)) = rest.split_once("<figure") {
        out.push_str(before);
        rest = figure.split_once("</figure>").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn beginning(body: &str, bytes: usize) -> &str {
    body.get(..body.floor_char_boundary(bytes)).unwrap_or(body)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(line: String) -> Option<String> {
    if line.chars().count() <= LONG {
        return (!line.is_empty()).then_some(line);
    }
    let cut: String = line.chars().take(LONG).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    Some(format!("{words}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_no_first_words() {
        let html = "<figure><img src=\"a.jpg\"><figcaption>Tranh</figcaption></figure><p>Sáng nay</p>".to_owned();
        let article = Article { content_html: Some(html), ..Article::default() };
        assert_eq!(of(&article).as_deref(), Some("Sáng nay"));
    }

    #[test]
    fn a_long_text_ends_at_a_word() {
        let first = |text: &str| first_words(text, str::to_owned);
        let short = first(&"chữ ".repeat(100)).unwrap();
        assert!(short.ends_with("chữ…") && short.chars().count() <= LONG + 1);
        assert_eq!(first(" a\n b "), Some("a b".into()));
        assert_eq!(first(" \n"), None);
    }

    #[test]
    fn words_are_found_behind_much_that_is_none() {
        for nothing in ["<p> </p>", "<figure><img src=\"a.jpg\"><figcaption>Tranh</figcaption></figure>"] {
            let html = format!("{}<p>Sáng nay</p>", nothing.repeat(8_000 / nothing.len()));
            let article = Article { content_html: Some(html), ..Article::default() };
            assert_eq!(of(&article).as_deref(), Some("Sáng nay"));
        }
    }
}
