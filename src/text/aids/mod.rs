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
    /// Names the player of an article that is read aloud.
    pub listen: &'static str,
    /// Pauses it.
    pub pause: &'static str,
    /// Goes on.
    pub resume: &'static str,
    /// Ends it.
    pub stop: &'static str,
    /// How fast it is read.
    pub speed: &'static str,
    /// One paragraph back.
    pub passage_back: &'static str,
    /// One paragraph on.
    pub passage_on: &'static str,
    /// That the voice is not on the device.
    pub voice_by_net: &'static str,
    /// That the browser cannot speak at all.
    pub no_speech: &'static str,
    /// That it has no voice of Vietnamese, and how one is added.
    pub no_vietnamese: &'static str,
    /// That it has no voice of the article's language.
    pub no_voice: &'static str,
}

/// The strings of a language.
#[must_use]
pub fn aids_text(language: Language) -> &'static AidsText {
    match language {
        Language::Vi => &vi::TEXT,
        Language::En => &en::TEXT,
    }
}
