//! A new database with a site and its articles, that have been read for years.

use std::fs;

use anyhow::{Context as _, Result};
use bantin_bench_companion::Companion;
use serde_json::{Value, json};

use crate::reports::{ARTICLES, SITE};

/// Views that each article has from before: fifty million in all.
const VIEWS: u64 = 50_000;

/// Makes it.
pub(crate) fn make(what: &Companion) -> Result<()> {
    what.begin_anew()?;
    let items: Vec<Value> = (1..=ARTICLES)
        .map(|number| {
            json!({"id": number.to_string(), "title": format!("Tin {number}"), "content_text": "Nội dung.",
                "_bantin": {"views": VIEWS}})
        })
        .collect();
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "Phường Đếm", "items": items});
    let file = what.folder.join("feed.json");
    fs::write(&file, feed.to_string()).with_context(|| format!("writing {}", file.display()))?;
    what.import(SITE, &file)
}
