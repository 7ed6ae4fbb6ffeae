//! The Content API of GOV.UK: one content item (docs.publishing.service.gov.uk/content-schemas), or the results of its search.

use super::retold::{Item, Retold, Told, at, list_at, text_at};
use crate::{FeedError, Given};
use serde_json::Value;

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let has = |key: &str| document.get(key).is_some();
    if has("base_path") && has("document_type") && has("details") {
        return Some("an object with `base_path`, `document_type` and `details`");
    }
    let first = document.get("results")?.as_array()?.first()?;
    (first.get("link").is_some() && first.get("title").is_some() && has("start"))
        .then_some("an object with `results` and `start`")
}

/// Retells a content item, or what a search found.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let mut retold = Retold::default();
    if let Some(results) = document.get("results").and_then(Value::as_array) {
        let number = |key: &str| document.get(key).and_then(Value::as_u64);
        let next = number("start").unwrap_or(0).saturating_add(results.len() as u64);
        if let (Some(total), false) = (number("total"), results.is_empty()) {
            retold.head.set_own("total", total);
            if next < total {
                retold.leads_to(given, "start", next);
            }
        }
        retold.items = results.iter().map(|result| Item::of_json(result, given, "link", tell_result)).collect();
        return Ok(retold);
    }
    if document.get("link").is_some() && document.get("title").is_some() {
        retold.items.push(Item::of_json(document, given, "link", tell_result));
        return Ok(retold);
    }
    if is(document).is_none() {
        return Err(FeedError::other("GOV.UK", "a content item, as /api/content/… answers", document));
    }
    retold.items.push(Item::of_json(document, given, "base_path", tell));
    Ok(retold)
}

fn tell_result(result: &Value, told: &mut Told) -> Result<(), &'static str> {
    told.set_own("plain", true);
    told.copy_all(
        result,
        &[
            ("id", "link"),
            ("url", "link"),
            ("title", "title"),
            ("summary", "description"),
            ("date_published", "public_timestamp"),
            ("image", "image_url"),
        ],
    );
    list_at(result, "organisations").iter().for_each(|office| told.author(text_at(office, "title")));
    Ok(())
}

fn tell(item: &Value, told: &mut Told) -> Result<(), &'static str> {
    if at(item, "withdrawn_notice.explanation").is_some() {
        return Err("it was withdrawn by those who published it");
    }
    if text_at(item, "document_type").is_some_and(|kind| matches!(kind, "redirect" | "gone")) {
        return Err("it is gone, or has moved");
    }
    told.set_own("plain", true);
    told.copy_all(
        item,
        &[
            ("id", "content_id"),
            ("url", "base_path"),
            ("title", "title"),
            ("summary", "description"),
            ("content_html", "details.body"),
            ("date_published", "first_published_at"),
            ("date_modified", "public_updated_at"),
            ("language", "locale"),
            ("image", "details.image.url"),
        ],
    );
    if !told.has("id") {
        told.copy("id", item, "base_path");
    }
    list_at(item, "links.organisations").iter().for_each(|office| told.author(text_at(office, "title")));
    for topic in list_at(item, "links.taxons").iter().chain(list_at(item, "links.topics")) {
        if let Some(title) = text_at(topic, "title") {
            told.category(title, None);
        }
    }
    for file in list_at(item, "details.attachments") {
        let about = |key: &str| file.get(key).cloned();
        if let Some(address) = text_at(file, "url") {
            told.file(address, about("title"), about("content_type"), about("file_size"));
        }
    }
    for other in list_at(item, "links.available_translations") {
        if let (Some(language), Some(id)) = (text_at(other, "locale"), text_at(other, "content_id"))
            && Some(language) != text_at(item, "locale")
            && Some(id) != text_at(item, "content_id")
        {
            told.translation(language, &id.into());
        }
    }
    Ok(())
}
