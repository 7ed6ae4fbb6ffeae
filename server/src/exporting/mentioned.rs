//! Files that a text names.

/// The names behind each place where `prefix` stands in `text`: letters, digits, `.`, `_` and `-`, as our own files are named.
pub(super) fn below<'t>(text: &'t str, prefix: &str) -> impl Iterator<Item = &'t str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    text.match_indices(prefix).filter_map(move |(at, prefix)| {
        let rest = text.get(at + prefix.len()..)?;
        let end = rest.bytes().position(|byte| !plain(byte)).unwrap_or(rest.len());
        // A dot that ends a sentence is no part of a name.
        let name = rest.get(..end)?.trim_end_matches('.');
        (!name.is_empty() && !name.starts_with('.')).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_found_wherever_it_stands() {
        let text = r#"srcset="/a/media/p/0f-320.webp 320w, /a/media/p/0f-640.webp 640w" "url":"https://x/a/media/p/1.pdf" (/a/media/p/2.jpg."#;
        let found: Vec<_> = below(text, "/a/media/p/").collect();
        assert_eq!(found, ["0f-320.webp", "0f-640.webp", "1.pdf", "2.jpg"]);
        assert_eq!(below("/m/../../etc /m/.. /m/", "/m/").count(), 0);
    }
}
