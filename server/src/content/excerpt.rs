//! The first words of an article, where its source has no summary.

use bantin_feed::{Article, plain_text};

use crate::clean::clean;

/// Characters, at most.
const LONG: usize = 200;

pub(super) fn of(article: &Article) -> Option<String> {
    let text = match (&article.content_text, &article.content_html) {
        (Some(text), _) => text.clone(),
        (None, Some(html)) => plain_text(&clean(html, |_| None)),
        (None, None) => return None,
    };
    shorten(&text)
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
    fn a_long_text_ends_at_a_word() {
        let short = shorten(&"chữ ".repeat(100)).unwrap();
        assert!(short.ends_with("chữ…") && short.chars().count() <= LONG + 1);
        assert_eq!(shorten(" a\n b "), Some("a b".into()));
        assert_eq!(shorten(" \n"), None);
    }
}
