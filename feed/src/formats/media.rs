//! Pictures and files as RSS and Atom name them: Media RSS, enclosures, iTunes.

use super::retold::Told;
use super::xml::{Element, Space};

/// Adds the first picture and all files of an item or entry.
pub(crate) fn add(item: &Element<'_>, told: &mut Told) {
    let groups = item.all(Space::Media, "group");
    for content in item.all(Space::Media, "content").chain(groups.flat_map(|group| group.all(Space::Media, "content")))
    {
        let Some(address) = content.get("url") else { continue };
        let (kind, medium) = (content.get("type").unwrap_or_default(), content.get("medium").unwrap_or_default());
        let is_picture = medium == "image"
            || kind.starts_with("image/")
            || (kind.is_empty() && medium.is_empty() && looks_like_picture(address));
        put(
            told,
            &content.address(address),
            is_picture,
            kind,
            content.get("fileSize"),
            content.text_of(Space::Media, "title"),
        );
    }
    for enclosure in item.all(Space::Plain, "enclosure") {
        let Some(address) = enclosure.get("url") else { continue };
        let kind = enclosure.get("type").unwrap_or_default();
        put(told, &enclosure.address(address), kind.starts_with("image/"), kind, enclosure.get("length"), None);
    }
    for link in item.all(Space::Atom, "link").filter(|link| link.get("rel") == Some("enclosure")) {
        let Some(address) = link.get("href") else { continue };
        let kind = link.get("type").unwrap_or_default();
        put(
            told,
            &link.address(address),
            kind.starts_with("image/"),
            kind,
            link.get("length"),
            link.get("title").map(str::to_owned),
        );
    }
    if told.has("image") {
        return;
    }
    let groups = item.all(Space::Media, "group");
    let thumbnail = item
        .first(Space::Media, "thumbnail")
        .or_else(|| groups.filter_map(|group| group.first(Space::Media, "thumbnail")).next());
    let itunes = item.first(Space::Itunes, "image");
    let found = thumbnail.and_then(|one| Some(one.address(one.get("url")?)));
    if let Some(found) = found.or_else(|| itunes.and_then(|one| Some(one.address(one.get("href")?)))) {
        told.set("image", found);
    }
}

fn put(told: &mut Told, address: &str, is_picture: bool, kind: &str, size: Option<&str>, title: Option<String>) {
    if is_picture {
        if !told.has("image") {
            told.set("image", address);
        }
        return;
    }
    let size = size.and_then(|size| size.parse::<u64>().ok()).filter(|size| *size > 0);
    told.file(address, title, kind, size);
}

fn looks_like_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    ["jpg", "jpeg", "png", "webp", "gif", "avif"].iter().any(|end| path.ends_with(&[".", end].concat()))
}
