//! Every string that a visitor reads, in Vietnamese and English, and how dates, numbers and sizes are written.
//!
//! This room exists so that no component holds a sentence of its own and a language is one file. It may import the
//! crates `api` and `feed`, and nothing of the application.

mod aids;
mod date;
mod en;
mod number;
mod search;
mod size;
mod vi;

pub use aids::{AidsText, aids_text};
pub use date::{DateForm, date};
pub use number::number;
pub use search::{SearchText, search_text};
pub use size::size;

use bantin_api::{Counts, Language};

/// The strings of one language. Those with a number in them are methods, below.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The language that these are in.
    pub language: Language,
    /// The first link of the page.
    pub skip_to_content: &'static str,
    /// Searching: its page, its field, its button.
    pub search: &'static str,
    /// How the page is shown: opens the choice of it.
    pub display: &'static str,
    /// Reads an article aloud.
    pub listen: &'static str,
    /// Hands an article on.
    pub share: &'static str,
    /// Prints an article.
    pub print: &'static str,
    /// The front page, in the menu and the breadcrumb.
    pub home: &'static str,
    /// Names the menu of categories to a screen reader.
    pub categories: &'static str,
    /// Names the breadcrumb to a screen reader.
    pub breadcrumb: &'static str,
    /// Heading of the newest articles.
    pub latest: &'static str,
    /// The link from a block of the front page to its category; the category's name follows for a screen reader.
    pub see_all: &'static str,
    /// Marks an article kept at the top.
    pub pinned: &'static str,
    /// Above the digits of the counter.
    pub visits: &'static str,
    /// Visitors whose page is open.
    pub online: &'static str,
    /// Visits since midnight.
    pub today: &'static str,
    /// All visits.
    pub total: &'static str,
    /// The counts are no longer followed.
    pub out_of_touch: &'static str,
    /// Before an article's views.
    pub views: &'static str,
    /// Heading of the articles after this one.
    pub newer: &'static str,
    /// Heading of the articles before this one.
    pub older: &'static str,
    /// Heading of the files that belong to an article.
    pub attachments: &'static str,
    /// Before the date of a correction.
    pub updated: &'static str,
    /// The link to where an article comes from.
    pub original: &'static str,
    /// The link to the same article in the other language, in that language.
    pub translation: &'static str,
    /// Names the page numbers to a screen reader.
    pub pages: &'static str,
    /// The word before a page's number.
    pub page: &'static str,
    /// One page back in a listing.
    pub previous_page: &'static str,
    /// One page on in a listing.
    pub next_page: &'static str,
    /// While something is fetched.
    pub loading: &'static str,
    /// A listing without articles.
    pub empty: &'static str,
    /// An article without a body.
    pub no_body: &'static str,
    /// Heading where something could not be fetched.
    pub failed: &'static str,
    /// Fetches it once more.
    pub retry: &'static str,
    /// The network gave no answer.
    pub failed_network: &'static str,
    /// The answer took too long.
    pub failed_timeout: &'static str,
    /// The server said that it cannot just now.
    pub failed_server: &'static str,
    /// The answer was not what was asked for.
    pub failed_answer: &'static str,
    /// Heading of an address that leads nowhere.
    pub not_found: &'static str,
    /// What to do then.
    pub not_found_advice: &'static str,
    /// Heading of an article that was taken back.
    pub withdrawn: &'static str,
    /// What that means.
    pub withdrawn_advice: &'static str,
    /// The way on from both.
    pub to_home: &'static str,
    /// The link to this page in the other language, in that language.
    pub other_language: &'static str,
    /// The link to the news as a feed.
    pub feed: &'static str,
    /// The page about how visits are counted, and the link to it.
    pub how_counted: &'static str,
    /// The link from an article in somebody else's page to the list that led there.
    pub back_to_list: &'static str,
    /// Stops the line of headlines that moves.
    pub pause: &'static str,
    /// A title for an article that came without one.
    pub untitled: &'static str,
}

/// The strings of a language.
#[must_use]
pub fn text(language: Language) -> &'static Text {
    match language {
        Language::Vi => &vi::TEXT,
        Language::En => &en::TEXT,
    }
}

impl Text {
    /// The counter as one sentence, for a screen reader.
    #[must_use]
    pub fn counter_sentence(&self, counts: &Counts) -> String {
        let [total, today, online] =
            [counts.visits.total, counts.visits.today, counts.online].map(|count| number(count, self.language));
        match self.language {
            Language::Vi => {
                format!("Trang đã có {total} lượt truy cập, hôm nay {today} lượt, đang xem {online} người.")
            }
            Language::En => format!("The site has had {total} visits, {today} of them today; {online} reading now."),
        }
    }

    /// An article's views as they stand beside its date.
    #[must_use]
    pub fn views_sentence(&self, views: u64) -> String {
        format!("{}: {}", self.views, number(views, self.language))
    }

    /// Which page of how many.
    #[must_use]
    pub fn page_of(&self, page: u32, pages: u32) -> String {
        match self.language {
            Language::Vi => format!("Trang {page} trên {pages}"),
            Language::En => format!("Page {page} of {pages}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_api::Visits;

    #[test]
    fn the_counter_is_one_sentence_with_grouped_numbers() {
        let counts = Counts { visits: Visits { total: 37_520_817, today: 1204 }, online: 7 };
        assert_eq!(
            text(Language::Vi).counter_sentence(&counts),
            "Trang đã có 37.520.817 lượt truy cập, hôm nay 1.204 lượt, đang xem 7 người."
        );
        assert_eq!(
            text(Language::En).counter_sentence(&counts),
            "The site has had 37,520,817 visits, 1,204 of them today; 7 reading now."
        );
    }
}
