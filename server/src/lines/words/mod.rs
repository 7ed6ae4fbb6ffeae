//! Every string of the page, in Vietnamese and English.

mod en;
mod vi;

use bantin_api::Language;

use super::choice::{Form, Kind, Wrong};

/// The strings of one language.
#[derive(Debug)]
pub struct Words {
    pub(super) skip: &'static str,
    /// The page's heading, and what it is for.
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    pub(super) other_language: &'static str,
    pub(super) choose: &'static str,
    pub(super) site: &'static str,
    pub(super) form: &'static str,
    forms: [&'static str; 2],
    pub(super) element: &'static str,
    kinds: [&'static str; 4],
    /// That other options follow from what is chosen.
    pub(super) options_follow: &'static str,
    pub(super) options: &'static str,
    pub(super) category: &'static str,
    pub(super) all_categories: &'static str,
    pub(super) count: &'static str,
    pub(super) layout: &'static str,
    pub(super) article: &'static str,
    /// What a number of an article is, and what stands there without one.
    pub(super) article_hints: [&'static str; 2],
    pub(super) open: &'static str,
    /// A page of the host, and what it must have.
    pub(super) page: &'static str,
    pub(super) page_hint: &'static str,
    pub(super) heading: &'static str,
    pub(super) addressing: &'static str,
    /// What an address is called in the page's own, and what it may be made of.
    pub(super) key: &'static str,
    pub(super) key_hint: &'static str,
    pub(super) language: &'static str,
    pub(super) date_form: &'static str,
    pub(super) look: &'static str,
    pub(super) inherit: &'static str,
    /// The names of the colours, in their order.
    pub(super) colours: [&'static str; 3],
    pub(super) colour_hint: &'static str,
    pub(super) show: &'static str,
    pub(super) lines: &'static str,
    pub(super) lines_mean: &'static str,
    pub(super) copy: &'static str,
    pub(super) copied: &'static str,
    pub(super) pinned: &'static str,
    pub(super) pinned_mean: &'static str,
    pub(super) style: &'static str,
    pub(super) style_mean: &'static str,
    /// That its room can be kept free, and by what.
    pub(super) room: &'static str,
    pub(super) room_mean: &'static str,
    pub(super) known: &'static str,
    pub(super) known_mean: &'static str,
    pub(super) policy: &'static str,
    pub(super) policy_mean: &'static str,
    pub(super) types_mean: &'static str,
    pub(super) check: &'static str,
    pub(super) check_mean: &'static str,
    pub(super) preview: &'static str,
    pub(super) preview_mean: &'static str,
    /// There is no script that could show it.
    pub(super) no_script: &'static str,
    /// What frames are called by a screen reader: of news, of numbers.
    pub(super) frames: [&'static str; 2],
    wrong: [&'static str; 6],
    /// Words of options, and what is read for them.
    named: &'static [(&'static str, &'static str)],
}

/// The strings of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &vi::WORDS,
        Language::En => &en::WORDS,
    }
}

impl Words {
    /// What frames are called by a screen reader: of news, of numbers.
    #[must_use]
    pub fn frames(&self) -> [&'static str; 2] {
        self.frames
    }

    pub(super) fn form_name(&self, form: Form) -> &'static str {
        let [elements, iframe] = self.forms;
        if form == Form::Elements { elements } else { iframe }
    }

    pub(super) fn kind(&self, kind: Kind) -> &'static str {
        let [news, counter, article, app] = self.kinds;
        match kind {
            Kind::News => news,
            Kind::Counter => counter,
            Kind::Article => article,
            Kind::App => app,
        }
    }

    pub(super) fn wrong(&self, wrong: Wrong) -> &'static str {
        let [count, article, colour, page, key, frame] = self.wrong;
        match wrong {
            Wrong::Count => count,
            Wrong::Article => article,
            Wrong::Colour => colour,
            Wrong::Page => page,
            Wrong::Key => key,
            Wrong::NoFrame => frame,
        }
    }

    /// What is read for a word of an option.
    pub(super) fn named(&self, word: &'static str) -> &'static str {
        self.named.iter().find(|(known, _)| *known == word).map_or(word, |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::choice::{ADDRESSING, DATE_FORMS, OPEN};
    use bantin::text::{DateForm, date};
    use bantin_feed::Timestamp;

    #[test]
    fn every_word_of_an_option_can_be_read_in_both_languages() {
        let layouts = Kind::ALL.iter().flat_map(|kind| Form::ALL.iter().flat_map(|form| kind.layouts(*form)));
        for word in layouts.chain(&OPEN).chain(&ADDRESSING).chain(&DATE_FORMS) {
            for language in [Language::Vi, Language::En] {
                assert_ne!(words(language).named(word), *word, "{word}");
            }
        }
    }

    #[test]
    fn a_date_is_shown_as_it_will_be_written() {
        let when = Timestamp::parse_rfc3339("2019-06-26T14:15:00+07:00").unwrap();
        for word in DATE_FORMS {
            let form = DateForm::of_name(word).unwrap();
            for language in [Language::Vi, Language::En] {
                assert_eq!(words(language).named(word), date(when, form, language));
            }
        }
    }
}
