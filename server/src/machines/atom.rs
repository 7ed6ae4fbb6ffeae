//! Atom, RFC 4287; its pages lead on by `next` (RFC 5005).

use super::channel::{Channel, Entry};
use super::dates::rfc3339;
use super::xml::Xml;

const KIND: &str = "application/atom+xml";

/// The document.
pub(super) fn write(channel: &Channel) -> String {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", channel.language)]);
    xml.text("id", &[], &channel.id);
    xml.text("title", &[], &channel.title);
    // One without articles must name a time as well; that it is always the same keeps it from seeming new.
    xml.text("updated", &[], &rfc3339(channel.changed.unwrap_or(0)));
    xml.open("author", &[]);
    xml.text("name", &[], &channel.site);
    xml.text("uri", &[], &channel.page);
    xml.close("author");
    xml.empty("link", &[("rel", "self"), ("type", KIND), ("href", &channel.own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.page)]);
    if let Some(next) = &channel.next {
        xml.empty("link", &[("rel", "next"), ("type", KIND), ("href", next)]);
    }
    xml.text("icon", &[], &channel.icon);
    for entry in &channel.entries {
        self::entry(&mut xml, entry, channel.language);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Entry, language: &str) {
    let article = &entry.article;
    xml.open("entry", &[("xml:lang", article.language.as_deref().unwrap_or(language))]);
    xml.text("id", &[], &entry.id);
    xml.text("title", &[], &entry.title);
    xml.text("updated", &[], &rfc3339(entry.changed));
    if let Some(published) = article.date_published {
        xml.text("published", &[], &published.to_rfc3339());
    }
    for author in &article.authors {
        let Some(name) = &author.name else { continue };
        xml.open("author", &[]);
        xml.text("name", &[], name);
        xml.close("author");
    }
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.link)]);
    for file in &article.attachments {
        let length = file.size_in_bytes.map(|size| size.to_string());
        let mut attributes = vec![("rel", "enclosure"), ("type", file.mime_type.as_str()), ("href", file.url.as_str())];
        attributes.extend(length.as_ref().map(|length| ("length", length.as_str())));
        attributes.extend(file.title.as_ref().map(|title| ("title", title.as_str())));
        xml.empty("link", &attributes);
    }
    for category in &article.categories {
        xml.empty("category", &[("term", &category.slug), ("label", &category.name)]);
    }
    if let Some(summary) = &article.summary {
        xml.text("summary", &[], summary);
    }
    match entry.html() {
        Some(body) => xml.text("content", &[("type", "html")], &body),
        // An entry that has no content must have been said what it is.
        None if article.summary.is_none() => xml.text("summary", &[], &entry.title),
        None => {}
    }
    xml.close("entry");
}
