//! SharePoint's REST interface: the items of a list, news pages among them (learn.microsoft.com/sharepoint/dev/sp-add-ins/
//! working-with-lists-and-list-items-with-rest), whatever metadata they were asked for with: verbose, minimal or none.
//!
//! `canvas` takes the text out of a modern page.

mod canvas;

use crate::formats::retold::{Item, Retold, Told, at, each, list_at, picture, shown, text_at};
use crate::{FeedError, Given};
use serde_json::Value;

/// Where the body may be, if nobody says where it is.
const BODIES: [&str; 4] = ["CanvasContent1", "PublishingPageContent", "Body", "Content"];
/// Where the main picture may be.
const PICTURES: [&str; 4] = ["BannerImageUrl", "PublishingRollupImage", "PublishingPageImage", "Image"];
/// When it was published, the most certain first.
const PUBLISHED: [&str; 5] =
    ["FirstPublishedDate", "PublishedDate", "ArticleStartDate", "PublishingStartDate", "Created"];

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let verbose = at(document, "d.results").is_some() || at(document, "d.__metadata").is_some();
    if verbose {
        return Some("an object with `d`, as SharePoint writes verbose metadata");
    }
    let context = ["odata.metadata", "@odata.context"].iter().find_map(|key| document.get(*key)?.as_str());
    if context.is_some_and(|context| context.contains("SP.") || context.contains("/_api/")) {
        return Some("an object whose metadata lead to SharePoint");
    }
    // Without metadata only the columns that every list has are left.
    let first = document.get("value")?.as_array()?.first()?;
    let has = |key: &str| first.get(key).is_some();
    (has("Title") && (has("Id") || has("ID"))).then_some("an object with `value` and the columns `Id` and `Title`")
}

/// Retells a page of a list, or one item.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let inner = document.get("d").unwrap_or(document);
    let items = match inner.get("results").or_else(|| inner.get("value")).unwrap_or(inner) {
        Value::Array(items) => items.as_slice(),
        one if one.get("Id").or_else(|| one.get("ID")).is_some() => std::slice::from_ref(one),
        _ => {
            return Err(FeedError::other(
                "SharePoint",
                "a list's items, as …/_api/web/lists/getbytitle('…')/items answers",
                document,
            ));
        }
    };
    let mut retold = Retold::default();
    let next = [inner.get("__next"), document.get("odata.nextLink"), document.get("@odata.nextLink")];
    if let Some(next) = next.into_iter().flatten().find_map(Value::as_str) {
        retold.head.set("next_url", next);
    }
    retold.items = items.iter().map(|item| Item::of_json(item, given, "Id", tell)).collect();
    Ok(retold)
}

fn tell(item: &Value, told: &mut Told) -> Result<(), &'static str> {
    // A page that is news has 2 here; any other column of this name has no number.
    if item.get("PromotedState").and_then(Value::as_f64).is_some_and(|state| state < 2.0) {
        return Err("it is a page that was not published as news");
    }
    if item.get("OData__ModerationStatus").and_then(Value::as_f64).is_some_and(|state| state > 0.0) {
        return Err("it is not approved");
    }
    told.copy("id", item, "ID");
    told.copy("id", item, "Id");
    told.copy("title", item, "Title");
    for body in BODIES {
        if let (Some(body), false) = (text_at(item, body), told.has("content_html")) {
            told.set("content_html", canvas::text(body));
        }
    }
    told.copy("summary", item, "Description");
    if let Some(published) = PUBLISHED.iter().find_map(|column| text_at(item, column)) {
        told.set("date_published", published);
    }
    told.copy("date_modified", item, "Modified");
    if let Some(picture) = PICTURES.iter().find_map(|column| picture(at(item, column)?)) {
        told.set("image", picture);
    }
    if let Some(address) = text_at(item, "FileRef").or_else(|| text_at(item, "File.ServerRelativeUrl")) {
        told.set("url", shown_at(address, item));
    }
    for category in several(item, "Category") {
        let name = text_at(category, "Title").or_else(|| text_at(category, "Label")).or(category.as_str());
        if let Some(name) = name {
            told.category(name, None);
        }
    }
    for author in several(item, "Author") {
        told.author(text_at(author, "Title"));
    }
    for file in several(item, "AttachmentFiles") {
        if let Some(address) = text_at(file, "ServerRelativeUrl") {
            told.file(spaces(address), file.get("FileName").cloned(), mime_type(address), Value::Null);
        }
    }
    Ok(())
}

/// Where an item is shown. What is no file of its own has a form that shows it, in its list's folder.
fn shown_at(address: &str, item: &Value) -> String {
    let id = item.get("Id").or_else(|| item.get("ID"));
    match (address.rsplit_once('/'), id) {
        (Some((folder, file)), Some(id)) if file.ends_with("_.000") => {
            [&spaces(folder), "/DispForm.aspx?ID=", &shown(id)].concat()
        }
        _ => spaces(address),
    }
}

/// An address of SharePoint as one of the web: it writes spaces as they are.
fn spaces(address: &str) -> String {
    address.replace(' ', "%20")
}

/// What a lookup leads to, be it one or several, with OData's shell around them or without.
fn several<'v>(item: &'v Value, column: &str) -> &'v [Value] {
    match at(item, column) {
        Some(one) if one.get("results").is_some() => list_at(one, "results"),
        // Not asked for with `$expand`: only that there is something.
        Some(one) if one.get("__deferred").is_some() => &[],
        other => each(other),
    }
}

/// The media type of what offices attach, by the end of its name.
fn mime_type(name: &str) -> Option<&'static str> {
    let end = name.rsplit('.').next()?.to_ascii_lowercase();
    Some(match end.as_str() {
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "zip" => "application/zip",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => return None,
    })
}
