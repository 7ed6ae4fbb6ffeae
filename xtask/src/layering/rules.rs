//! The tables: for each crate of the workspace, the crates it may use; for each room of the front end, the rooms.

use super::imports::Import;
use super::place::Place;

/// A crate of the workspace that is part of the product.
#[derive(Debug)]
pub(super) struct Crate {
    /// What code calls it.
    pub(super) name: &'static str,
    /// Where its `src` and its `Cargo.toml` are, from the workspace's root.
    pub(super) folder: &'static str,
    /// The others that it may use.
    uses: &'static [&'static str],
}

/// What code calls the front end.
pub(super) const FRONT: &str = "bantin";

/// The crates, the front end first.
pub(super) const CRATES: [Crate; 10] = [
    Crate { name: FRONT, folder: "", uses: &["bantin_api", "bantin_feed"] },
    Crate { name: "bantin_server", folder: "server", uses: &[FRONT, "bantin_api", "bantin_feed", "bantin_search"] },
    // A wasm of its own each. The first two must not bring the front end's code a second time; the others are loaded by few.
    Crate { name: "bantin_reader", folder: "reader", uses: &["bantin_api", "bantin_feed"] },
    Crate { name: "bantin_formats", folder: "formats", uses: &["bantin_feed"] },
    Crate { name: "bantin_finder", folder: "finder", uses: &[FRONT, "bantin_api"] },
    Crate { name: "bantin_aids", folder: "aids", uses: &[FRONT, "bantin_api", "bantin_feed"] },
    Crate { name: "bantin_shelf", folder: "shelf", uses: &[FRONT, "bantin_api", "bantin_feed", "bantin_search"] },
    // What both sides of the wire are made of.
    Crate { name: "bantin_feed", folder: "feed", uses: &[] },
    Crate { name: "bantin_api", folder: "api", uses: &[] },
    Crate { name: "bantin_search", folder: "search", uses: &["bantin_feed"] },
];

impl Crate {
    /// The crate of this name, with hyphens or without.
    pub(super) fn of_name(name: &str) -> Option<&'static Self> {
        CRATES.iter().find(|krate| krate.name == name.replace('-', "_"))
    }

    /// Whether it can name the front end's rooms.
    pub(super) fn sees_rooms(&self) -> bool {
        self.name == FRONT || self.uses.contains(&FRONT)
    }

    /// Judges that it uses another crate, which may be none of ours.
    pub(super) fn judge(&self, other: &str) -> Verdict {
        match Self::of_name(other) {
            Some(other) if other.name != self.name && !self.uses.contains(&other.name) => {
                Verdict::Broken(format!("`{}` must not use `{}`", self.name, other.name))
            }
            _ => Verdict::Fine,
        }
    }
}

/// Whether an import is allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It points down, or is no room's business.
    Fine,
    /// What is wrong with it.
    Broken(String),
}

/// Pure and at the bottom: plain values that everything may use.
const BOTTOM: [&str; 6] = ["data", "route", "text", "config", "error", "clean_html"];

/// Crates that only `platform` touches, so that everything else can be tested without a browser.
const BROWSER: [&str; 2] = ["web_sys", "js_sys"];

/// The rooms, each with those it may use besides itself and the bottom ones.
const ROOMS: [(&str, &[&str]); 15] = [
    ("app", &["pages", "components", "markup", "state", "client", "platform"]),
    ("embed", &["pages", "components", "markup", "state", "client", "platform"]),
    ("pages", &["components", "markup", "state", "client", "platform"]),
    ("state", &["client", "platform"]),
    ("client", &["platform"]),
    ("platform", &[]),
    ("components", &["markup"]),
    // What components are made of.
    ("markup", &[]),
    ("data", &[]),
    ("route", &[]),
    ("text", &[]),
    ("config", &[]),
    ("error", &[]),
    ("clean_html", &[]),
    // The server renders components natively; it is a crate, not a room of the front end.
    ("server", &["components", "markup"]),
];

/// Whether a module of the crate's root is one of the rooms.
pub(super) fn is_room(name: &str) -> bool {
    name != "server" && ROOMS.iter().any(|(room, _)| *room == name)
}

/// Judges one import made in a file.
pub(super) fn judge(place: &Place, import: &Import) -> Verdict {
    let Some(first) = import.path.first().map(String::as_str) else {
        return Verdict::Fine;
    };
    if import.foreign
        && let broken @ Verdict::Broken(_) = place.krate().judge(first)
    {
        return broken;
    }
    // The front end's root names all rooms, and crates beside it have none.
    let Some(room) = place.room() else {
        return Verdict::Fine;
    };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return Verdict::Fine;
    };
    if import.foreign {
        let browser = BROWSER.contains(&first) || first == "gloo" || first.starts_with("gloo_");
        return if browser && room != "platform" && room != "server" {
            Verdict::Broken(format!("`{room}` must not use `{first}`: only `platform` touches the browser"))
        } else {
            Verdict::Fine
        };
    }
    if first == "*" {
        return Verdict::Broken(format!("`{room}` must not import all of the crate's root"));
    }
    if !is_room(first) || first == room || BOTTOM.contains(&first) || allowed.contains(&first) {
        return Verdict::Fine;
    }
    Verdict::Broken(format!("`{room}` must not use `{first}`"))
}
