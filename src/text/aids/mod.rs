//! The strings of the aids for reading, apart from the others: what shows them is loaded when somebody uses one.

mod en;
mod vi;

use bantin_api::Language;

/// The strings of one language.
#[derive(Debug, PartialEq, Eq)]
pub struct AidsText {
    /// The heading of the choice of how pages are shown.
    pub display: &'static str,
    /// The sizes of text.
    pub size: &'static str,
    /// One size down, after *A−*.
    pub smaller: &'static str,
    /// The usual size, after *A*.
    pub usual: &'static str,
    /// One size up, after *A+*.
    pub larger: &'static str,
    /// More room between lines, words and letters.
    pub spacing: &'static str,
    /// More contrast.
    pub contrast: &'static str,
    /// Light or dark.
    pub theme: &'static str,
    /// As the device has it.
    pub theme_of_device: &'static str,
    /// Light.
    pub light: &'static str,
    /// Dark.
    pub dark: &'static str,
    /// That the key `/` leads to the field for searching.
    pub keys: &'static str,
    /// That it is all kept on this device alone.
    pub kept_here: &'static str,
    /// All as it was.
    pub reset: &'static str,
    /// Closes a dialogue.
    pub close: &'static str,
    /// The heading of the ways to hand an article on.
    pub share: &'static str,
    /// Copies the address.
    pub copy: &'static str,
    /// It has been copied.
    pub copied: &'static str,
    /// It could not be copied.
    pub not_copied: &'static str,
    /// The field that holds the address.
    pub address: &'static str,
    /// By mail.
    pub mail: &'static str,
}

/// The strings of a language.
#[must_use]
pub fn aids_text(language: Language) -> &'static AidsText {
    match language {
        Language::Vi => &vi::TEXT,
        Language::En => &en::TEXT,
    }
}
