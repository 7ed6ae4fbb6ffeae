//! Names of accounts.

/// The name as it is kept: without white space around it, in lower case. `None` where it can be none: 1 to 64 of `a`–`z`,
/// digits, `.`, `_`, `-` and `@`.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let name = text.trim().to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-@".contains(&byte);
    ((1..=64).contains(&name.len()) && name.bytes().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_on_any_keyboard() {
        assert_eq!(name(" Nguyen.Lan@benlau.vn\r").as_deref(), Some("nguyen.lan@benlau.vn"));
        for wrong in ["", " ", "a b", "Lân", "a\0", "a/b", &"a".repeat(65)] {
            assert_eq!(name(wrong), None, "{wrong}");
        }
    }
}
