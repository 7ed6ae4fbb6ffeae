//! The rule on small trees: what is fine, and each way to break it.

use std::env;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::breaches;

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
        ("server/src/main.rs", "use bantin_feed::read; use bantin_api::Site; extern crate bantin;"),
        ("reader/src/lib.rs", "use bantin_api::Site; use bantin_feed::Feed; use crate::pages::Pages; mod state;"),
        ("reader/src/main.rs", "use bantin_reader as _; use super::client::X;"),
        ("feed/src/lib.rs", "//! use bantin::text;\nuse crate::state::X; const A: &str = \"bantin::pages\";"),
        ("api/src/lib.rs", "use serde::Serialize; extern crate std; extern \"C\" {}"),
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
fn both_files_are_named_where_they_are_of_two_crates() {
    let files = [
        ("reader/src/a.rs", "use bantin::state::loadable::Loadable;"),
        ("feed/src/date/mod.rs", "\n\nuse bantin_server::store::rows;"),
        ("api/src/lib.rs", "use bantin_feed as feed;"),
        ("src/state/loadable.rs", ""),
        ("src/lib.rs", ""),
        ("server/src/lib.rs", ""),
        ("server/src/store/mod.rs", ""),
        ("feed/src/lib.rs", ""),
    ];
    assert_eq!(
        broken(&files),
        [
            "  reader/src/a.rs:1: `bantin_reader` must not use `bantin` (src/state/loadable.rs)",
            "  feed/src/date/mod.rs:3: `bantin_feed` must not use `bantin_server` (server/src/store/mod.rs)",
            "  api/src/lib.rs:1: `bantin_api` must not use `bantin_feed` (feed/src/lib.rs)",
        ]
    );
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
        ("server/src/a.rs", "extern crate bantin as front;"),
        ("server/src/a.rs", "use bantin_reader::open;"),
        ("src/state/a.rs", "use bantin_server::store::Store;"),
        ("src/lib.rs", "use bantin_reader as reader;"),
        ("reader/src/a.rs", "use bantin::route::Route;"),
        ("reader/src/a.rs", "use bantin as front;"),
        ("reader/src/a.rs", "extern crate bantin;"),
        ("reader/src/a.rs", "fn a() { bantin_server::clean::body() }"),
        ("reader/src/a.rs", "use {bantin_feed::Feed, bantin_server as _};"),
        ("feed/src/a.rs", "use bantin_api::Site;"),
        ("feed/src/a.rs", "use bantin::text::Text;"),
        ("feed/src/a.rs", "mod inner { pub use bantin_reader::open; }"),
        ("feed/src/a.rs", "use bantin_server::store;"),
        ("api/src/a.rs", "use bantin_feed::Article;"),
        ("api/src/a.rs", "use bantin::config;"),
        ("api/src/a.rs", "fn a(_: bantin_server::Server) {}"),
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
