//! Parsed JSON, as little of it as reading needs.
//!
//! The server's trees are `serde_json`'s. In the browser they are the browser's own: its parser is there already, and
//! another one would be 15 KB that every phone loads before it shows anything.

use serde_json::Value;

/// One value of a parsed JSON document.
pub trait Json: Sized {
    /// What an object has at a key; `None` for what is no object, has no such key, or has `null` there.
    fn get(&self, key: &str) -> Option<Self>;
    /// The elements of a list; of anything else none.
    fn list(&self) -> Vec<Self>;
    /// A text that is not empty.
    fn text(&self) -> Option<String>;
    /// A whole number from 0 upwards; the browser knows none beyond 2^53.
    fn count(&self) -> Option<u64>;
    /// Whether it is `true`.
    fn is_true(&self) -> bool;

    /// The text at a key.
    fn text_at(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    /// The number at a key.
    fn count_at(&self, key: &str) -> Option<u64> {
        self.get(key)?.count()
    }

    /// What is made of each element of the list at a key, without those that it makes nothing of.
    fn list_at<T>(&self, key: &str, make: impl Fn(&Self) -> Option<T>) -> Vec<T> {
        let list = self.get(key).map(|list| list.list()).unwrap_or_default();
        list.iter().filter_map(make).collect()
    }
}

impl Json for &Value {
    fn get(&self, key: &str) -> Option<Self> {
        Value::get(self, key).filter(|value| !value.is_null())
    }

    fn list(&self) -> Vec<Self> {
        self.as_array().map(|list| list.iter().collect()).unwrap_or_default()
    }

    fn text(&self) -> Option<String> {
        self.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn count(&self) -> Option<u64> {
        self.as_u64()
    }

    fn is_true(&self) -> bool {
        self.as_bool() == Some(true)
    }
}
