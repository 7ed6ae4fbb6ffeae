//! What Trunk leaves to us, called by its `post_build` hook: names with hashes where a file keeps for
//! a year, one style sheet, `innerHTML` through a Trusted Types policy, smaller JavaScript and CSS, and
//! everything compressed beforehand. A debug build is neither smaller nor compressed.

mod compress;
mod embed;
mod embed_style;
mod glue;
mod minify;
mod page;
mod short_names;
mod source_paths;
mod styles;
mod tree;
mod unused;
mod wasm_opt;

pub(crate) use compress::brotli_sizes;
pub(crate) use tree::files_below;
pub(crate) use wasm_opt::arguments as wasm_opt_arguments;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::glue::Glue;
use crate::hash;
use crate::lane::Lane;
use crate::tools::node_modules;
use crate::workspace::Workspace;

/// A crate whose wasm is fetched on demand, and what stands for its script's name in what names it.
struct OnDemand {
    name: &'static str,
    placeholder: &'static str,
}

/// All of them: Trunk leaves them without a hash in their names.
const ON_DEMAND: [OnDemand; 5] = [
    OnDemand { name: "bantin-reader", placeholder: "READER" },
    OnDemand { name: "bantin-formats", placeholder: "FORMATS" },
    OnDemand { name: "bantin-finder", placeholder: "FINDER" },
    OnDemand { name: "bantin-shelf", placeholder: "SHELF" },
    OnDemand { name: "bantin-aids", placeholder: "AIDS" },
];

/// Whether a file belongs to one of those.
fn is_on_demand(name: &str) -> bool {
    ON_DEMAND.iter().any(|other| name.starts_with(other.name))
}

/// Scripts of pages that the server renders by itself: it finds them by their hashed names.
const OF_THE_SERVER: [&str; 2] = ["frame.js", "nhung.js"];

/// Finishes the folder that Trunk has just filled.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("post-build is Trunk's hook: run `trunk build` or `cargo xtask run` instead")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    node_modules::ensure(workspace, &Lane::front())?;
    finish(workspace, &staging, release)
}

fn finish(workspace: &Workspace, staging: &Path, release: bool) -> Result<()> {
    let glue = glue::find(staging)?;
    if let Some(glue) = &glue {
        rewrite(&glue.script, |text| glue::start_by_ourselves(&glue::route_markup(&text)?))?;
        if release {
            source_paths::blank(&glue.wasm)?;
            unused::cut(workspace, glue)?;
            short_names::give(glue)?;
        }
    }
    let purify = add_purify(workspace, staging, release)?;
    let mut names = vec![("__PURIFY__".to_owned(), purify)];
    for other in &ON_DEMAND {
        let script = add_on_demand(workspace, staging, other, release)?;
        names.extend(script.map(|script| (format!("__{}__", other.placeholder), script)));
    }
    let page = staging.join("index.html");
    let scripts = own_scripts(staging)?;
    for file in scripts.iter().filter(|file| file_name(file) != embed::LOADER).chain([&page]) {
        rewrite(file, |text| Ok(page::fill(&text, &names)))?;
    }
    if release {
        let glue = glue.as_ref().map(|glue| glue.script.as_path());
        minify::in_place(workspace, staging, glue)?;
    }
    styles::hash_fonts(staging, &page)?;
    styles::join(staging, &page)?;
    let glue = glue.map(|glue| rename_pair(staging, glue, &page)).transpose()?;
    hash_boot_scripts(staging, &page)?;
    if let Some(glue) = &glue {
        embed::finish(workspace, staging, glue, release)?;
    }
    rewrite(&page, |text| page::renew_integrity(&text, staging))?;
    if release {
        compress::beside(workspace, staging)?;
    }
    Ok(())
}

/// Puts DOMPurify beside the client, under a name that changes with it. It is fetched on demand.
fn add_purify(workspace: &Workspace, staging: &Path, release: bool) -> Result<String> {
    let source = workspace.node_modules().join("dompurify/dist/purify.es.mjs");
    let text = if release {
        minify::module(workspace, &source)?
    } else {
        fs::read_to_string(&source).with_context(|| format!("reading {}", source.display()))?
    };
    let name = format!("purify-{}.js", hash::short(text.as_bytes()));
    let target = staging.join(&name);
    fs::write(&target, text).with_context(|| format!("writing {}", target.display()))?;
    Ok(name)
}

