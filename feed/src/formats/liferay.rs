//! Liferay's headless delivery API: structured contents (learn.liferay.com, web content API).

use super::retold::{Item, Retold, Told, at, list_at, text_at};
use crate::latin::lower;
use crate::{FeedError, Given};
use serde_json::Value;

/// What offices call the field that holds the body.
const BODIES: [&str; 8] = ["content", "body", "text", "noidung", "noi_dung", "chitiet", "article", "main"];

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let is_content = |one: &Value| one.get("contentFields").is_some() || one.get("contentStructureId").is_some();
    if is_content(document) {
        return Some("an object with `contentFields`");
    }
    let items = document.get("items")?.as_array()?;
    let paged = document.get("lastPage").is_some() && document.get("pageSize").is_some();
    (items.first().is_some_and(is_content) || paged).then_some("an object with `items` and `lastPage`")
}

/// Retells a page of structured contents, or one.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let contents = match document.get("items").and_then(Value::as_array) {
        Some(items) => items.as_slice(),
        None if is(document).is_some() => std::slice::from_ref(document),
        None => {
            return Err(FeedError::other(
                "Liferay",
                "an object with `items`, as …/structured-contents answers",
                document,
            ));
        }
    };
    let mut retold = Retold::default();
    let number = |key: &str| document.get(key).and_then(Value::as_u64);
    if let (Some(page), Some(last)) = (number("page"), number("lastPage"))
        && page < last
    {
        retold.leads_to(given, "page", page.saturating_add(1));
    }
    for (key, of) in [("total", "totalCount"), ("page", "page"), ("pages", "lastPage")] {
        if let Some(number) = number(of) {
            retold.head.set_own(key, number);
        }
    }
    retold.items = contents.iter().map(|content| Item::of_json(content, given, "id", tell)).collect();
    Ok(retold)
}

fn tell(content: &Value, told: &mut Told) -> Result<(), &'static str> {
    told.copy_all(
        content,
        &[
            ("id", "id"),
            ("title", "title"),
            ("summary", "description"),
            ("date_published", "datePublished"),
            ("date_modified", "dateModified"),
        ],
    );
    if let Some(path) = text_at(content, "friendlyUrlPath") {
        // Where Liferay 7.4 shows what has a display page; older ones are told by the operator.
        told.set("url", ["/w/", path].concat());
        told.set_own("slug", path.rsplit('/').next().unwrap_or_default());
    }
    told.author(text_at(content, "creator.name"));
    for category in list_at(content, "taxonomyCategoryBriefs") {
        if let Some(name) = text_at(category, "taxonomyCategoryName") {
            told.category(name, None);
        }
    }
    let fields = list_at(content, "contentFields");
    if let Some(body) = body(fields) {
        told.set("content_html", body);
    }
    parts(fields, told);
    Ok(())
}

/// The text of the field that is the body: the one that is called so, else the longest that holds HTML.
fn body(fields: &[Value]) -> Option<&str> {
    let text = |field: &'_ Value| -> Option<usize> { Some(text_at(field, "contentFieldValue.data")?.len()) };
    let called = |field: &&Value| {
        let name = text_at(field, "name").unwrap_or_default();
        let name: String = name.chars().map(lower).collect();
        BODIES.contains(&name.as_str()) && text(field).is_some()
    };
    let html = |field: &&Value| text_at(field, "contentFieldValue.data").is_some_and(|data| data.contains('<'));
    let found = fields.iter().find(called).or_else(|| fields.iter().filter(html).max_by_key(|field| text(field)))?;
    text_at(found, "contentFieldValue.data")
}

/// The first picture, and all files, also those of nested fields.
fn parts(fields: &[Value], told: &mut Told) {
    for field in fields {
        if let (Some(address), false) = (text_at(field, "contentFieldValue.image.contentUrl"), told.has("image")) {
            told.set("image", address);
        }
        if let (Some(file), Some(address)) =
            (at(field, "contentFieldValue.document"), text_at(field, "contentFieldValue.document.contentUrl"))
        {
            let about = |key: &str| file.get(key).cloned();
            told.file(address, about("title"), about("encodingFormat"), about("sizeInBytes"));
        }
        parts(list_at(field, "nestedContentFields"), told);
    }
}
