//! Addresses that are relative to a feed's file.
//!
//! A feed read from a file gets the address [`BASE`], under a name that no network has. So what was relative
//! is known as such afterwards, whatever the feed says its own address is.

use std::borrow::Cow;

/// Where a feed read from a file is taken to be.
pub const BASE: &str = "http://import.invalid/here/";

const HOST: &str = "http://import.invalid/";

/// What an address was before it was resolved against [`BASE`]; `None` for any other address.
#[must_use]
pub fn reference(address: &str) -> Option<Cow<'_, str>> {
    match address.strip_prefix(BASE) {
        Some(rest) => Some(Cow::Borrowed(rest)),
        None => address.strip_prefix(HOST).map(|rest| Cow::Owned(format!("/{rest}"))),
    }
}

/// The file that a relative address names, below the feed's folder; `None` for what leads elsewhere.
#[must_use]
pub fn name(reference: &str) -> Option<String> {
    let path = reference.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with(['/', '\\']) || has_scheme(path) {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        let part = decoded(part)?;
        if part == ".." || part.contains(['/', '\\', '\0']) {
            return None;
        }
        if part != "." && !part.is_empty() {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The whole address of what an article names; `None` for a relative one where it is not known relative to what, and for a
/// place in the page: nothing on our pages is what that meant where it came from.
#[must_use]
pub fn whole(reference: &str, base: Option<&str>) -> Option<String> {
    if has_scheme(reference) {
        return Some(reference.to_owned());
    }
    base.filter(|_| !reference.starts_with('#')).map(|base| bantin_feed::resolve(base, reference))
}

/// Whether an address leads to the web, and not to a file beside a feed.
#[must_use]
pub fn is_web(address: &str) -> bool {
    (address.starts_with("http://") || address.starts_with("https://")) && reference(address).is_none()
}

/// JSON in which addresses of files beside the feed are relative again, as they were written.
#[must_use]
pub fn as_written(json: &str) -> String {
    json.replace(&format!("\"{BASE}"), "\"").replace(&format!("\"{HOST}"), "\"/")
}

/// Whether an address begins with a scheme such as `https:`.
#[must_use]
pub fn has_scheme(reference: &str) -> bool {
    match reference.split_once(':') {
        Some((scheme, _)) => {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        }
        None => false,
    }
}

/// With `%2e` and the like undone; `None` where that gives no text.
fn decoded(part: &str) -> Option<String> {
    if !part.contains('%') {
        return Some(part.to_owned());
    }
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hex = (*first == b'%').then(|| others.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_the_folder_are_named() {
        assert_eq!(name("pictures/x.jpg").as_deref(), Some("pictures/x.jpg"));
        assert_eq!(name("./pictures/%E1%BA%A3nh.jpg?v=2#a").as_deref(), Some("pictures/ảnh.jpg"));
    }

    #[test]
    fn nothing_else_is() {
        for address in [
            "../x.jpg",
            "a/../../x.jpg",
            "%2e%2e/x.jpg",
            "a%2f..%2fx.jpg",
            "/etc/passwd",
            "https://x.vn/a.jpg",
            "",
            "#a",
        ] {
            assert_eq!(name(address), None, "{address}");
        }
    }

    #[test]
    fn what_was_relative_is_known_after_it_was_resolved() {
        assert_eq!(reference("http://import.invalid/here/a.jpg").as_deref(), Some("a.jpg"));
        assert_eq!(reference("http://import.invalid/a.jpg").as_deref(), Some("/a.jpg"));
        assert_eq!(reference("https://example.vn/a.jpg"), None);
    }
}
