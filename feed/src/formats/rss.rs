//! RSS 0.9x, 1.0 and 2.0 (rssboard.org/rss-specification, purl.org/rss/1.0/spec) with the extensions in use, and as broken feeds
//! write it.

use super::media;
use super::rebased::rebased;
use super::retold::{Item, Retold, Told, picture};
use super::xml::{Element, Space};

/// Why a document is taken for one.
pub(crate) fn is(root: &Element<'_>) -> Option<&'static str> {
    let reason = match &*root.name {
        "rss" => "XML whose root is `rss`",
        "RDF" if root.space == Space::Rdf => "XML whose root is `rdf:RDF`, with a `channel`",
        "channel" => "XML whose root is `channel`",
        _ => return None,
    };
    channel(root).map(|_| reason)
}

fn channel<'e, 't>(root: &'e Element<'t>) -> Option<&'e Element<'t>> {
    if &*root.name == "channel" { Some(root) } else { root.first(Space::Plain, "channel") }
}

/// Retells a feed; `text` is what it was parsed from.
pub(crate) fn retell<'d>(root: &'d Element<'_>, text: &'d str) -> Retold<'d> {
    let nothing = Element::default();
    let channel = channel(root).unwrap_or(&nothing);
    let mut head = Told::default();
    for (key, name) in [("title", "title"), ("description", "description"), ("language", "language")] {
        if let Some(found) = channel.text_of(Space::Plain, name) {
            head.set(key, found);
        }
    }
    if let Some(home) = link(channel) {
        head.set("home_page_url", home);
    }
    for link in channel.all(Space::Atom, "link") {
        let Some(address) = link.get("href").map(|address| link.address(address)) else { continue };
        match link.get("rel") {
            Some("next") => head.set("next_url", address),
            Some("self") => head.set("feed_url", address),
            Some("hub") => head.hub(address),
            _ => {}
        }
    }
    if let Some(icon) = channel.first(Space::Plain, "image").and_then(|image| image.text_of(Space::Plain, "url")) {
        head.set("icon", icon);
    }
    // Those of RSS 1.0 stand beside the channel.
    let items = channel
        .all(Space::Plain, "item")
        .chain(root.all(Space::Plain, "item").filter(|_| !std::ptr::eq(channel, root)));
    let items = items.map(|item| Item::of_xml(item, text, Ok(tell(item)), String::new()));
    Retold { head, items: items.collect() }
}

/// Where something is shown. `<link>` holds it, or as Atom has it an attribute.
fn link(element: &Element<'_>) -> Option<String> {
    let own = element.all(Space::Plain, "link").find_map(|link| Some(link.address(&link.text()?)));
    let of_atom = || {
        let mut links = element.all(Space::Atom, "link").chain(element.all(Space::Plain, "link"));
        links
            .find(|link| link.get("rel").is_none_or(|rel| rel == "alternate") && link.get("href").is_some())
            .and_then(|link| Some(link.address(link.get("href")?)))
    };
    own.or_else(of_atom)
}

fn tell(item: &Element<'_>) -> Told {
    let mut told = Told::default();
    let guid = item.first(Space::Plain, "guid");
    let id = guid.and_then(Element::text);
    let url = link(item).or_else(|| {
        let is_link = guid.is_some_and(|guid| guid.get("isPermaLink").is_none_or(|said| said != "false"));
        id.clone().filter(|id| is_link && id.starts_with("http"))
    });
    let about = item.get_of(Space::Rdf, "about").map(str::to_owned);
    // Where there is neither, what it says stands in: the same words are the same item.
    let words = || ["title", "description"].iter().find_map(|name| item.text_of(Space::Plain, name));
    let words = || words().map(|text| crate::plain_text(&text).chars().take(200).collect());
    told.set("id", id.or(about).or_else(|| url.clone()).or_else(words).unwrap_or_default());
    told.set("url", url.unwrap_or_default());
    told.set(
        "title",
        item.text_of(Space::Plain, "title").or_else(|| item.text_of(Space::Dc, "title")).unwrap_or_default(),
    );
    let description = item.text_of(Space::Plain, "description").or_else(|| item.text_of(Space::Dc, "description"));
    let whole = item.text_of(Space::Content, "encoded").or_else(|| Some(item.first(Space::Xhtml, "body")?.html()));
    let whole = whole.or_else(|| item.text_of(Space::Atom, "content"));
    match (whole, description) {
        (Some(whole), description) => {
            told.set("summary", description.clone().unwrap_or_default());
            told.set("content_html", rebased(whole, item.base.as_deref()));
            media::add(item, &mut told);
            // Portals put the article's picture there.
            if let (false, Some(found)) = (
                told.has("image"),
                description.filter(|text| text.contains("<img")).and_then(|text| picture(&text.into())),
            ) {
                told.set("image", found);
            }
        }
        (None, description) => {
            told.set("content_html", rebased(description.unwrap_or_default(), item.base.as_deref()));
            media::add(item, &mut told);
        }
    }
    if let (false, Some(image)) = (told.has("image"), item.first(Space::Plain, "image")) {
        told.set("image", image.text_of(Space::Plain, "url").or_else(|| image.text()).unwrap_or_default());
    }
    let date = |names: &[(Space, &str)]| names.iter().find_map(|(space, name)| item.text_of(*space, name));
    let published = [
        (Space::Plain, "pubDate"),
        (Space::Dc, "issued"),
        (Space::Dc, "created"),
        (Space::Dc, "date"),
        (Space::Atom, "published"),
        (Space::Plain, "date"),
    ];
    told.set("date_published", date(&published).unwrap_or_default());
    told.set(
        "date_modified",
        date(&[(Space::Atom, "updated"), (Space::Dc, "modified"), (Space::Plain, "lastBuildDate")]).unwrap_or_default(),
    );
    authors(item, &mut told);
    for category in item
        .all(Space::Plain, "category")
        .chain(item.all(Space::Dc, "subject"))
        .chain(item.all(Space::Atom, "category"))
    {
        if let Some(name) = category.text().or_else(|| category.get("term").map(str::to_owned)) {
            told.category(&crate::plain_text(&name), None);
        }
    }
    let language = item.text_of(Space::Dc, "language").or_else(|| item.get_of(Space::Xml, "lang").map(str::to_owned));
    told.set("language", language.unwrap_or_default());
    told
}

fn authors(item: &Element<'_>, told: &mut Told) {
    for creator in item.all(Space::Dc, "creator").chain(item.all(Space::Itunes, "author")) {
        told.author(creator.text().as_deref());
    }
    if told.has("authors") {
        return;
    }
    for author in item.all(Space::Atom, "author") {
        told.author(author.text_of(Space::Atom, "name").as_deref());
    }
    for author in item.all(Space::Plain, "author").filter_map(Element::text) {
        // An address of mail, and the name in brackets behind it.
        let name = author.split_once('(').and_then(|(_, name)| name.trim_end().strip_suffix(')')).unwrap_or(&author);
        told.author(Some(name));
    }
}
