//! An article as an index has it, and as it is shown for a question.

use bantin_feed::{Article, plain_text};

use crate::excerpt::{Piece, excerpt, marked};
use crate::index::IndexedWords;
use crate::often::often;
use crate::query::Query;
use crate::word::{Word, words};

/// Words of one article, at most: PostgreSQL knows no places beyond.
const MOST: usize = 16_000;

/// All words that an article can be found by: those of its title, its summary, its body, and the names of its categories, authors and
/// files.
#[must_use]
pub fn words_of(article: &Article) -> IndexedWords {
    let title = article.title.as_deref().unwrap_or_default();
    let names = article.categories.iter().map(|category| category.name.as_str());
    let names = names.chain(article.authors.iter().filter_map(|author| author.name.as_deref()));
    let names = names.chain(article.attachments.iter().filter_map(|file| file.title.as_deref()));
    let title = words(title);
    let mut all = title.clone();
    all.extend(words(article.summary.as_deref().unwrap_or_default()));
    all.extend(words(&text_of(article)));
    let said_often = often(&all).join(" ");
    all.extend(names.flat_map(words));
    let mut text = indexed(all.get(..MOST).unwrap_or(&all));
    for category in &article.categories {
        text.push(' ');
        text.push_str(&word_of_category(&category.slug));
    }
    IndexedWords { title: indexed(&title), text, often: said_often }
}

/// Words folded, then those with diacritics as they are spelled, one space between two.
fn indexed(words: &[Word]) -> String {
    let mut indexed = String::with_capacity(words.len() * 12);
    let folded = words.iter().map(|word| &word.folded);
    for word in folded.chain(words.iter().filter_map(|word| word.spelled.as_ref())) {
        if !indexed.is_empty() {
            indexed.push(' ');
        }
        indexed.push_str(word);
    }
    indexed
}

/// The body of an article as plain text, or nothing.
#[must_use]
pub fn text_of(article: &Article) -> String {
    let html = article.content_html.as_deref().map(plain_text);
    html.or_else(|| article.content_text.clone()).unwrap_or_default()
}

/// The word that all articles of a category have. Two slugs may share one: whoever looks for it looks again.
pub(crate) fn word_of_category(slug: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '=' };
    format!("=={}", slug.chars().map(letter).collect::<String>())
}

/// How an article is shown that was found: texts in pieces, of which every second one, from the second on, was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Its title; nothing where it has none.
    pub title: Vec<String>,
    /// The part of its text that fits best.
    pub excerpt: Vec<String>,
}

impl Marks {
    /// Those of an article for what was looked for.
    #[must_use]
    pub fn of(article: &Article, query: &Query) -> Self {
        let title = article.title.as_deref().map(|title| marked(title, query)).unwrap_or_default();
        let summary = article.summary.as_deref().map(plain_text).unwrap_or_default();
        // What a source says of an article in short is the better excerpt where it has what was asked for.
        let said = marked(&summary, query);
        let is_said = query.is_empty() && !summary.is_empty() || said.iter().any(|piece| piece.marked);
        let text = if is_said { excerpt(&summary, query) } else { excerpt(&text_of(article), query) };
        Self { title: alternating(title), excerpt: alternating(if text.is_empty() { said } else { text }) }
    }
}

fn alternating(pieces: Vec<Piece>) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in pieces {
        if piece.marked != (texts.len() % 2 == 1) {
            texts.push(String::new());
        }
        texts.push(piece.text);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::Category;

    #[test]
    fn an_article_is_found_by_all_that_is_written_in_it() {
        let article = Article {
            title: Some("Lịch cúp nước".into()),
            summary: Some("Ngày 3/12".into()),
            content_html: Some("<p>Khu phố <b>7</b></p>".into()),
            categories: vec![Category { slug: "thong-bao".into(), name: "Thông báo".into() }],
            ..Article::default()
        };
        let words = words_of(&article);
        assert_eq!(words.title, "lich cup nuoc =lichj =cups =nuwowcs");
        assert_eq!(
            words.text,
            "lich cup nuoc ngay 3 12 khu pho 7 thong bao =lichj =cups =nuwowcs =ngayf =phoos =thoong =baos ==thong=bao"
        );
    }

    #[test]
    fn a_long_article_is_cut() {
        let article = Article { content_text: Some("chữ ".repeat(50_000)), ..Article::default() };
        assert_eq!(words_of(&article).text.split(' ').filter(|word| *word == "chu").count(), MOST);
        assert_eq!(words_of(&Article::default()).text.trim(), "");
    }

    #[test]
    fn marks_take_turns() {
        let piece = |text: &str, marked| Piece { text: text.into(), marked };
        assert_eq!(alternating(vec![piece("a", true), piece("b", false)]), ["", "a", "b"]);
        assert_eq!(alternating(vec![piece("a", true), piece("b", true)]), ["", "a", "", "b"]);
        assert_eq!(alternating(vec![]), [] as [&str; 0]);
    }
}
