//! Atom 1.0 (RFC 4287), and what 0.3 calls differently.

use super::media;
use super::rebased::rebased;
use super::retold::{Item, Retold, Told};
use super::xml::{Element, Space};

/// Why a document is taken for one.
pub(crate) fn is(root: &Element<'_>) -> Option<&'static str> {
    let of_atom = matches!(root.space, Space::Atom | Space::Plain);
    match &*root.name {
        "feed" if of_atom => Some("XML whose root is `feed`"),
        "entry" if of_atom => Some("XML whose root is `entry`"),
        _ => None,
    }
}

/// Retells a feed, or one entry; `text` is what it was parsed from.
pub(crate) fn retell<'d>(root: &'d Element<'_>, text: &'d str) -> Retold<'d> {
    let space = root.space;
    let mut head = Told::default();
    // What is plain was made so here, by the type that each text has.
    head.set_own("plain", true);
    if &*root.name == "feed" {
        head.set("title", root.first(space, "title").map(plain).unwrap_or_default());
        head.set("description", root.first(space, "subtitle").map(plain).unwrap_or_default());
        head.set("icon", root.text_of(space, "logo").or_else(|| root.text_of(space, "icon")).unwrap_or_default());
        head.set("home_page_url", alternate(root).unwrap_or_default());
        head.set("language", root.get_of(Space::Xml, "lang").unwrap_or_default());
        for (rel, key) in [("next", "next_url"), ("self", "feed_url")] {
            head.set(key, linked(root, rel).unwrap_or_default());
        }
        for hub in root.all(space, "link").filter(|link| link.get("rel") == Some("hub")) {
            head.hub(hub.address(hub.get("href").unwrap_or_default()));
        }
        root.all(space, "author").for_each(|author| add_author(author, &mut head));
    }
    let entries: Vec<&Element<'_>> =
        if &*root.name == "entry" { vec![root] } else { root.all(space, "entry").collect() };
    let items = entries.into_iter().map(|entry| Item::of_xml(entry, text, Ok(tell(entry)), String::new()));
    Retold { head, items: items.collect() }
}

fn tell(entry: &Element<'_>) -> Told {
    let space = entry.space;
    let mut told = Told::default();
    told.set_own("plain", true);
    told.set("id", entry.text_of(space, "id").unwrap_or_default());
    told.set("url", alternate(entry).unwrap_or_default());
    told.set("title", entry.first(space, "title").map(plain).unwrap_or_default());
    told.set("summary", entry.first(space, "summary").map(plain).unwrap_or_default());
    if let Some(content) = entry.first(space, "content") {
        match content.get("src") {
            Some(source) => told.set("external_url", content.address(source)),
            None if content.get("type").is_none_or(|kind| kind == "text" || kind == "text/plain") => {
                told.set("content_text", content.text().unwrap_or_default());
            }
            None => told.set("content_html", rebased(html(content), content.base.as_deref())),
        }
    }
    let date = |names: [&str; 3]| names.iter().find_map(|name| entry.text_of(space, name));
    told.set("date_published", date(["published", "issued", "created"]).unwrap_or_default());
    told.set("date_modified", date(["updated", "modified", ""]).unwrap_or_default());
    entry.all(space, "author").for_each(|author| add_author(author, &mut told));
    for category in entry.all(space, "category") {
        if let Some(name) = category.get("label").or_else(|| category.get("term")) {
            told.category(name, None);
        }
    }
    told.set("language", entry.get_of(Space::Xml, "lang").unwrap_or_default());
    media::add(entry, &mut told);
    told
}

fn add_author(author: &Element<'_>, told: &mut Told) {
    let text = |name: &str| author.text_of(author.space, name);
    let page = text("uri").or_else(|| text("url")).map(|address| author.address(&address));
    let name = text("name").or_else(|| text("email"));
    if name.is_some() || page.is_some() {
        told.author_at(name, page);
    }
}

/// Where something is shown: as HTML, if there are several.
fn alternate(element: &Element<'_>) -> Option<String> {
    let links =
        || element.all(element.space, "link").filter(|link| link.get("rel").is_none_or(|rel| rel == "alternate"));
    let html = links().find(|link| link.get("type").is_none_or(|kind| kind.contains("html")));
    let found = html.or_else(|| links().next())?;
    Some(found.address(found.get("href")?))
}

fn linked(element: &Element<'_>, rel: &str) -> Option<String> {
    let found = element.all(element.space, "link").find(|link| link.get("rel") == Some(rel))?;
    Some(found.address(found.get("href")?))
}

/// A text as plain text, whichever type it says it has (RFC 4287, section 3.1).
fn plain(text: &Element<'_>) -> String {
    match text.get("type") {
        Some("html" | "text/html" | "xhtml" | "application/xhtml+xml") => crate::plain_text(&html(text)),
        _ => text.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The HTML of a text that has some: as text, or as elements within a `div`.
fn html(text: &Element<'_>) -> String {
    let is_elements =
        matches!(text.get("type"), Some("xhtml" | "application/xhtml+xml")) || text.get("mode") == Some("xml");
    if !is_elements {
        return text.text().unwrap_or_default();
    }
    match text.first(Space::Xhtml, "div").or_else(|| text.first(text.space, "div")) {
        Some(div) => div.html(),
        None => text.html(),
    }
}
