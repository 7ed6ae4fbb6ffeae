//! The page itself: its title, its language, its scroll position, its focus.

use super::timer::later;
use crate::data::Arrival;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// The text inside the element with an id.
#[must_use]
pub fn text_of(id: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.text_content()
}

/// The HTML inside the first element that a selector finds.
#[must_use]
pub fn html_in(selector: &str) -> Option<String> {
    Some(document()?.query_selector(selector).ok()??.inner_html())
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The element that holds the whole page.
#[must_use]
pub fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets the language of an element and what is in it to a BCP 47 tag.
pub fn set_language(of: &Element, tag: &str) {
    // Only an invalid attribute name can fail.
    let _ = of.set_attribute("lang", tag);
}

/// How far the page is scrolled down, in CSS pixels.
#[must_use]
pub fn scroll_top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page to so many CSS pixels from its top, at once.
pub fn scroll_to(top: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// Makes a change of what is seen: by a view transition (CSS View Transitions, level 1) where the browser has them and the
/// visitor has not asked for less motion, else at once.
pub fn transition(change: impl FnOnce() + 'static) {
    let start = document().and_then(|document| {
        let start = Reflect::get(&document, &"startViewTransition".into()).ok()?.dyn_into::<Function>().ok()?;
        let still = window()?.match_media("(prefers-reduced-motion: reduce)").ok()??.matches();
        (!still).then_some((document, start))
    });
    let Some((document, start)) = start else { return change() };
    let update = Closure::once_into_js(move || -> Promise {
        change();
        // Whatever the change sets off is done when its turn is over.
        later(0)
    });
    // Nothing that it refuses can come from here.
    let _ = start.call1(&document, &update);
}

/// Whether the visitor has asked for fewer data (Save-Data).
#[must_use]
pub fn saves_data() -> bool {
    let saves = || {
        let connection = Reflect::get(&window()?.navigator(), &"connection".into()).ok()?;
        // There is none in Firefox and WebKit.
        Reflect::get(&connection, &"saveData".into()).ok()?.as_bool()
    };
    saves().unwrap_or(false)
}

/// Moves the focus to the first element below `root` that a selector finds, without scrolling. Says whether there was one.
pub fn focus(root: &Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).is_ok()
}

/// Brings the beginning of an element in sight, if it is above what is.
pub fn show_top(element: &Element) {
    if element.get_bounding_client_rect().top() < 0.0 {
        element.scroll_into_view();
    }
}

/// The `href`, as it is written, of the link that has the focus.
#[must_use]
pub fn focused_href() -> Option<String> {
    document()?.active_element()?.get_attribute("href")
}

/// How the page was come to.
#[must_use]
pub fn arrival() -> Arrival {
    let origin = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let referrer = document().map(|document| document.referrer()).unwrap_or_default();
    Arrival { way: way_here().unwrap_or_default(), referrer, origin, alone: is_to_be_left_alone() }
}

fn way_here() -> Option<String> {
    let entry = window()?.performance()?.get_entries_by_type("navigation").get(0);
    // There is none in a browser that does not keep them.
    Reflect::get(&entry, &"type".into()).ok()?.as_string()
}

fn is_to_be_left_alone() -> bool {
    let Some(navigator) = window().map(|window| window.navigator()) else { return false };
    let said = |name: &str| Reflect::get(&navigator, &name.into()).unwrap_or_default();
    said("globalPrivacyControl") == JsValue::TRUE || said("doNotTrack") == "1"
}

/// The absolute address of a reference, seen from the page.
#[must_use]
pub fn absolute(reference: &str) -> Option<String> {
    let base = document()?.base_uri().ok().flatten()?;
    Some(web_sys::Url::new_with_base(reference, &base).ok()?.href())
}
