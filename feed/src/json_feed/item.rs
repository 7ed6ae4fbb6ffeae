//! One item of a JSON Feed as an article.

use super::cut::shortened;
use super::field::{Context, Object, count, is_true, text, trimmed};
use super::parts::{slug_or, translations};
use crate::{Article, Refused};
use serde_json::Value;

/// Longest id, in bytes: it has to fit an index of a database.
const LONGEST_ID: usize = 1000;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 1000;

/// Reads the item at `index`. What is put right in it goes to `notes`.
pub(super) fn read_item(
    value: &mut Value,
    index: usize,
    base: &str,
    notes: &mut Vec<Refused>,
) -> Result<Article, Refused> {
    let Value::Object(item) = value else {
        return Err(refused(place(index, ""), "the item is not an object"));
    };
    // Taken out, so that both it and the item can be changed.
    let mut bantin = match item.get_mut("_bantin") {
        Some(Value::Object(bantin)) => std::mem::take(bantin),
        _ => Object::new(),
    };
    let mut context = Context { base, plain: is_true(&bantin, "plain"), remarks: Vec::new() };

    let url = context.address(item, "url");
    let external_url = context.address(item, "external_url");
    let title = context.plain(item, "title");
    let id = text(item, "id").or_else(|| url.clone()).or_else(|| external_url.clone());
    let Some(id) = id else {
        let place = place(index, &label("title", title.as_deref().unwrap_or_default()));
        let reason = match item.get("id") {
            None | Some(Value::Null | Value::String(_)) => "it has no id, and no url to stand in for one",
            Some(_) => "its id is neither a text nor a whole number, and it has no url to stand in for one",
        };
        return Err(refused(place, reason));
    };
    // Few items need it, and it takes longer than all else that is read of a short one.
    let place = |id: &str| place(index, &label("id", id));
    if id.len() > LONGEST_ID {
        return Err(refused(place(&id), "its id is longer than 1,000 bytes"));
    }
    let title = title.map(|title| context.cut(title));
    let (content_html, content_text) = (text(item, "content_html"), text(item, "content_text"));
    let summary = context.plain(item, "summary");
    if title.is_none() && summary.is_none() && content_html.is_none() && content_text.is_none() {
        return Err(refused(place(&id), "it has no title, no summary and no content"));
    }
    let named = title.as_deref().or(summary.as_deref()).unwrap_or(&id);
    let article = Article {
        slug: slug_or(text(&mut bantin, "slug"), named),
        content_html,
        content_text,
        image: context.address(item, "image"),
        banner_image: context.address(item, "banner_image"),
        picture: None,
        date_published: context.date(item, "date_published"),
        date_modified: context.date(item, "date_modified"),
        authors: context.authors(item),
        categories: context.categories(item, &mut bantin),
        language: trimmed(item, "language"),
        attachments: context.attachments(item),
        views: count(&bantin, "views"),
        pinned: is_true(&bantin, "pinned"),
        translations: translations(&mut bantin),
        newer: context.neighbours(&mut bantin, "newer"),
        older: context.neighbours(&mut bantin, "older"),
        id,
        url,
        external_url,
        title,
        summary,
    };
    for reason in context.remarks {
        notes.push(Refused { place: place(&article.id), reason });
    }
    Ok(article)
}

impl Context<'_> {
    fn cut(&mut self, title: String) -> String {
        // No text has more characters than bytes.
        if title.len() <= LONGEST_TITLE {
            return title;
        }
        let cut = shortened(&title, LONGEST_TITLE);
        if cut.len() != title.len() {
            self.remark("title", &title, "is longer than 1,000 characters; cut");
        }
        cut
    }
}

/// The place of a second item with the id of an earlier one.
pub(super) fn second(index: usize, id: &str, first: usize) -> Refused {
    let what = [&label("id", id), ", first at items[", &first.to_string(), "]"].concat();
    refused(place(index, &what), "an earlier item has the same id")
}

/// An item that nobody may read.
pub(super) fn left_out(index: usize, name: &str, why: &str) -> Refused {
    Refused { place: place(index, &label("id", name)), reason: [why, "; left out"].concat() }
}

fn refused(place: String, reason: &str) -> Refused {
    Refused { place, reason: reason.to_owned() }
}

/// `items[3] (id "abc")`, or without what is in brackets.
fn place(index: usize, what: &str) -> String {
    let index = index.to_string();
    if what.is_empty() {
        return ["items[", &index, "]"].concat();
    }
    ["items[", &index, "] (", what, ")"].concat()
}

/// `id "abc"`, shortened; empty if there is none.
fn label(key: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    [key, " \"", &shortened(value, 60), "\""].concat()
}
