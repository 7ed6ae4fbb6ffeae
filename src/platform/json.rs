//! JSON as the browser parses it.

use bantin_feed::Json;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// One value of a parsed document.
pub struct Tree(pub(super) JsValue);

impl Tree {
    /// Parses a document; `None` where it is no JSON.
    #[must_use]
    pub fn parse(json: &str) -> Option<Self> {
        JSON::parse(json).ok().map(Self)
    }
}

impl Json for Tree {
    fn get(&self, key: &str) -> Option<Self> {
        // Fails on what is no object.
        let value = Reflect::get(&self.0, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    fn list(&self) -> Vec<Self> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Self).collect()).unwrap_or_default()
    }

    fn text(&self) -> Option<String> {
        self.0.as_string().filter(|text| !text.is_empty())
    }

    fn count(&self) -> Option<u64> {
        // A cast of what is negative or no number gives 0, so those are left out first.
        self.0.as_f64().filter(|count| *count >= 0.0).map(|count| count as u64)
    }

    fn is_true(&self) -> bool {
        self.0 == JsValue::TRUE
    }
}
