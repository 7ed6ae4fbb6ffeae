//! A dialogue over the page: the browser's own, which keeps the focus in it, closes by Escape and gives the focus back.

use bantin::markup::Markup;
use bantin_api::Language;
use js_sys::{Array, Reflect};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CssStyleSheet, Document, Element, Event, HtmlDialogElement, HtmlElement, MouseEvent};

thread_local! {
    /// Whether the page has the style of dialogues.
    static STYLED: Cell<bool> = const { Cell::new(false) };
}

/// What is seen of a dialogue.
const STYLE: &str = include_str!("style.css");

/// The page.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element that holds all of it, whose attributes say how it is shown.
pub(crate) fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// The language that the page speaks now.
pub(crate) fn language() -> Language {
    let tag = root().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}

/// Opens a dialogue that holds `inside` under a heading. `on` is called with each button that is pressed in it and each choice that is
/// made; a button whose value is `close` closes it.
pub(crate) fn open(inside: &Markup, on: impl Fn(&HtmlDialogElement, &Element) + 'static) -> Option<HtmlDialogElement> {
    let dialogue = made(inside, "aid", on, |_| {})?;
    dialogue.show_modal().ok()?;
    Some(dialogue)
}

/// The same beside the page, which can be used meanwhile; `ended` is called when it is closed.
pub(crate) fn stay(
    inside: &Markup,
    on: impl Fn(&HtmlDialogElement, &Element) + 'static,
    ended: impl Fn(&HtmlDialogElement) + 'static,
) -> Option<HtmlDialogElement> {
    let dialogue = made(inside, "aid beside", on, ended)?;
    dialogue.show();
    Some(dialogue)
}

fn made(
    inside: &Markup,
    class: &str,
    on: impl Fn(&HtmlDialogElement, &Element) + 'static,
    ended: impl Fn(&HtmlDialogElement) + 'static,
) -> Option<HtmlDialogElement> {
    style();
    let document = document()?;
    // Whoever presses twice gets one.
    if let Ok(Some(open)) = document.query_selector("dialog.aid:not(.beside)") {
        open.remove();
    }
    let dialogue: HtmlDialogElement = document.create_element("dialog").ok()?.dyn_into().ok()?;
    let mut html = String::new();
    inside.print(&mut html);
    dialogue.set_inner_html(&html);
    dialogue.set_class_name(class);
    // Only a name that is none can fail.
    let _ = dialogue.set_attribute("aria-labelledby", "aid-title");
    let of = dialogue.clone();
    let then = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        match event.type_().as_str() {
            // It is gone when it is closed, however that was.
            "close" => {
                of.remove();
                ended(&of);
            }
            "click" if target == *of.unchecked_ref::<Element>() => {
                // Between two buttons is inside.
                if is_outside(&of, &event) {
                    of.close();
                }
            }
            "click" => {
                let Ok(Some(button)) = target.closest("button") else { return };
                if button.get_attribute("value").as_deref() == Some("close") {
                    of.close();
                } else {
                    on(&of, &button);
                }
            }
            _ => on(&of, &target),
        }
    });
    for name in ["close", "click", "change"] {
        // As above.
        let _ = dialogue.add_event_listener_with_callback(name, then.as_ref().unchecked_ref());
    }
    // It lives as long as the dialogue, which the browser keeps while it is open.
    then.forget();
    document.body()?.append_child(&dialogue).ok()?;
    Some(dialogue)
}

/// Whether a click on a dialogue hit what lies behind it.
fn is_outside(dialogue: &HtmlDialogElement, event: &Event) -> bool {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return false };
    let (x, y) = (f64::from(click.client_x()), f64::from(click.client_y()));
    let rect = dialogue.get_bounding_client_rect();
    x < rect.left() || x > rect.right() || y < rect.top() || y > rect.bottom()
}

fn style() {
    if STYLED.replace(true) {
        return;
    }
    // A browser without such sheets shows the dialogue as it shows any.
    let add = || {
        let document = document()?;
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(STYLE).ok()?;
        let sheets: Array = Reflect::get(&document, &"adoptedStyleSheets".into()).ok()?.dyn_into().ok()?;
        let sheets = sheets.concat(&Array::of1(&sheet));
        Reflect::set(&document, &"adoptedStyleSheets".into(), &sheets).ok()
    };
    let _ = add();
}
