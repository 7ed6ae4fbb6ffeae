//! The first words of an article, where its source has no summary.

use bantin_feed::{Article, plain_text};

use crate::clean::clean;

/// Characters, at most.
const LONG: usize = 200;

/// Bytes of a body that are looked at.
const LOOKED_AT: usize = 16 << 10;

pub(super) fn of(article: &Article) -> Option<String> {
    match (&article.content_text, &article.content_html) {
        (Some(text), _) => shorten(beginning(text)),
        (None, Some(html)) => shorten(&plain_text(&without_figures(&clean(beginning(html), |_| None)))),
        (None, None) => None,
    }
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

/// So much of a body that the first words are surely in it: a listing must not clean twenty whole articles.
fn beginning(body: &str) -> &str {
    body.get(..body.floor_char_boundary(LOOKED_AT)).unwrap_or(body)
}

fn shorten(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
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
        let short = shorten(&"chữ ".repeat(100)).unwrap();
        assert!(short.ends_with("chữ…") && short.chars().count() <= LONG + 1);
        assert_eq!(shorten(" a\n b "), Some("a b".into()));
        assert_eq!(shorten(" \n"), None);
    }
}
