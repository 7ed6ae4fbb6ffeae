//! What a JSON document has somewhere, and addresses with a query.

use serde_json::Value;

/// What is at a path of keys with dots between them; null is nothing.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, key| value.get(key)).filter(|value| !value.is_null())
}

/// The text at a path, which is not blank.
pub(crate) fn text_at<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path)?.as_str().filter(|text| !text.trim().is_empty())
}

/// The list at a path; of anything else nothing.
pub(crate) fn list_at<'v>(value: &'v Value, path: &str) -> &'v [Value] {
    at(value, path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What is at a path that somebody wrote down: dots or slashes between its steps, each a key, a place in a list counted from 0, or
/// the name of something in a list.
pub(crate) fn found<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let step = |value: &'v Value, step: &str| match value {
        Value::Array(list) => {
            let named = |one: &&Value| {
                ["name", "label", "key", "Name"].iter().any(|key| one.get(key).is_some_and(|name| name == step))
            };
            list.iter().find(named).or_else(|| list.get(step.parse::<usize>().ok()?))
        }
        value => value.get(step),
    };
    path.split(['.', '/']).try_fold(value, step).filter(|value| !value.is_null())
}

/// What a field of a structured content holds, where there is a shell around it; and the list inside of OData's `results`.
pub(super) fn content(value: Value) -> Value {
    let Value::Object(mut object) = value else { return value };
    for shell in ["contentFieldValue", "results", "data"] {
        if let Some(inner) = object.get_mut(shell) {
            return content(std::mem::take(inner));
        }
    }
    Value::Object(object)
}

/// The elements of a list; of one thing itself; of nothing none.
pub(crate) fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(all)) => all,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// What a thing is called: itself where it is a text, else its name or title.
pub(super) fn name(value: &Value) -> Option<String> {
    let named = ["name", "Name", "Title", "title", "Label", "label"].iter().find_map(|key| value.get(key)?.as_str());
    value.as_str().or(named).map(str::to_owned)
}

/// The address of a picture, however a source writes it: as itself, in an object, in an object written as text, in HTML.
pub(crate) fn picture(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim_start().starts_with('{') => picture(&serde_json::from_str(text).ok()?),
        Value::String(text) if text.contains('<') => source_of_image(text),
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(list) => list.iter().find_map(picture),
        Value::Object(object) => {
            let keys = ["serverRelativeUrl", "contentUrl", "source_url", "url", "Url", "src", "href", "image", "@id"];
            let host = object.get("serverUrl").and_then(Value::as_str).unwrap_or_default();
            let found = keys.iter().find_map(|key| picture(object.get(*key)?))?;
            Some(if found.starts_with('/') { [host, &found].concat() } else { found })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The `src` of the first picture in a piece of HTML, its references decoded.
fn source_of_image(html: &str) -> Option<String> {
    let (_, image) = html.split_once("<img")?;
    let (image, _) = image.split_once('>')?;
    let (_, value) = image.split_once("src=")?;
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let (source, _) = value.get(1..)?.split_once(quote)?;
    Some(crate::plain_text(source)).filter(|source| !source.is_empty())
}

/// A text or a whole number as it is written; anything else is nothing.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_i64().map(|number| number.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// An address with another value for a key of its query.
pub(crate) fn with_query(address: &str, key: &str, value: &str) -> String {
    let (address, place) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(key));
    let query: Vec<String> = kept.map(str::to_owned).chain([[key, "=", value].concat()]).collect();
    let whole = [path, "?", &query.join("&")].concat();
    if place.is_empty() { whole } else { [&whole, "#", place].concat() }
}

/// The value of a key of an address's query, as it stands there.
pub(crate) fn query_value<'a>(address: &'a str, key: &str) -> Option<&'a str> {
    let (_, query) = address.split('#').next()?.split_once('?')?;
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_through_objects_lists_and_names() {
        let value = json!({"a": {"b": [{"name": "NoiDung", "contentFieldValue": {"data": "x"}}, 7]}, "n": null});
        assert_eq!(at(&value, "a.b").and_then(Value::as_array).map(Vec::len), Some(2));
        assert_eq!(at(&value, "n"), None);
        assert_eq!(found(&value, "a/b.1"), Some(&json!(7)));
        assert_eq!(found(&value, "a.b.NoiDung").cloned().map(content), Some(json!("x")));
        for path in ["", "a.c", "a.b.9", "a.b.NoiDung.x.y", "..", "/"] {
            assert_eq!(found(&value, path), None, "{path}");
        }
    }

    #[test]
    fn a_picture_is_found_in_whatever_holds_it() {
        for (value, wanted) in [
            (json!("/a.jpg"), Some("/a.jpg")),
            (json!({"Url": "https://a.vn/a.jpg", "Description": "x"}), Some("https://a.vn/a.jpg")),
            (
                json!("{\"fileName\":\"a.jpg\",\"serverUrl\":\"https://a.vn\",\"serverRelativeUrl\":\"/x/a.jpg\"}"),
                Some("https://a.vn/x/a.jpg"),
            ),
            (json!("<p><img alt='' src=\"/a.jpg?w=1&amp;h=2\"></p>"), Some("/a.jpg?w=1&h=2")),
            (json!([{"@type": "ImageObject", "url": ["b.jpg", "c.jpg"]}]), Some("b.jpg")),
            (json!("<img src=>"), None),
            (json!({"x": 1}), None),
            (json!(7), None),
        ] {
            assert_eq!(picture(&value).as_deref(), wanted, "{value}");
        }
    }

    #[test]
    fn a_page_is_named_by_a_key_of_the_query() {
        for (address, wanted) in [
            ("https://a.vn/x", "https://a.vn/x?page=2"),
            ("https://a.vn/x?page=1&per_page=9", "https://a.vn/x?per_page=9&page=2"),
            ("https://a.vn/x?#y", "https://a.vn/x?page=2#y"),
        ] {
            assert_eq!(with_query(address, "page", "2"), wanted);
            assert_eq!(query_value(wanted, "page"), Some("2"));
        }
        assert_eq!(query_value("https://a.vn/x?mypage=3", "page"), None);
    }
}
