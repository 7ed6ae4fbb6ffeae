//! The layering rule of docs/architecture.md, "Imports point down only": which room may use which.

mod imports;
mod place;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::post_build::files_below;
use crate::workspace::Workspace;

use self::imports::{Import, imports};
use self::place::Place;
use self::rules::Verdict;

/// Proves the rule, or names each place where it is broken.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let (files, broken) = breaches(workspace.root())?;
    if broken.is_empty() {
        println!("[layering] {files} files: imports point down only");
        return Ok(());
    }
    bail!("the layering rule is broken in {} places:\n{}", broken.len(), broken.join("\n"))
}

/// How many files were read, and what is wrong in them.
fn breaches(root: &Path) -> Result<(usize, Vec<String>)> {
    let front = root.join("src");
    let mut files = 0;
    let mut broken = Vec::new();
    for (folder, in_front) in [(front.clone(), true), (root.join("server/src"), false)] {
        for file in files_below(&folder)? {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            files += 1;
            let place = Place::of(&folder, &file, in_front);
            let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            if let Some(room) = place.room().filter(|room| in_front && !rules::is_room(room)) {
                broken
                    .push(format!("  {shown}: `{room}` is no room: give it its place in xtask/src/layering/rules.rs"));
            }
            let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let found = imports(&text, &place).with_context(|| format!("parsing {}", file.display()))?;
            for import in found {
                if let Verdict::Broken(rule) = rules::judge(place.room(), &import) {
                    let target = file_of(root, &import);
                    broken.push(format!("  {shown}:{}: {rule}{target}", import.line));
                }
            }
        }
    }
    // `a::{self, b}` leads to one room twice.
    broken.dedup();
    Ok((files, broken))
}

/// The file of the front end that an import leads to: as deep as its path names files.
fn file_of(root: &Path, import: &Import) -> String {
    let mut found: Option<PathBuf> = None;
    let mut below = PathBuf::from("src");
    for part in &import.path {
        below.push(part);
        for candidate in [below.with_extension("rs"), below.join("mod.rs")] {
            if root.join(&candidate).is_file() {
                found = Some(candidate);
            }
        }
    }
    found.map_or_else(String::new, |file| format!(" ({})", file.display()))
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A small tree on disk, and what is wrong in it.
    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        static TREES: AtomicUsize = AtomicUsize::new(0);
        let tree = TREES.fetch_add(1, Ordering::Relaxed);
        let root = env::temp_dir().join(format!("xtask-layers-{}-{tree}", std::process::id()));
        for (name, text) in files {
            let file = root.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let (_, broken) = breaches(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();
        broken
    }

    #[test]
    fn a_tree_that_points_down_is_fine() {
        let broken = broken(&[
            ("src/app.rs", "use crate::pages::listing::Listing; use crate::embed_not::X;"),
            ("src/pages/listing.rs", "use crate::{components::card::Card, state::Loadable, text};"),
            ("src/components/card.rs", "use super::date::Date; use bantin_feed::Article; use crate::route::Route;"),
            ("src/state/mod.rs", "use crate::client::Client;"),
            ("src/client/mod.rs", "use crate::platform::fetch; use crate::error::Error;"),
            ("src/platform/fetch.rs", "use web_sys::window;"),
            ("src/route.rs", "//! use crate::pages\nconst A: &str = \"crate::pages::x\";"),
            (
                "server/src/render/page.rs",
                "use bantin::components::card::Card; use crate::state::X; use bantin::text; use bantin as _;",
            ),
        ]);
        assert_eq!(broken, Vec::<String>::new());
    }

    #[test]
    fn both_files_and_the_line_are_named() {
        let broken = broken(&[
            ("src/components/card.rs", "\nuse crate::state::loadable::Loadable;"),
            ("src/state/mod.rs", ""),
            ("src/state/loadable.rs", ""),
        ]);
        let [only] = broken.as_slice() else { panic!("{broken:?}") };
        assert!(only.contains("src/components/card.rs:2: "), "{only}");
        assert!(only.contains("`components` must not use `state`"), "{only}");
        assert!(only.contains("(src/state/loadable.rs)"), "{only}");
    }

    #[test]
    fn each_rule_can_be_broken() {
        let cases = [
            ("src/pages/a.rs", "use crate::app::App;"),
            ("src/app.rs", "use crate::embed::Tag;"),
            ("src/embed/a.rs", "use crate::app::App;"),
            ("src/state/a.rs", "use crate::pages::Listing;"),
            ("src/state/a.rs", "use crate::components::Card;"),
            ("src/state/a.rs", "use crate::markup::Markup;"),
            ("src/markup/a.rs", "use crate::components::Card;"),
            ("src/client/a.rs", "use crate::state::X;"),
            ("src/platform/a.rs", "use crate::client::X;"),
            ("src/components/a.rs", "use crate::platform::X;"),
            ("src/components/a.rs", "use crate::client::X;"),
            ("src/route.rs", "use crate::state::X;"),
            ("src/text/mod.rs", "fn a() { crate::components::x() }"),
            ("src/config.rs", "use super::client;"),
            ("src/error.rs", "use crate::{text, platform::{self, x}};"),
            ("src/pages/a.rs", "use web_sys::window;"),
            ("src/embed/a.rs", "fn a() { js_sys::Date::now(); }"),
            ("src/client/a.rs", "use gloo_net::http;"),
            ("src/components/a.rs", "fn a() { view! { <p on:click=move |_| crate::state::go()/> } }"),
            ("src/components/a/b.rs", "use super::super::super::state::X;"),
            ("src/components/a.rs", "mod inner { use super::super::super::state::X; }"),
            ("src/components/a.rs", "use crate::*;"),
            ("src/components/a.rs", "use crate as all;"),
            ("server/src/a.rs", "use bantin::pages::X;"),
            ("server/src/a.rs", "use bantin::state::X;"),
            ("server/src/a.rs", "use bantin::client::X;"),
            ("server/src/a.rs", "fn a() { bantin::platform::x() }"),
            ("server/src/a.rs", "use bantin::{text, app::App};"),
        ];
        for (file, text) in cases {
            let broken = broken(&[(file, text)]);
            assert_eq!(broken.len(), 1, "{file}: {text}: {broken:?}");
        }
    }

    #[test]
    fn a_file_outside_the_rooms_cannot_escape_the_rule() {
        assert_eq!(broken(&[("src/misc.rs", "use crate::state::X;")]).len(), 1);
    }

    #[test]
    fn a_name_that_the_crate_root_passes_on_counts_as_its_room() {
        let files = [
            ("src/lib.rs", "pub use state::loadable::Loadable; pub mod state;"),
            ("src/components/a.rs", "use crate::Loadable;"),
        ];
        assert_eq!(broken(&files).len(), 1);
    }
}
