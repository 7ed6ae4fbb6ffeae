//! An object of a JSON Feed in the making.

use super::paths::{at, content, each, name, picture};
use crate::Field;
use crate::json_feed::Object;
use serde_json::Value;

/// What a list holds, at most: each name is compared with all before it, and what stands once in a document may be named by many.
const MOST: usize = 200;

/// An object of a JSON Feed in the making. What says nothing is not set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    said: Object,
    /// Its `_bantin`.
    own: Object,
}

impl Told {
    /// Sets a key to something that says anything: not to null, an empty text, list or object.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Value>) {
        put(&mut self.said, key, value.into());
    }

    /// Sets a key to what a document has at a path, if anything.
    pub(crate) fn copy(&mut self, key: &str, value: &Value, path: &str) {
        if let Some(found) = at(value, path) {
            self.set(key, found.clone());
        }
    }

    /// Sets keys, each to what a document has at a path.
    pub(crate) fn copy_all(&mut self, value: &Value, keys: &[(&str, &str)]) {
        keys.iter().for_each(|(key, path)| self.copy(key, value, path));
    }

    /// Sets a key of `_bantin`.
    pub(crate) fn set_own(&mut self, key: &str, value: impl Into<Value>) {
        put(&mut self.own, key, value.into());
    }

    /// Whether a key is set.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.said.contains_key(key)
    }

    /// The text at a key.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.said.get(key)?.as_str()
    }

    /// Whether a field is told.
    pub(crate) fn says(&self, field: Field) -> bool {
        match field {
            Field::Category => self.has("tags"),
            Field::Author => self.has("authors"),
            Field::Views => self.own.contains_key("views"),
            field => self.has(field.key()),
        }
    }

    /// Takes back what was told at a key.
    pub(crate) fn forget(&mut self, key: &str) {
        self.said.remove(key);
    }

    /// Adds what another tells at the keys that this one tells nothing at.
    pub(crate) fn complete_by(&mut self, other: Self) {
        // The names and the slugs of categories belong together.
        let slugs = !self.has("tags");
        for (key, value) in other.own.into_iter().filter(|(key, _)| slugs || key != "categories") {
            self.own.entry(key).or_insert(value);
        }
        for (key, value) in other.said {
            self.said.entry(key).or_insert(value);
        }
    }

    /// Adds to the list at a key.
    pub(crate) fn push(&mut self, key: &str, value: impl Into<Value>) {
        add(&mut self.said, key, value.into());
    }

    /// The object.
    pub(crate) fn into_object(mut self) -> Object {
        put(&mut self.said, "_bantin", Value::Object(self.own));
        self.said
    }

    /// Adds an author of this name. One that is there is not added again.
    pub(crate) fn author(&mut self, name: Option<&str>) {
        if let Some(name) = name.filter(|name| !name.trim().is_empty() && !lists(&self.said, "authors", name)) {
            self.push("authors", name);
        }
    }

    /// Adds a category, with the name that its source has for it in addresses where it has one. One that is there is not added
    /// again.
    pub(crate) fn category(&mut self, name: &str, slug: Option<&str>) {
        if name.trim().is_empty() || lists(&self.said, "tags", name) {
            return;
        }
        self.push("tags", name);
        let slug = slug.map_or_else(|| crate::slugify(name), str::to_owned);
        add_any(&mut self.own, "categories", slug.into());
    }

    /// Adds a file: its address, title, media type and size in bytes, as far as they are known.
    pub(crate) fn file(
        &mut self,
        url: impl Into<Value>,
        title: impl Into<Value>,
        kind: impl Into<Value>,
        size: impl Into<Value>,
    ) {
        let file =
            [("url", url.into()), ("title", title.into()), ("mime_type", kind.into()), ("size_in_bytes", size.into())];
        self.push("attachments", object(file));
    }

    /// Adds an author who has a page.
    pub(crate) fn author_at(&mut self, name: Option<String>, page: Option<String>) {
        self.push("authors", object([("name", name.into()), ("url", page.into())]));
    }

    /// Adds where one can subscribe.
    pub(crate) fn hub(&mut self, url: String) {
        self.push("hubs", object([("type", "WebSub".into()), ("url", url.into())]));
    }

    /// Adds the same article in another language.
    pub(crate) fn translation(&mut self, language: &str, id: &Value) {
        add(&mut self.own, "translations", object([("language", language.into()), ("id", id.clone())]));
    }

    /// What a source keeps in a place of its own.
    pub(super) fn set_field(&mut self, field: Field, value: Value) {
        let value = content(value);
        match field {
            Field::Category => {
                self.said.remove("tags");
                self.own.remove("categories");
                each(Some(&value)).iter().filter_map(name).for_each(|name| self.category(&name, None));
            }
            Field::Author => {
                self.said.remove("authors");
                each(Some(&value)).iter().filter_map(name).for_each(|name| self.author(Some(&name)));
            }
            Field::Image => self.set("image", picture(&value).unwrap_or_default()),
            Field::Views => self.set_own("views", value),
            field => self.set(field.key(), value),
        }
    }
}

/// An object of what says anything. `json!` would bring with it a writer for every kind of number.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let mut made = Object::new();
    for (key, value) in entries {
        put(&mut made, key, value);
    }
    Value::Object(made)
}

/// Sets a key, unless the value says nothing.
fn put(object: &mut Object, key: &str, value: Value) {
    if !is_empty(&value) {
        object.insert(key.to_owned(), value);
    }
}

/// Adds to the list at a key, unless the value says nothing.
fn add(object: &mut Object, key: &str, value: Value) {
    if !is_empty(&value) {
        add_any(object, key, value);
    }
}

/// Adds to the list at a key, whatever it says: its place counts.
fn add_any(object: &mut Object, key: &str, value: Value) {
    if let Value::Array(list) = object.entry(key).or_insert_with(|| Value::Array(Vec::new()))
        && list.len() < MOST
    {
        list.push(value);
    }
}

/// Whether the list at a key has a text.
fn lists(object: &Object, key: &str, text: &str) -> bool {
    each(object.get(key)).iter().any(|one| one == text)
}

/// Whether a value says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_category_stands_once_and_with_its_slug() {
        let mut told = Told::default();
        told.category("Tin tức", Some("tin"));
        told.category("Thông báo", None);
        told.category("Tin tức", None);
        told.category(" ", None);
        assert_eq!(
            Value::Object(told.into_object()),
            json!({"tags": ["Tin tức", "Thông báo"], "_bantin": {"categories": ["tin", "thong-bao"]}})
        );
    }
}
