//! English.

use super::AidsText;

pub(super) static TEXT: AidsText = AidsText {
    display: "How pages are shown",
    size: "Text size",
    smaller: "smaller text",
    usual: "usual text size",
    larger: "larger text",
    spacing: "More room between lines and letters",
    contrast: "High contrast",
    theme: "Colours",
    theme_of_device: "As on this device",
    light: "Light",
    dark: "Dark",
    keys: "The key / leads to the search field",
    kept_here: "Kept on this device only.",
    reset: "As it was",
    close: "Close",
    share: "Share this article",
    copy: "Copy the link",
    copied: "Copied.",
    not_copied: "This device does not let it be copied. Please select the link above and copy it yourself.",
    address: "Link",
    mail: "E-mail",
};
