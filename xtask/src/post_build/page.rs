//! Rewriting `index.html` after files were renamed or changed. Trunk's minifier has been at it before,
//! so attributes may have quotes or none.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};

use crate::hash;

/// Puts names in for placeholders.
pub(crate) fn fill(text: &str, names: &[(String, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (placeholder, name)| text.replace(placeholder, name))
}

/// Follows a file's new name: `boot.js`, but not `reboot.js` or `boot.js.map`.
pub(crate) fn rename(text: &str, from: &str, to: &str) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        renamed.push_str(before);
        let touches = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let whole = !renamed.ends_with(touches) && !after.starts_with(touches);
        renamed.push_str(if whole { to } else { from });
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

/// The tags of a page, each with the text before it; what stands behind the last comes with an empty one.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = Some(html);
    std::iter::from_fn(move || {
        let html = rest.take()?;
        let Some((text, tag)) = html.find('<').map(|start| html.split_at(start)) else { return Some((html, "")) };
        let (tag, after) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        rest = Some(after);
        Some((text, tag))
    })
}

/// Makes each `integrity` attribute true again of the file that its tag names. Where that file is not
/// ours, the attribute stays.
pub(crate) fn renew_integrity(html: &str, staging: &Path) -> Result<String> {
    let mut renewed = String::with_capacity(html.len());
    for (text, tag) in tags(html) {
        renewed.push_str(text);
        renewed.push_str(&with_true_integrity(tag, staging)?);
    }
    Ok(renewed)
}

fn with_true_integrity(tag: &str, staging: &Path) -> Result<String> {
    let integrity = attribute(tag, "integrity");
    let address = attribute(tag, "href").or_else(|| attribute(tag, "src"));
    let (Some(integrity), Some(address)) = (integrity, address) else {
        return Ok(tag.to_owned());
    };
    let name = tag.get(address).and_then(|address| address.rsplit('/').next()).filter(|name| !name.is_empty());
    let Some(file) = name.map(|name| staging.join(name)).filter(|file| file.is_file()) else {
        return Ok(tag.to_owned());
    };
    let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    let mut tag = tag.to_owned();
    tag.replace_range(integrity, &hash::integrity(&bytes));
    Ok(tag)
}

/// Where an attribute's value is in a tag, without its quotes.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let at = from + tag.get(from..)?.find(name)?;
        from = at + name.len();
        let own = tag.get(..at)?.ends_with(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\''));
        let Some(value) = tag.get(from..)?.strip_prefix('=').filter(|_| own) else {
            continue;
        };
        let start = from + 1;
        return match value.chars().next()? {
            quote @ ('"' | '\'') => {
                let inner = value.get(1..)?;
                Some(start + 1..start + 1 + inner.find(quote)?)
            }
            _ => {
                let end = value.find(|letter: char| letter.is_whitespace() || letter == '>')?;
                Some(start..start + end)
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn a_renamed_script_is_followed_and_its_namesakes_are_not() {
        let html = r#"<script src=/boot.js></script> "boot.js" reboot.js boot.js.map x/boot.js"#;
        assert_eq!(
            rename(html, "boot.js", "boot-1a2b3c4d.js"),
            r#"<script src=/boot-1a2b3c4d.js></script> "boot-1a2b3c4d.js" reboot.js boot.js.map x/boot-1a2b3c4d.js"#
        );
    }

    #[test]
    fn placeholders_are_filled() {
        let names = [("__PURIFY__".to_owned(), "purify-1.js".to_owned())];
        assert_eq!(fill(r#"{"purify":"__PURIFY__"}"#, &names), r#"{"purify":"purify-1.js"}"#);
    }

    #[test]
    fn attributes_are_found_with_and_without_quotes() {
        let value = |tag: &str, name| attribute(tag, name).and_then(|at| tag.get(at).map(str::to_owned));
        assert_eq!(value(r#"<a href="/x.js">"#, "href").unwrap(), "/x.js");
        assert_eq!(value("<a rel=x href=/x.js>", "href").unwrap(), "/x.js");
        assert_eq!(value("<a data-href=/y href='/x'>", "href").unwrap(), "/x");
        assert_eq!(value("<a href>", "href"), None);
    }

    #[test]
    fn integrity_is_made_true_for_our_files_only() {
        let folder = env::temp_dir().join(format!("xtask-page-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("x.js"), "").unwrap();
        let html = "<link href=/a/x.js integrity=sha384-old><link href=\"/y.js\" integrity=\"sha384-y\">tail";
        let renewed = renew_integrity(html, &folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let now = hash::integrity(b"");
        assert_eq!(
            renewed,
            format!("<link href=/a/x.js integrity={now}><link href=\"/y.js\" integrity=\"sha384-y\">tail")
        );
    }
}
