//! The loader of embeds: its style, the names of what it loads with what each hashes to, and its few words.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::glue::Glue;
use super::{embed_style, file_name, files_below, minify, page, rewrite};
use crate::hash;
use crate::workspace::Workspace;

/// The loader, under a name that stays.
pub(super) const LOADER: &str = "embed.js";

/// Finishes the loader. All that it names has its last bytes.
pub(super) fn finish(workspace: &Workspace, staging: &Path, glue: &Glue, release: bool) -> Result<()> {
    let loader = staging.join(LOADER);
    if !loader.is_file() {
        return Ok(());
    }
    let style = add_style(workspace, staging, release)?;
    let found = |start: &str, end: &str| {
        let files = files_below(staging)?;
        let name = files.iter().map(|file| file_name(file)).find(|name| name.starts_with(start) && name.ends_with(end));
        name.with_context(|| format!("the client has no {start}…{end}"))
    };
    let mut names = Vec::new();
    let mut parts = vec![
        ("GLUE".to_owned(), file_name(&glue.script)),
        ("WASM".to_owned(), file_name(&glue.wasm)),
        ("EMBED_STYLE".to_owned(), style),
        ("PURIFY".to_owned(), found("purify-", ".js")?),
    ];
    for super::OnDemand { name, placeholder } in &super::ON_DEMAND {
        parts.push(((*placeholder).to_owned(), found(name, ".js")?));
        parts.push((format!("{placeholder}_WASM"), found(name, "_bg.wasm")?));
    }
    for (placeholder, name) in parts {
        let file = staging.join(&name);
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        names.push((format!("__{placeholder}_INTEGRITY__"), hash::integrity(&bytes)));
        names.push((format!("__{placeholder}__"), name));
    }
    names.push(("__TEXT__".to_owned(), texts(workspace)?));
    rewrite(&loader, |text| {
        let filled = page::fill(&text, &names);
        match filled.split_once("__") {
            Some((_, rest)) if rest.starts_with(|letter: char| letter.is_ascii_uppercase()) => {
                bail!(
                    "{LOADER} has a placeholder that nothing is put in for: __{}",
                    rest.split('"').next().unwrap_or_default()
                )
            }
            _ => Ok(filled),
        }
    })
}

/// The style of embeds, made of the page's one sheet.
fn add_style(workspace: &Workspace, staging: &Path, release: bool) -> Result<String> {
    let sheet = files_below(staging)?.into_iter().find(|file| {
        let name = file_name(file);
        name.starts_with("style-") && name.ends_with(".css")
    });
    let sheet = sheet.context("the client has no style sheet")?;
    let read = |file: &Path| fs::read_to_string(file).with_context(|| format!("reading {}", file.display()));
    let own = read(&workspace.path("style/embed.css"))? + &read(&workspace.path("style/hosted.css"))?;
    let made = embed_style::of_page(&read(&sheet)?, &own);
    let draft = staging.join("embed.css");
    fs::write(&draft, &made).with_context(|| format!("writing {}", draft.display()))?;
    let made = if release { minify::style(workspace, &draft)? } else { made };
    let name = format!("embed-{}.css", hash::short(made.as_bytes()));
    let target = staging.join(&name);
    fs::write(&target, made).with_context(|| format!("writing {}", target.display()))?;
    fs::remove_file(&draft).with_context(|| format!("removing {}", draft.display()))?;
    Ok(name)
}

/// What the loader itself says to a visitor, in both languages, as JSON.
fn texts(workspace: &Workspace) -> Result<String> {
    let mut written = Vec::new();
    for language in ["vi", "en"] {
        let file = workspace.path(&format!("src/text/{language}.rs"));
        let source = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let value = |key: &str| value(&source, key).with_context(|| format!("{} has no `{key}`", file.display()));
        written.push(format!("{language}:{{failed:{},retry:{}}}", value("failed")?, value("retry")?));
    }
    Ok(format!("{{{}}}", written.join(",")))
}

/// A string of a table of texts, in its quotes.
fn value<'a>(source: &'a str, key: &str) -> Option<&'a str> {
    let line = source.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix(": "))?;
    Some(line.trim_end_matches(',')).filter(|value| value.starts_with('"') && value.ends_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_whole_name() {
        let source = "    failed_network: \"a\",\n    failed: \"Chưa tải được\",\n    retry:\n        \"b\",\n";
        assert_eq!(value(source, "failed"), Some("\"Chưa tải được\""));
        assert_eq!(value(source, "retry"), None);
        assert_eq!(value(source, "none"), None);
    }
}
