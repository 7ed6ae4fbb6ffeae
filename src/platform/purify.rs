//! Cleaning of HTML from other origins: by `Element.setHTML` where there is one, else by DOMPurify, loaded on demand.

use super::document::document;
use crate::error::LoadError;
use bantin_feed::{ADDRESSES, ALLOWED_SCHEMES, resolve};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

thread_local! {
    /// `import()`, which wasm cannot call by itself: handed over by the script that starts it.
    static IMPORT: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the function that imports a module by its address.
pub fn import_with(import: JsValue) {
    IMPORT.with_borrow_mut(|slot| *slot = import.dyn_into().ok());
}

/// Keeps the elements and attributes that are allowed, and makes addresses absolute, seen from `base`.
///
/// # Errors
/// The browser cannot clean by itself and `purify`, the address of DOMPurify, is missing or does not load.
pub async fn clean(
    html: &str,
    elements: &[&str],
    attributes: &[&str],
    base: &str,
    purify: Option<&str>,
) -> Result<String, LoadError> {
    let document = document().ok_or(LoadError::Answer)?;
    let holder = document.create_element("template").map_err(|_| LoadError::Answer)?;
    let inner: Element = document.create_element("div").map_err(|_| LoadError::Answer)?;
    if let Some(set_html) = function(&inner, "setHTML") {
        set_by_browser(&inner, &set_html, html, elements, attributes).map_err(|_| LoadError::Answer)?;
    } else {
        let cleaned = by_purify(html, elements, attributes, purify.ok_or(LoadError::Answer)?).await?;
        // A template's content is inert: no picture is fetched before its address is right.
        holder.set_inner_html(&cleaned);
        let content = holder.dyn_ref::<web_sys::HtmlTemplateElement>().ok_or(LoadError::Answer)?.content();
        inner.append_child(&content).map_err(|_| LoadError::Answer)?;
    }
    for attribute in ADDRESSES {
        let found = inner.query_selector_all(&format!("[{attribute}]")).map_err(|_| LoadError::Answer)?;
        for at in 0..found.length() {
            let Some(element) = found.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            rebase(&element, attribute, base);
        }
    }
    Ok(inner.inner_html())
}

fn rebase(element: &Element, attribute: &str, base: &str) {
    let Some(value) = element.get_attribute(attribute) else { return };
    let address = resolve(base, value.trim());
    let start = address.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = start.split_once(':').is_none_or(|(scheme, _)| ALLOWED_SCHEMES.contains(&scheme));
    let _ = if allowed { element.set_attribute(attribute, &address) } else { element.remove_attribute(attribute) };
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn strings(items: &[&str]) -> Array {
    items.iter().map(|item| JsValue::from_str(item)).collect()
}

fn set_by_browser(
    element: &Element,
    set_html: &Function,
    html: &str,
    elements: &[&str],
    attributes: &[&str],
) -> Result<(), JsValue> {
    let (sanitizer, options) = (Object::new(), Object::new());
    Reflect::set(&sanitizer, &"elements".into(), &strings(elements))?;
    Reflect::set(&sanitizer, &"attributes".into(), &strings(attributes))?;
    Reflect::set(&options, &"sanitizer".into(), &sanitizer)?;
    set_html.call2(element, &html.into(), &options)?;
    Ok(())
}

async fn by_purify(html: &str, elements: &[&str], attributes: &[&str], address: &str) -> Result<String, LoadError> {
    let import = IMPORT.with_borrow(Clone::clone).ok_or(LoadError::Answer)?;
    let promise = import.call1(&JsValue::NULL, &address.into()).map_err(|_| LoadError::Network)?;
    let module = JsFuture::from(js_sys::Promise::resolve(&promise)).await.map_err(|_| LoadError::Network)?;
    let purify = Reflect::get(&module, &"default".into()).map_err(|_| LoadError::Answer)?;
    let sanitize = function(&purify, "sanitize").ok_or(LoadError::Answer)?;
    let options = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&options, &key.into(), value).map_err(|_| LoadError::Answer);
    set("ALLOWED_TAGS", &strings(elements))?;
    set("ALLOWED_ATTR", &strings(attributes))?;
    set("ALLOW_DATA_ATTR", &JsValue::FALSE)?;
    set("ALLOW_ARIA_ATTR", &JsValue::FALSE)?;
    let cleaned = sanitize.call2(&purify, &html.into(), &options).map_err(|_| LoadError::Answer)?;
    cleaned.as_string().ok_or(LoadError::Answer)
}
