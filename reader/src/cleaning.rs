//! Bodies that came from elsewhere, cleaned before anything sees them: by `Element.setHTML` where the browser has it, else
//! by DOMPurify. One allow-list for both, and the server's cleaner too: that of `bantin_feed`. Then they are made right by what
//! the server does it with.

use crate::calling::function;
use crate::named::elements_in;
use crate::wanted::Wanted;
use bantin_feed::{
    ADDRESSES, ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, ALLOWED_SCHEMES, Article, DROPPED_ELEMENTS,
    paragraphs, players_as_links, resolve, tidy,
};
use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlTemplateElement};

/// The body of an article of another origin; its addresses are seen from `base`, where the feed is.
pub(crate) async fn body(article: &Article, base: &str, wanted: &Wanted) -> Result<String, JsValue> {
    match (&article.content_html, &article.content_text) {
        (Some(html), _) => {
            let cleaned = clean(&players_as_links(html), base, wanted).await?;
            Ok(tidy(&cleaned, article.language.as_deref(), &composed))
        }
        (None, Some(text)) => Ok(paragraphs(text)),
        (None, None) => Ok(String::new()),
    }
}

/// A text composed (NFC).
pub(crate) fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

async fn clean(html: &str, base: &str, wanted: &Wanted) -> Result<String, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let holder = document.create_element("div")?;
    if let Some(set_html) = function(&holder, "setHTML") {
        set_by_browser(&holder, &set_html, html)?;
    } else {
        let cleaned = by_purify(html, wanted).await?;
        // A template's content is inert: no picture is fetched before its address is right.
        let template: HtmlTemplateElement = document.create_element("template")?.unchecked_into();
        template.set_inner_html(&cleaned);
        holder.append_child(&template.content())?;
    }
    for attribute in ADDRESSES {
        let found = holder.query_selector_all(&format!("[{attribute}]"))?;
        for at in 0..found.length() {
            if let Some(element) = found.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
                rebase(&element, attribute, base)?;
            }
        }
    }
    Ok(holder.inner_html())
}

fn rebase(element: &Element, attribute: &str, base: &str) -> Result<(), JsValue> {
    let Some(value) = element.get_attribute(attribute) else { return Ok(()) };
    let value = value.trim();
    // Nothing in a body has an id that a part of a page could be found by.
    if value.is_empty() || value.starts_with('#') {
        return element.remove_attribute(attribute);
    }
    let address = resolve(base, value);
    let start = address.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = start.split_once(':').is_none_or(|(scheme, _)| ALLOWED_SCHEMES.contains(&scheme));
    if allowed { element.set_attribute(attribute, &address) } else { element.remove_attribute(attribute) }
}

/// The attributes that any element keeps, each once: a browser refuses a list that names one twice.
fn attributes() -> Array {
    let each = ALLOWED_ATTRIBUTES.iter().flat_map(|(_, attributes)| attributes.iter()).chain(ALLOWED_EVERYWHERE);
    let mut once: Vec<&str> = Vec::new();
    for attribute in each {
        if !once.contains(attribute) {
            once.push(attribute);
        }
    }
    strings(&once)
}

fn strings(items: &[&str]) -> Array {
    items.iter().map(|item| JsValue::from_str(item)).collect()
}

fn set_by_browser(holder: &Element, set_html: &Function, html: &str) -> Result<(), JsValue> {
    let (sanitizer, options) = (Object::new(), Object::new());
    Reflect::set(&sanitizer, &"elements".into(), &strings(ALLOWED_ELEMENTS))?;
    Reflect::set(&sanitizer, &"attributes".into(), &attributes())?;
    // It keeps what an element holds only where that is named.
    let others = elements_in(html);
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    Reflect::set(&sanitizer, &"replaceWithChildrenElements".into(), &strings(&others))?;
    Reflect::set(&options, &"sanitizer".into(), &sanitizer)?;
    set_html.call2(holder, &html.into(), &options)?;
    Ok(())
}

async fn by_purify(html: &str, wanted: &Wanted) -> Result<String, JsValue> {
    let module = wanted.import(wanted.purify.as_deref().ok_or(JsValue::NULL)?).await?;
    let purify = Reflect::get(&module, &"default".into())?;
    let sanitize = function(&purify, "sanitize").ok_or(JsValue::NULL)?;
    let options = Object::new();
    for (key, value) in [
        ("ALLOWED_TAGS", strings(ALLOWED_ELEMENTS).into()),
        ("ALLOWED_ATTR", attributes().into()),
        ("FORBID_CONTENTS", strings(DROPPED_ELEMENTS).into()),
        ("ALLOW_DATA_ATTR", JsValue::FALSE),
        ("ALLOW_ARIA_ATTR", JsValue::FALSE),
    ] {
        Reflect::set(&options, &key.into(), &value)?;
    }
    sanitize.call2(&purify, &html.into(), &options)?.as_string().ok_or(JsValue::NULL)
}
