//! Drupal's JSON:API: nodes (drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module). What belongs to them comes along
//! with `include`, such as `include=field_image,field_category,uid`.

use super::retold::{Item, Retold, Told, at, each, list_at, shown, text_at};
use crate::{FeedError, Given};
use serde_json::Value;
use std::collections::HashMap;

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let kind = |one: &Value| text_at(one, "type").is_some_and(|kind| kind.contains("--"));
    let first = match document.get("data")? {
        Value::Array(all) => all.first().is_none_or(kind),
        one => kind(one),
    };
    (first && (document.get("jsonapi").is_some() || document.get("links").is_some()))
        .then_some("an object with `data` and `jsonapi`")
}

/// What came along, by type and id.
type Included<'d> = HashMap<(&'d str, &'d str), &'d Value>;

/// Retells a page of nodes, or one.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let nodes = match document.get("data") {
        Some(Value::Array(nodes)) => nodes.as_slice(),
        Some(node @ Value::Object(_)) => std::slice::from_ref(node),
        _ => return Err(FeedError::other("Drupal", "an object with `data`, as /jsonapi/node/… answers", document)),
    };
    let key = |one: &'d Value| Some((text_at(one, "type")?, text_at(one, "id")?));
    let included: Included<'_> =
        list_at(document, "included").iter().filter_map(|one| Some((key(one)?, one))).collect();
    let mut retold = Retold::default();
    let next = at(document, "links.next");
    if let Some(next) = next.and_then(|next| next.as_str().or_else(|| text_at(next, "href"))) {
        retold.head.set("next_url", next);
    }
    retold.items =
        nodes.iter().map(|node| Item::of_json(node, given, "id", |node, told| tell(node, &included, told))).collect();
    Ok(retold)
}

fn tell<'d>(node: &'d Value, included: &Included<'d>, told: &mut Told) -> Result<(), &'static str> {
    let attributes = node.get("attributes").unwrap_or(&Value::Null);
    if attributes.get("status") == Some(&Value::Bool(false)) {
        return Err("it is not published");
    }
    told.set_own("plain", true);
    told.copy("id", node, "id");
    told.copy_all(
        attributes,
        &[
            ("title", "title"),
            ("content_html", "body.processed"),
            ("date_published", "created"),
            ("date_modified", "changed"),
            ("language", "langcode"),
        ],
    );
    if let Some(summary) = text_at(attributes, "body.summary") {
        told.set("summary", crate::plain_text(summary));
    }
    let number = at(attributes, "drupal_internal__nid");
    match (text_at(attributes, "path.alias"), number) {
        (Some(alias), _) => {
            told.set("url", alias);
            told.set_own("slug", alias.rsplit('/').next().unwrap_or_default());
        }
        (None, Some(number)) => told.set("url", ["/node/", &shown(number)].concat()),
        (None, None) => {}
    }
    if attributes.get("sticky") == Some(&Value::Bool(true)) {
        told.set_own("pinned", true);
    }
    let relationships = node.get("relationships").and_then(Value::as_object);
    for (name, relationship) in relationships.into_iter().flatten() {
        for reference in each(relationship.get("data")) {
            if let Some(other) = resource(reference, included) {
                related(name, reference, other, included, told);
            }
        }
    }
    Ok(())
}

fn resource<'d>(reference: &Value, included: &Included<'d>) -> Option<&'d Value> {
    included.get(&(text_at(reference, "type")?, text_at(reference, "id")?)).copied()
}

fn related(name: &str, reference: &Value, other: &Value, included: &Included<'_>, told: &mut Told) {
    let kind = text_at(other, "type").unwrap_or_default();
    if kind.starts_with("taxonomy_term--") {
        if let Some(name) = text_at(other, "attributes.name") {
            told.category(name, None);
        }
    } else if name == "uid" {
        told.author(text_at(other, "attributes.display_name").or_else(|| text_at(other, "attributes.name")));
    } else if kind == "file--file" {
        file(other, at(reference, "meta.alt").is_some(), told);
    } else if kind.starts_with("media--") {
        // A media is a shell around its file.
        let inner = other.get("relationships").and_then(Value::as_object);
        for (name, relationship) in inner.into_iter().flatten().filter(|(name, _)| name.starts_with("field_media")) {
            for reference in each(relationship.get("data")) {
                if let Some(inner) = resource(reference, included) {
                    file(inner, name.contains("image"), told);
                }
            }
        }
    }
}

/// The first picture is the article's; what is none is a file of it.
fn file(file: &Value, is_picture: bool, told: &mut Told) {
    let Some(address) = text_at(file, "attributes.uri.url").or_else(|| text_at(file, "attributes.url")) else { return };
    let kind = text_at(file, "attributes.filemime").unwrap_or_default();
    if is_picture || kind.starts_with("image/") {
        if !told.has("image") {
            told.set("image", address);
        }
        return;
    }
    told.file(address, at(file, "attributes.filename").cloned(), kind, at(file, "attributes.filesize").cloned());
}
