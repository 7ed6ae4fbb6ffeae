//! The address bar and the way back, with what each entry remembers.

use super::document::window;
use super::listening::Listening;
use super::timer::{LEFT, Timer};
use super::video;
use crate::route::Location;
use js_sys::{Array, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent, ScrollRestoration};

/// How long a pointer must stay on a link to be taken for a look at it, in milliseconds.
const RESTING: i32 = 60;
const CLICK: &str = "click";

/// What an entry of the history remembers of how its page was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// How far it was scrolled, in CSS pixels.
    pub scroll: f64,
    /// The `href` of the link that had the focus.
    pub focus: Option<String>,
}

/// Where the page is.
#[must_use]
pub fn location() -> Location {
    window().map(|window| window.location()).map_or_else(Location::default, |location| Location {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        hash: location.hash().unwrap_or_default(),
    })
}

/// Where the page is, whole but for query and hash.
#[must_use]
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let whole = location.and_then(|location| Some(location.origin().ok()? + &location.pathname().ok()?));
    whole.unwrap_or_default()
}

/// Goes to an address, as a new entry. Whoever comes back to the present one finds it scrolled by [`left`], not by the browser,
/// which would scroll before the content is there.
pub fn push(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
    scroll_by_browser();
}

/// Goes to an address of a page that is not ours, as a new entry with what its page keeps in the present one.
pub fn push_beside(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Refused where the page has a base elsewhere; then the address stays as it is.
        let _ = history.push_state_with_url(&state, "", Some(href));
    }
}

/// Lets the browser restore how far the present entry was scrolled, when its page is loaded again.
pub fn scroll_by_browser() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
    }
}

/// Corrects the address of the present entry and keeps what it remembers.
pub fn replace(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(href));
    }
}

/// Lets the present entry remember how its page is being left.
pub fn remember(left: &Left) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let focus = left.focus.as_deref().map_or(JsValue::NULL, JsValue::from_str);
        let state = Array::of2(&JsValue::from_f64(left.scroll), &focus);
        // Browsers refuse it when it is called too often; then an older position is remembered.
        let _ = history.replace_state(&state, "");
    }
}

/// What the present entry remembers.
#[must_use]
pub fn left() -> Option<Left> {
    let state = window()?.history().ok()?.state().ok()?;
    let scroll = Reflect::get_u32(&state, 0).ok()?.as_f64()?;
    let focus = Reflect::get_u32(&state, 1).ok()?.as_string();
    Some(Left { scroll, focus })
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Only a page that may not navigate refuses it.
        let _ = window.location().reload();
    }
}

/// Calls `then` whenever the visitor goes back, forward or to another hash, until what is given back is dropped.
#[must_use]
pub fn on_move(then: impl FnMut() + 'static) -> Option<Listening> {
    Listening::to_window(&["popstate"], then)
}

/// Calls `then` when the page has been scrolled, or is about to be left, until what is given back is dropped.
#[must_use]
pub fn on_scroll_or_leave(then: impl FnMut() + 'static) -> Option<Listening> {
    Listening::to_window(&["scrollend", LEFT, "focusout"], then)
}

/// A link that a click would follow in this very page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The address as it is written.
    pub href: String,
    /// Where it leads, whole but for query and hash.
    pub address: String,
    /// Whether that is the page's own origin.
    pub inside: bool,
    /// Where it leads within its origin.
    pub location: Location,
}

/// Asks `follow` at each click inside an element that follows a link; what it takes over, the browser leaves alone. Calls
/// `point` when a pointer rests on a link there, or a finger touches it, unless it is clicked first. Until what is given back
/// is dropped. A link to a video is neither: its player takes its place.
#[must_use]
pub fn on_links(root: &HtmlElement, follow: Box<dyn Fn(&Followed) -> bool>, point: Rc<dyn Fn(&Followed)>) -> Listening {
    let resting = RefCell::new(None);
    let playing = RefCell::new(None);
    let then = move |event: Event| {
        let event: MouseEvent = event.unchecked_into();
        // Wherever the pointer goes next, it rests no longer; and what is clicked is asked for by who follows it.
        resting.take();
        if event.type_() == CLICK {
            let Some(link) = clicked(&event) else { return };
            let player = video::play(link.clone());
            let plays = player.is_some();
            if plays {
                playing.replace(player);
            }
            if plays || led_to(&link).is_some_and(|link| follow(&link)) {
                event.prevent_default();
            }
        } else if let Some(link) = link_of(&event).and_then(|link| led_to(&link)) {
            let point = point.clone();
            resting.replace(Timer::after(RESTING, move || point(&link)));
        }
    };
    Listening::to(root.clone().into(), &[CLICK, "pointerover"], Box::new(then))
}

/// The link that a click follows: a plain click of the main button. A click with Ctrl, Shift, Alt or the middle button is
/// the browser's own.
fn clicked(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || with_key {
        return None;
    }
    link_of(event)
}

fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??.dyn_into().ok()
}

/// Where a link leads, without `target` or `download`.
fn led_to(link: &HtmlAnchorElement) -> Option<Followed> {
    let target = link.target();
    if link.has_attribute("download") || !(target.is_empty() || target == "_self") {
        return None;
    }
    let inside = link.origin() == window()?.location().origin().ok()?;
    let location = Location { path: link.pathname(), query: link.search(), hash: link.hash() };
    let address = format!("{}{}", link.origin(), location.path);
    Some(Followed { href: link.get_attribute("href")?, address, inside, location })
}
