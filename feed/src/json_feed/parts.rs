//! What articles and feeds are made of: authors, categories, attachments and links to other articles.

use super::field::{Context, Object, list, own_text, text, trimmed};
use crate::slug::fits_address;
use crate::{Attachment, Author, Category, Hub, Neighbour, Translation, slugify};
use serde_json::Value;

impl Context<'_> {
    /// `authors` (version 1.1), or where it names nobody `author` (version 1.0). An author may be a
    /// name alone.
    pub(super) fn authors(&mut self, object: &mut Object) -> Vec<Author> {
        let mut authors = Vec::new();
        for key in ["authors", "author"] {
            for value in list(object, key) {
                let author = match value {
                    Value::Object(author) => Author {
                        name: self.plain(author, "name"),
                        url: self.address(author, "url"),
                        avatar: self.address(author, "avatar"),
                    },
                    name => Author { name: self.own_plain(name), ..Author::default() },
                };
                if author != Author::default() {
                    authors.push(author);
                }
            }
            if !authors.is_empty() {
                break;
            }
        }
        authors
    }

    /// `tags` and the slugs of `_bantin.categories`: the i-th slug belongs to the i-th tag.
    pub(super) fn categories(&mut self, item: &mut Object, bantin: &mut Object) -> Vec<Category> {
        let tags = list(item, "tags").iter_mut().map(|tag| self.own_plain(tag));
        let slugs = list(bantin, "categories").iter_mut().map(own_text);
        let (mut tags, mut slugs) = (tags.fuse(), slugs.fuse());
        let mut categories = Vec::new();
        loop {
            let (name, given) = match (tags.next(), slugs.next()) {
                (None, None) => return categories,
                (name, given) => (name.flatten(), given.flatten()),
            };
            if let Some(name) = name.or_else(|| given.clone()) {
                categories.push(Category { slug: slug_or(given, &name), name });
            }
        }
    }

    /// The files of an article; one without an address is left out with a remark.
    pub(super) fn attachments(&mut self, item: &mut Object) -> Vec<Attachment> {
        let mut attachments = Vec::new();
        for value in list(item, "attachments") {
            let Value::Object(file) = value else {
                self.remarks.push("an attachment is not an object; left out".to_owned());
                continue;
            };
            let known = self.remarks.len();
            match self.address(file, "url") {
                Some(url) => attachments.push(Attachment {
                    url,
                    mime_type: trimmed(file, "mime_type").unwrap_or_else(|| "application/octet-stream".to_owned()),
                    title: self.plain(file, "title"),
                    size_in_bytes: super::field::count(file, "size_in_bytes"),
                    duration_in_seconds: super::field::count(file, "duration_in_seconds"),
                }),
                None if known == self.remarks.len() => {
                    self.remarks.push("an attachment has no url; left out".to_owned());
                }
                None => {}
            }
        }
        attachments
    }

    /// `newer` or `older` of `_bantin`; what has no id is left out.
    pub(super) fn neighbours(&mut self, bantin: &mut Object, key: &str) -> Vec<Neighbour> {
        let mut neighbours = Vec::new();
        for value in list(bantin, key) {
            if let Value::Object(value) = value
                && let Some(id) = text(value, "id")
            {
                let title = self.plain(value, "title").unwrap_or_default();
                neighbours.push(Neighbour {
                    slug: slug_or(text(value, "slug"), &title),
                    date_published: self.date(value, "date_published"),
                    id,
                    title,
                });
            }
        }
        neighbours
    }

    /// Where one can subscribe.
    pub(super) fn hubs(&mut self, feed: &mut Object) -> Vec<Hub> {
        let mut hubs = Vec::new();
        for value in list(feed, "hubs") {
            if let Value::Object(hub) = value
                && let Some(url) = self.address(hub, "url")
            {
                hubs.push(Hub { kind: trimmed(hub, "type").unwrap_or_default(), url });
            }
        }
        hubs
    }
}

/// `translations` of `_bantin`; what has no language or id is left out.
pub(super) fn translations(bantin: &mut Object) -> Vec<Translation> {
    let mut translations = Vec::new();
    for value in list(bantin, "translations") {
        if let Value::Object(value) = value
            && let (Some(language), Some(id)) = (trimmed(value, "language"), text(value, "id"))
        {
            let slug = text(value, "slug").map(|slug| slug_or(Some(slug), ""));
            translations.push(Translation { language, id, slug });
        }
    }
    translations
}

/// A slug as it was given, if it can stand in an address; else one made of it, or of `name`.
pub(super) fn slug_or(given: Option<String>, name: &str) -> String {
    match given {
        Some(slug) if fits_address(&slug) => slug,
        Some(text) => slugify(&text),
        None => slugify(name),
    }
}
