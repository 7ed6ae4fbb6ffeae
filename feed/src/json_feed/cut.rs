//! Texts that are too long for where they are shown.

/// A text cut to `most` characters, the last of them `…`, at a word if there is one.
pub(super) fn shortened(text: &str, most: usize) -> String {
    // One character less than `most` leaves room for the mark.
    let mut beyond = text.char_indices().skip(most.saturating_sub(1));
    let (Some((end, next)), Some(_)) = (beyond.next(), beyond.next()) else {
        return text.to_owned();
    };
    let whole = text.get(..end).unwrap_or_default();
    let gap = whole.char_indices().rfind(|(_, c)| c.is_whitespace());
    let kept = match gap {
        Some((at, _)) if !next.is_whitespace() => whole.get(..at).unwrap_or_default().trim_end(),
        _ => whole.trim_end(),
    };
    [if kept.is_empty() { whole } else { kept }, "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_a_word() {
        assert_eq!(shortened("một hai ba", 10), "một hai ba");
        assert_eq!(shortened("một hai bốn", 10), "một hai…");
        assert_eq!(shortened("một hai bốn", 8), "một hai…");
        assert_eq!(shortened("khôngkhoảngtrắng", 6), "không…");
        assert_eq!(shortened("  khôngkhoảngtrắng", 6), "  khô…");
        assert_eq!(shortened("🎉🎉🎉", 2), "🎉…");
    }
}
