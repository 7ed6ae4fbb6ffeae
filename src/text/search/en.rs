//! English.

use super::SearchText;
use bantin_api::Language;

pub(super) static TEXT: SearchText = SearchText {
    language: Language::En,
    advice: "Type what you look for, with diacritics or without. Put words in quotes to find them together, as in “birth certificate”.",
    category: "Category",
    by_day: "Choose the days",
    from: "From",
    to: "To",
    filters: "Filter the results",
    year: "Year",
    take_off: "take this filter off",
    nothing_advice: "Try fewer words, words of a similar meaning, or fewer filters.",
    results: "Search results",
    suggestions: "Suggested articles",
};