/// A wasm that is fetched on demand: its script goes in under the wasm's new name and a name of its own.
fn add_on_demand(workspace: &Workspace, staging: &Path, other: &OnDemand, release: bool) -> Result<Option<String>> {
    let name = other.name;
    let (script, wasm) = (staging.join(format!("{name}.js")), staging.join(format!("{name}_bg.wasm")));
    if !script.is_file() {
        return Ok(None);
    }
    rewrite(&script, |text| glue::start_once(&glue::route_markup(&text)?))?;
    if release {
        let smaller = minify::module(workspace, &script)?;
        fs::write(&script, smaller).with_context(|| format!("writing {}", script.display()))?;
        source_paths::blank(&wasm)?;
    }
    let bytes = fs::read(&wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let hashed = format!("{name}-{}_bg.wasm", hash::short(&bytes));
    fs::rename(&wasm, staging.join(&hashed)).with_context(|| format!("renaming {}", wasm.display()))?;
    rewrite(&script, |text| Ok(page::rename(&text, &file_name(&wasm), &hashed)))?;
    let bytes = fs::read(&script).with_context(|| format!("reading {}", script.display()))?;
    let name = format!("{name}-{}.js", hash::short(&bytes));
    fs::rename(&script, staging.join(&name)).with_context(|| format!("renaming {}", script.display()))?;
    Ok(Some(name))
}

/// Names wasm and glue anew after what they have become: Trunk's names are of what they were, and a browser keeps them for a
/// year.
fn rename_pair(staging: &Path, glue: Glue, page: &Path) -> Result<Glue> {
    let read = |file: &Path| fs::read(file).with_context(|| format!("reading {}", file.display()));
    let mut bytes = read(&glue.wasm)?;
    bytes.extend(read(&glue.script)?);
    let stem = format!("bantin-{}", hash::short(&bytes));
    let now = Glue { script: staging.join(format!("{stem}.js")), wasm: staging.join(format!("{stem}_bg.wasm")) };
    for (from, to) in [(&glue.script, &now.script), (&glue.wasm, &now.wasm)] {
        fs::rename(from, to).with_context(|| format!("renaming {}", from.display()))?;
        rewrite(page, |text| Ok(page::rename(&text, &file_name(from), &file_name(to))))?;
    }
    Ok(now)
}

/// Renames `boot.js` (and the like) after its content, and follows the name into the page.
fn hash_boot_scripts(staging: &Path, page: &Path) -> Result<()> {
    for script in own_scripts(staging)? {
        let name = file_name(&script);
        if !name.starts_with("boot") && !OF_THE_SERVER.contains(&name.as_str()) {
            continue;
        }
        let bytes = fs::read(&script).with_context(|| format!("reading {}", script.display()))?;
        let stem = name.trim_end_matches(".js");
        let hashed = format!("{stem}-{}.js", hash::short(&bytes));
        fs::rename(&script, staging.join(&hashed)).with_context(|| format!("renaming {}", script.display()))?;
        rewrite(page, |text| Ok(page::rename(&text, &name, &hashed)))?;
    }
    Ok(())
}

/// The scripts we wrote ourselves: at the top, neither wasm-bindgen's nor DOMPurify's.
fn own_scripts(staging: &Path) -> Result<Vec<PathBuf>> {
    let glue = glue::find(staging)?.map(|glue| glue.script);
    Ok(files_below(staging)?
        .into_iter()
        .filter(|file| file.parent() == Some(staging))
        .filter(|file| file.extension().is_some_and(|extension| extension == "js"))
        .filter(|file| {
            Some(file) != glue.as_ref() && !file_name(file).starts_with("purify-") && !is_on_demand(&file_name(file))
        })
        .collect())
}

fn rewrite(file: &Path, change: impl FnOnce(String) -> Result<String>) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let changed = change(text).with_context(|| format!("rewriting {}", file.display()))?;
    fs::write(file, changed).with_context(|| format!("writing {}", file.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
