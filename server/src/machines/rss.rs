//! RSS 2.0, <https://www.rssboard.org/rss-specification>, with whole bodies (`content:encoded`).

use super::channel::{Channel, Entry, escaped};
use super::dates::rfc822;
use super::xml::Xml;

const NAMESPACES: [(&str, &str); 4] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

/// The document.
pub(super) fn write(channel: &Channel) -> String {
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    xml.text("title", &[], &channel.title);
    xml.text("link", &[], &channel.page);
    xml.text("description", &[], &channel.title);
    xml.text("language", &[], channel.language);
    let mut link = |rel: &str, to: &str| {
        xml.empty("atom:link", &[("rel", rel), ("type", "application/rss+xml"), ("href", to)]);
    };
    link("self", &channel.own);
    if let Some(next) = &channel.next {
        link("next", next);
    }
    if let Some(changed) = channel.changed {
        xml.text("lastBuildDate", &[], &rfc822(changed));
    }
    for entry in &channel.entries {
        item(&mut xml, entry);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn item(xml: &mut Xml, entry: &Entry) {
    let article = &entry.article;
    xml.open("item", &[]);
    xml.text("title", &[], &entry.title);
    xml.text("link", &[], &entry.link);
    xml.text("guid", &[("isPermaLink", "false")], &entry.id);
    let published = article.date_published.map_or(entry.changed, |date| date.unix());
    xml.text("pubDate", &[], &rfc822(published));
    for name in article.authors.iter().filter_map(|author| author.name.as_ref()) {
        xml.text("dc:creator", &[], name);
    }
    for category in &article.categories {
        xml.text("category", &[], &category.name);
    }
    // A description is HTML, a summary is plain text.
    if let Some(summary) = &article.summary {
        xml.text("description", &[], &escaped(summary));
    }
    if let Some(body) = entry.html() {
        xml.text("content:encoded", &[], &body);
    }
    // One, as the RSS Advisory Board's profile wants it: of several, readers take any. All of them are in the body.
    if let Some(file) = article.attachments.first() {
        // The same says: 0 where nobody knows.
        let length = file.size_in_bytes.unwrap_or(0).to_string();
        xml.empty("enclosure", &[("url", &file.url), ("length", &length), ("type", &file.mime_type)]);
    }
    xml.close("item");
}
