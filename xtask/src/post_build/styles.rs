//! One style sheet instead of one a file, since each costs a request before the first paint; and fonts under names that
//! change with them, so that browsers may keep them for a year.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::page::{self, attribute};
use super::{file_name, files_below, rewrite};
use crate::hash;

/// Gives each font a name with its hash, and lets the page and its styles follow.
pub(super) fn hash_fonts(staging: &Path, page: &Path) -> Result<()> {
    let files = files_below(staging)?;
    let ends = |file: &Path, end: &str| file.extension().is_some_and(|extension| extension == end);
    for font in files.iter().filter(|file| ends(file, "woff2")) {
        let bytes = fs::read(font).with_context(|| format!("reading {}", font.display()))?;
        let name = file_name(font);
        let hashed = format!("{}-{}.woff2", name.trim_end_matches(".woff2"), hash::short(&bytes));
        fs::rename(font, font.with_file_name(&hashed)).with_context(|| format!("renaming {}", font.display()))?;
        for follower in files.iter().filter(|file| ends(file, "css")).map(Path::new).chain([page]) {
            rewrite(follower, |text| Ok(page::rename(&text, &name, &hashed)))?;
        }
    }
    Ok(())
}

/// Joins the page's style sheets, in their order, into one.
pub(super) fn join(staging: &Path, page: &Path) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    let Sheets { names, before, after } = sheets(&html);
    if names.is_empty() {
        return Ok(());
    }
    let mut joined = String::new();
    for name in &names {
        let file = staging.join(name);
        joined += fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?.trim_end();
        joined.push('\n');
        fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
    }
    let name = format!("style-{}.css", hash::short(joined.as_bytes()));
    let target = staging.join(&name);
    fs::write(&target, joined).with_context(|| format!("writing {}", target.display()))?;
    let html = format!("{before}<link rel=\"stylesheet\" href=\"./{name}\">{after}");
    fs::write(page, html).with_context(|| format!("writing {}", page.display()))
}

/// The style sheets that a page names.
#[derive(Debug, PartialEq, Eq)]
struct Sheets {
    /// Their file names, in order.
    names: Vec<String>,
    /// The page up to the first.
    before: String,
    /// The page behind the first, without the others.
    after: String,
}

fn sheets(html: &str) -> Sheets {
    let mut found = Sheets { names: Vec::new(), before: String::new(), after: String::new() };
    for (text, tag) in page::tags(html) {
        let value = |name| attribute(tag, name).and_then(|at| tag.get(at));
        let sheet = value("href").filter(|_| tag.starts_with("<link") && value("rel") == Some("stylesheet"));
        let place = if found.names.is_empty() { &mut found.before } else { &mut found.after };
        place.push_str(text);
        match sheet {
            Some(href) => found.names.push(href.rsplit('/').next().unwrap_or_default().to_owned()),
            None => place.push_str(tag),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_are_found_in_their_order() {
        let html = "<head><link rel=icon href=x.svg><link rel=\"stylesheet\" href=\"./b-1.css\"/>text<link rel=stylesheet href=/a/a-2.css><p>";
        let expected = Sheets {
            names: vec!["b-1.css".to_owned(), "a-2.css".to_owned()],
            before: "<head><link rel=icon href=x.svg>".to_owned(),
            after: "text<p>".to_owned(),
        };
        assert_eq!(sheets(html), expected);
        assert_eq!(sheets("<p>no style").names, Vec::<String>::new());
    }

    #[test]
    fn sheets_become_one_and_fonts_are_followed() {
        let folder = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        fs::create_dir_all(folder.join("fonts")).unwrap();
        let page = folder.join("index.html");
        fs::write(folder.join("fonts/serif.woff2"), "font").unwrap();
        fs::write(folder.join("a-1.css"), "a{src:url(fonts/serif.woff2)}").unwrap();
        fs::write(folder.join("b-2.css"), "b{}\n").unwrap();
        fs::write(
            &page,
            "<link rel=preload href=./fonts/serif.woff2><link rel=stylesheet href=./a-1.css><link rel=stylesheet href=./b-2.css>",
        )
        .unwrap();
        hash_fonts(&folder, &page).unwrap();
        join(&folder, &page).unwrap();
        let html = fs::read_to_string(&page).unwrap();
        let files: Vec<String> = files_below(&folder).unwrap().iter().map(|file| file_name(file)).collect();
        let style = files.iter().find(|name| name.starts_with("style-")).unwrap();
        let css = fs::read_to_string(folder.join(style)).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let font = format!("serif-{}.woff2", hash::short(b"font"));
        assert_eq!(css, format!("a{{src:url(fonts/{font})}}\nb{{}}\n"));
        assert_eq!(html, format!("<link rel=preload href=./fonts/{font}><link rel=\"stylesheet\" href=\"./{style}\">"));
        assert_eq!(files.len(), 3, "{files:?}");
    }
}
