//! The table: for each room of the front end, the rooms it may use.

use super::imports::Import;

/// Whether an import is allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It points down, or is no room's business.
    Fine,
    /// What is wrong with it.
    Broken(String),
}

/// Pure and at the bottom: plain values that everything may use.
const BOTTOM: [&str; 5] = ["route", "text", "config", "error", "clean_html"];

/// Crates that only `platform` touches, so that everything else can be tested without a browser.
const BROWSER: [&str; 2] = ["web_sys", "js_sys"];

/// The rooms, each with those it may use besides itself and the bottom ones.
const ROOMS: [(&str, &[&str]); 14] = [
    ("app", &["pages", "components", "markup", "state", "client", "platform"]),
    ("embed", &["pages", "components", "markup", "state", "client", "platform"]),
    ("pages", &["components", "markup", "state", "client", "platform"]),
    ("state", &["client", "platform"]),
    ("client", &["platform"]),
    ("platform", &[]),
    ("components", &["markup"]),
    // What components are made of.
    ("markup", &[]),
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

/// Judges one import made in `room`. None is the crate's root, which names all rooms.
pub(super) fn judge(room: Option<&str>, import: &Import) -> Verdict {
    let Some(first) = import.path.first().map(String::as_str) else {
        return Verdict::Fine;
    };
    let Some(room) = room else {
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
