//! What a page says of the feed that it names.

use crate::calling::kept;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A feed, and what reads it.
pub(crate) struct Wanted {
    /// Its address, whole.
    pub(crate) feed: String,
    /// The name of its format; empty: to be told from the bytes.
    pub(crate) format: String,
    /// Where it keeps what, as `bantin_feed::fields_of` reads it.
    pub(crate) fields: String,
    /// The address of the module that tells other formats as JSON Feeds.
    pub(crate) formats: Option<String>,
    /// The address of DOMPurify, for browsers that cannot clean by themselves.
    pub(crate) purify: Option<String>,
    import: JsValue,
}

impl Wanted {
    /// Reads an object of JavaScript; `import` imports a module.
    pub(crate) fn read(said: &JsValue, import: JsValue) -> Self {
        let text = |key: &str| Reflect::get(said, &key.into()).ok().and_then(|value| value.as_string());
        let plain = |key: &str| text(key).unwrap_or_default();
        Self {
            feed: plain("feed"),
            format: plain("format"),
            fields: plain("fields"),
            formats: text("formats"),
            purify: text("purify"),
            import,
        }
    }

    /// Whether it is the same feed, read in the same way.
    pub(crate) fn is_the_same(&self, other: &Self) -> bool {
        (&self.feed, &self.format, &self.fields) == (&other.feed, &other.format, &other.fields)
    }

    /// Imports a module by its address.
    pub(crate) async fn import(&self, address: &str) -> Result<JsValue, JsValue> {
        let import: &Function = self.import.dyn_ref().ok_or(JsValue::NULL)?;
        kept(import.call1(&JsValue::NULL, &address.into())?).await
    }
}
