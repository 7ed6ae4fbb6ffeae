//! Names in addresses.

use crate::latin;

/// Longest slug, in characters.
const LONGEST: usize = 80;

/// A name for an address: lower-case ASCII letters and digits, hyphens between words. `đ` becomes `d`
/// and diacritics go, composed (NFC) or not (NFD). At most 80 characters, cut after a word where there
/// is one; `tin` where nothing is left.
///
/// ```
/// assert_eq!(bantin_feed::slugify("Đại hội Đảng bộ huyện, lần thứ 25"), "dai-hoi-dang-bo-huyen-lan-thu-25");
/// ```
pub fn slugify(text: &str) -> String {
    // Letters with marks take more bytes than what is left of them.
    let mut slug = String::with_capacity(text.len().min(LONGEST + 1));
    let mut gap = false;
    for c in text.chars() {
        let Some(c) = latin::base(c) else { continue };
        if !c.is_ascii_alphanumeric() {
            gap = !slug.is_empty();
            continue;
        }
        if gap {
            slug.push('-');
            gap = false;
        }
        slug.push(c);
        if slug.len() > LONGEST {
            // The word that does not fit goes; a single word is cut.
            let end = slug.rfind('-').unwrap_or(LONGEST);
            slug.truncate(end);
            break;
        }
    }
    if slug.is_empty() {
        slug.push_str("tin");
    }
    slug
}

/// Whether a text can stand in an address as it is (unreserved characters of RFC 3986), so that a
/// slug given by a source can be kept.
pub(crate) fn fits_address(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 200
        && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        && slug.bytes().any(|b| b != b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vietnamese_titles() {
        assert_eq!(slugify("Lịch tiếp công dân"), "lich-tiep-cong-dan");
        // The same, decomposed.
        assert_eq!(slugify("Li\u{323}ch tie\u{302}\u{301}p co\u{302}ng da\u{302}n"), "lich-tiep-cong-dan");
        assert_eq!(slugify("  “Đắk R'lấp” – 2019/06  "), "dak-r-lap-2019-06");
        assert_eq!(slugify("ĐƯỜNG NGUYỄN HUỆ"), "duong-nguyen-hue");
    }

    #[test]
    fn nothing_left_is_tin() {
        for text in ["", "  ", "🎉", "新闻", "---", "\u{301}"] {
            assert_eq!(slugify(text), "tin", "{text}");
        }
    }

    #[test]
    fn long_texts_are_cut_at_a_word() {
        let slug = slugify(&"nghị quyết ".repeat(200));
        assert!(slug.len() <= LONGEST && slug.ends_with("-nghi-quyet"), "{slug}");
        assert_eq!(slugify(&"a".repeat(81)), "a".repeat(80));
        // 80 characters exactly, at the end of a word, are not cut.
        let exact = format!("{}-{}", "a".repeat(39), "b".repeat(40));
        assert_eq!(slugify(&exact), exact);
        assert_eq!(slugify(&format!("{exact} c")), exact);
    }

    proptest! {
        #[test]
        fn a_slug_is_a_slug(text in "\\PC{0,200}") {
            let slug = slugify(&text);
            prop_assert!(fits_address(&slug) && slug.len() <= LONGEST);
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(slugify(&slug), slug);
        }
    }
}
