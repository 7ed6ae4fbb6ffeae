//! Whole numbers, grouped in threes.

use bantin_api::Language;

/// `37.520.817` in Vietnamese, `37,520,817` in English.
#[must_use]
pub fn number(value: u64, language: Language) -> String {
    let separator = match language {
        Language::Vi => '.',
        Language::En => ',',
    };
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_begin_at_the_right() {
        for (value, vi) in [(0, "0"), (999, "999"), (1000, "1.000"), (37_520_817, "37.520.817")] {
            assert_eq!(number(value, Language::Vi), vi);
        }
        assert_eq!(number(1_234_567, Language::En), "1,234,567");
        assert_eq!(number(u64::MAX, Language::Vi), "18.446.744.073.709.551.615");
    }
}
