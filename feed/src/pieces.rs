//! Texts taken apart without a panic: what `str::split_at` and the searches for a text would bring
//! along is more code in the wasm than all that is done here.

/// A text up to the first character that `ends` it, and from that on.
pub(crate) fn until<'a>(text: &'a str, ends: &dyn Fn(char) -> bool) -> (&'a str, &'a str) {
    let end = text.char_indices().find(|(_, c)| ends(*c));
    let end = end.map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Whether a word is one of a list with a space between any two.
pub(crate) fn is_listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_where_they_are_told_to() {
        assert_eq!(until("đường?x", &|c| c == '?'), ("đường", "?x"));
        assert_eq!(until("đường", &|c| c == '?'), ("đường", ""));
        assert!(is_listed("em strong", "em") && !is_listed("em strong", "str"));
    }
}
