//! The strings of searching, apart from the others: what shows them is loaded when somebody searches.

mod en;
mod vi;

use super::number;
use bantin_api::Language;

/// The strings of one language. Those with something in them are methods, below.
#[derive(Debug, PartialEq, Eq)]
pub struct SearchText {
    language: Language,
    /// What stands under an empty field.
    pub advice: &'static str,
    /// The heading of the categories.
    pub category: &'static str,
    /// Opens the fields of the first and the last day.
    pub by_day: &'static str,
    /// The first day.
    pub from: &'static str,
    /// The last day.
    pub to: &'static str,
    /// Names the filters to a screen reader.
    pub filters: &'static str,
    /// The heading of the years.
    pub year: &'static str,
    /// Takes a filter off.
    pub take_off: &'static str,
    /// What to do where nothing is found.
    pub nothing_advice: &'static str,
    /// Names the list of what is found to a screen reader.
    pub results: &'static str,
    /// Names the list of titles under the field to a screen reader.
    pub suggestions: &'static str,
}

/// The strings of a language.
#[must_use]
pub fn search_text(language: Language) -> &'static SearchText {
    match language {
        Language::Vi => &vi::TEXT,
        Language::En => &en::TEXT,
    }
}

impl SearchText {
    /// How many there are, for whoever asked for `q`.
    #[must_use]
    pub fn found(&self, total: u64, more: bool, q: &str) -> String {
        let count = number(total, self.language);
        match (self.language, total, q.is_empty()) {
            (Language::Vi, 0, true) => "Không có tin nào như vậy.".to_owned(),
            (Language::Vi, 0, false) => format!("Không có tin nào có “{q}”."),
            (Language::Vi, _, is_all) => {
                let least = if more { "hơn " } else { "" };
                if is_all {
                    format!("Có {least}{count} tin.")
                } else {
                    format!("Có {least}{count} tin có “{q}”.")
                }
            }
            (Language::En, 0, true) => "There is no such article.".to_owned(),
            (Language::En, 0, false) => format!("No article has “{q}”."),
            (Language::En, _, is_all) => {
                let least = if more { "More than " } else { "" };
                let articles = if total == 1 { "article" } else { "articles" };
                if is_all {
                    format!("{least}{count} {articles}.")
                } else {
                    format!("{least}{count} {articles} with “{q}”.")
                }
            }
        }
    }

    /// That another question was asked because this one found nothing.
    #[must_use]
    pub fn instead(&self, q: &str, instead: &str) -> String {
        match self.language {
            Language::Vi => {
                format!("Không có tin nào có “{q}”. Có phải bạn tìm “{instead}”? Đây là kết quả cho từ đó.")
            }
            Language::En => format!("No article has “{q}”. Did you mean “{instead}”? These are the results for that."),
        }
    }

    /// That words were left out because no article has them all.
    #[must_use]
    pub fn left_out(&self, words: &[String]) -> String {
        let words: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        let words = words.join(", ");
        match self.language {
            Language::Vi => format!("Không có tin nào có đủ các từ. Đây là kết quả khi bỏ {words}."),
            Language::En => format!("No article has all of the words. These are the results without {words}."),
        }
    }

    /// How many titles are under the field, for who does not see them.
    #[must_use]
    pub fn suggested(&self, titles: usize) -> String {
        match (self.language, titles) {
            (Language::Vi, _) => format!("{titles} gợi ý, chọn bằng phím mũi tên."),
            (Language::En, 1) => "1 suggestion, choose it by arrow key.".to_owned(),
            (Language::En, _) => format!("{titles} suggestions, choose by arrow keys."),
        }
    }

    /// A filter by its name and how many there would be.
    #[must_use]
    pub fn filter(&self, name: &str, articles: u64) -> String {
        format!("{name} ({})", number(articles, self.language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_how_many() {
        let [vi, en] = [Language::Vi, Language::En].map(search_text);
        assert_eq!(vi.found(1234, false, "nước"), "Có 1.234 tin có “nước”.");
        assert_eq!(vi.found(2_000, true, "nước"), "Có hơn 2.000 tin có “nước”.");
        assert_eq!(vi.found(0, false, "x"), "Không có tin nào có “x”.");
        assert_eq!(en.found(1, false, "water"), "1 article with “water”.");
        assert_eq!(en.found(2, false, ""), "2 articles.");
        assert_eq!(
            vi.left_out(&["a".into(), "b".into()]),
            "Không có tin nào có đủ các từ. Đây là kết quả khi bỏ “a”, “b”."
        );
    }
}
