//! Sizes of files.

use bantin_api::Language;

/// `812 byte`, `34 KB`, `1,6 MB`; in English `1.6 MB`. A KB is 1,024 bytes, as file managers have it.
#[must_use]
pub fn size(bytes: u64, language: Language) -> String {
    const KB: u64 = 1 << 10;
    const MB: u64 = 1 << 20;
    if bytes < KB {
        return format!("{bytes} byte");
    }
    if bytes < MB {
        return format!("{} KB", (bytes + KB / 2) / KB);
    }
    let tenths = bytes.saturating_mul(10) / MB;
    let point = match language {
        Language::Vi => ',',
        Language::En => '.',
    };
    format!("{}{point}{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_size_has_its_unit() {
        assert_eq!(size(812, Language::Vi), "812 byte");
        assert_eq!(size(34_900, Language::Vi), "34 KB");
        assert_eq!(size(1_700_000, Language::Vi), "1,6 MB");
        assert_eq!(size(1_700_000, Language::En), "1.6 MB");
    }
}
