//! Words that are one mistake away from one that was typed.

/// Shorter words are one letter away from half of the language.
const SHORTEST: usize = 3;

/// Longer ones are no syllables, and have too many.
const LONGEST: usize = 16;

/// The folded words that one mistake may have made this one of: a letter too many, too few, another one, or two in the wrong order.
/// Nothing for words with digits, and for what is too short or too long.
#[must_use]
pub fn one_mistake_away(word: &str) -> Vec<String> {
    let letters = word.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut add = |parts: [&[u8]; 3]| {
        let made: String = parts.concat().into_iter().map(char::from).collect();
        if made != word {
            found.push(made);
        }
    };
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at_checked(at).unwrap_or((letters, &[]));
        for letter in b'a'..=b'z' {
            add([before, &[letter], after]);
            if let [_, rest @ ..] = after {
                add([before, &[letter], rest]);
            }
        }
        if let [_, rest @ ..] = after {
            add([before, &[], rest]);
        }
        if let [one, other, rest @ ..] = after {
            add([before, &[*other, *one], rest]);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_mistake_is_undone() {
        let away = |typed: &str, meant: &str| one_mistake_away(typed).iter().any(|word| word == meant);
        for typed in ["truogn", "truongg", "trong", "truonh", "rtuong", "truon"] {
            assert!(away(typed, "truong"), "{typed}");
        }
        assert!(!away("truong", "truong") && !away("trgoun", "truong"));
    }

    #[test]
    fn what_is_no_word_has_none() {
        for typed in ["", "ab", "12", "covid19", "mộtchữ", "abcdefghijklmnopq"] {
            assert_eq!(one_mistake_away(typed), [] as [&str; 0], "{typed}");
        }
        assert!(one_mistake_away("abcdefghijklmnop").len() < 1000);
    }
}
