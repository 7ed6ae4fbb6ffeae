//! Addresses: relative ones made whole, and which schemes an article may lead to.

use crate::pieces::{is_listed, until};

/// Resolves `reference` against `base` (RFC 3986, section 5.2).
///
/// `base` is an absolute address (`https://huyen.example.vn/tin/feed.json`) or one below the root
/// (`/tin/feed.json`, what is resolved is then below the root too). A reference with a scheme of its
/// own passes through untouched, and so does every reference if `base` is neither.
///
/// ```
/// use bantin_feed::resolve;
/// assert_eq!(resolve("https://huyen.example.vn/tin/feed.json", "../anh/1.jpg"), "https://huyen.example.vn/anh/1.jpg");
/// assert_eq!(resolve("/tin/feed.json", "2.html"), "/tin/2.html");
/// ```
pub fn resolve(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (base, _) = until(base, &|c| c == '#');
    let name = scheme(base).unwrap_or_default();
    let below = match base.strip_prefix(name).and_then(|rest| rest.strip_prefix("://")) {
        Some(rest) if !name.is_empty() => until(rest, &|c| c == '/' || c == '?').1,
        _ if base.starts_with('/') && !base.starts_with("//") => base,
        _ => return reference.to_owned(),
    };
    if reference.starts_with("//") {
        let mark = if name.is_empty() { "" } else { ":" };
        return [name, mark, reference].concat();
    }
    let origin = base.strip_suffix(below).unwrap_or_default();
    let (base_path, base_query) = until(below, &|c| c == '?');
    let (path, rest) = until(reference, &|c| c == '?' || c == '#');
    let mut whole = origin.to_owned();
    if path.is_empty() {
        // Without dots too, so that the result resolves to itself.
        if !base_path.is_empty() {
            push_without_dots(&mut whole, "", base_path);
        }
        if !rest.starts_with('?') {
            whole.push_str(base_query);
        }
    } else {
        let folder = if path.starts_with('/') {
            ""
        } else {
            let end = base_path.bytes().rposition(|b| b == b'/');
            base_path.get(..end.unwrap_or(0)).unwrap_or_default()
        };
        push_without_dots(&mut whole, folder, path);
    }
    whole.push_str(rest);
    whole
}

/// Appends `folder/path` without its `.` and `..` segments (RFC 3986, section 5.2.4).
fn push_without_dots(whole: &mut String, folder: &str, path: &str) {
    let root = whole.len();
    let path = path.strip_prefix('/').unwrap_or(path);
    let folders = folder.split('/').skip(1).filter(|_| !folder.is_empty());
    let mut open = false;
    for segment in folders.chain(path.split('/')) {
        open = segment == "." || segment == "..";
        if segment == ".." {
            let end = whole.bytes().rposition(|b| b == b'/');
            whole.truncate(end.unwrap_or(0).max(root));
        } else if !open {
            whole.push('/');
            whole.push_str(segment);
        }
    }
    if open {
        whole.push('/');
    }
}

/// The scheme of an absolute address (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (name, rest) = until(address, &|c| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'));
    (rest.starts_with(':') && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

/// The longest address, in bytes, that others may be relative to where a document names it itself: each of them becomes as long.
const LONGEST_BASE: usize = 500;

/// What a document says that its addresses are relative to, if it is no longer than such an address is.
pub(crate) fn own_base(said: &str) -> Option<&str> {
    Some(said).filter(|said| said.len() <= LONGEST_BASE)
}

/// An address of a document as a browser would take it (white space around it, tabs and line breaks
/// in it do not count: WHATWG URL, section 4.4), resolved; `None` if nothing is left or its scheme is one
/// that must not get into a page, such as `javascript:`.
pub(crate) fn safe(base: &str, address: &str) -> Option<String> {
    // Nothing is to be done for most.
    let is_whole = address.starts_with("https://") || address.starts_with("http://");
    if is_whole && address.bytes().all(|byte| matches!(byte, 0x21..=0x7E)) {
        return Some(address.to_owned());
    }
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let allowed = |name: &str| is_listed("https http mailto tel ftp", &name.to_ascii_lowercase());
    let whole = resolve(base, address);
    scheme(&whole).is_none_or(allowed).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_rfc() {
        // RFC 3986, sections 5.4.1 and 5.4.2, with http for its base.
        for (reference, wanted) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q#f", reference), wanted, "{reference}");
        }
    }

    #[test]
    fn bases_of_every_kind() {
        for (base, reference, wanted) in [
            ("https://h", "a", "https://h/a"),
            ("https://h?x=a/b", "c", "https://h/c"),
            ("https://h/tin/?p=1", "?id=2", "https://h/tin/?id=2"),
            ("/", "a/b", "/a/b"),
            ("/data/feed.json", "../anh/1.jpg", "/anh/1.jpg"),
            ("/data/feed.json", "//cdn.vn/1.jpg", "//cdn.vn/1.jpg"),
            ("/data/feed.json", "#a", "/data/feed.json#a"),
            ("/./a/../feed.json", "?x", "/feed.json?x"),
            ("", "a", "a"),
            ("feed.json", "a", "a"),
            ("//h/feed.json", "a", "a"),
            ("mailto:a@b", "a", "a"),
            ("https://h/a", "HTTPS://H/../x", "HTTPS://H/../x"),
            ("https://h/tin/a", "tệp đính kèm.pdf", "https://h/tin/tệp đính kèm.pdf"),
        ] {
            assert_eq!(resolve(base, reference), wanted, "{base} {reference}");
        }
    }

    #[test]
    fn schemes_that_run_code_are_not_let_in() {
        for address in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}JavaScript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "\u{1}\n",
        ] {
            assert_eq!(safe("https://h/", address), None, "{address:?}");
        }
        assert_eq!(safe("https://h/", " /a\n"), Some("https://h/a".into()));
        assert_eq!(safe("", "mailto:a@b.vn"), Some("mailto:a@b.vn".into()));
    }

    proptest! {
        #[test]
        fn a_whole_address_of_the_web_stays_as_it_is(address in "https?://[!-~]{0,20}") {
            prop_assert_eq!(safe("https://a.example/tin/", &address), Some(address.clone()));
            prop_assert_eq!(resolve("https://a.example/tin/", &address), address);
        }

        #[test]
        fn resolving_twice_changes_nothing(
            base in "(https?://[a-z.]{1,9})?[/a-z.?#:]{0,12}", reference in "[/a-z.?#:;=]{0,16}",
        ) {
            let once = resolve(&base, &reference);
            // Below the root there is no scheme that would tell a whole address from a relative one.
            if scheme(&once).is_some() || once.starts_with('/') {
                prop_assert_eq!(resolve(&base, &once), once);
            }
        }

        #[test]
        fn any_texts_resolve(base in "\\PC{0,30}", reference in "\\PC{0,30}") {
            resolve(&base, &reference);
            safe(&base, &reference);
        }
    }
}
