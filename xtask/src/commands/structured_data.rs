//! What rendered pages say of themselves as JSON-LD, checked against the vocabulary of schema.org as others publish it.

use anyhow::{Context, Result};
use serde_json::json;

use crate::demo_site::{ARTICLE, DemoSite, LISTING, NOT_FOUND};
use crate::lane::Lane;
use crate::tools::node_modules;
use crate::workspace::Workspace;

/// Pages, each with what it must say.
const PAGES: [(&str, &[&str]); 4] =
    [("", &[]), (LISTING, &["BreadcrumbList"]), (ARTICLE, &["NewsArticle", "BreadcrumbList"]), (NOT_FOUND, &[])];

/// Fails where a page says something else, or something that the vocabulary does not know.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    node_modules::ensure_judging(workspace, &Lane::front())?;
    let site = DemoSite::start(workspace)?;
    let page =
        |(path, types): &(&str, &[&str])| json!({ "address": format!("{}/{path}", site.origin), "types": types });
    let asked = json!({ "folder": site.folder, "pages": PAGES.iter().map(page).collect::<Vec<_>>() });
    workspace
        .command("node")
        .arg(workspace.path("xtask/judging/structured-data.mjs"))
        .capture_with_input(&asked.to_string())
        .context("what is wrong with them is said above")?;
    Ok(())
}
