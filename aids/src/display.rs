//! The dialogue in which a visitor chooses how pages are shown.

use crate::chosen::{Chosen, LARGEST, NAMES, SMALLEST, Theme};
use crate::dialogue::{self, language, root};
use bantin::markup::{Element, Markup, el};
use bantin::text::{AidsText, aids_text};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// Under which name it is kept; the script that starts the page reads it.
const KEPT: &str = "bantin-display";

/// Opens it.
pub(crate) fn open() {
    let text = aids_text(language());
    dialogue::open(&inside(text, &chosen()), move |dialogue, pressed| {
        let now = match pressed.get_attribute("value").as_deref() {
            Some("smaller") => chosen().resized(-1),
            Some("larger") => chosen().resized(1),
            Some("usual") => Chosen { size: 0, ..chosen() },
            Some("reset") => Chosen::default(),
            _ => picked(dialogue),
        };
        show(&now);
        keep(&now);
        fill(dialogue, &now);
    });
}

fn chosen() -> Chosen {
    let root = root();
    Chosen::read(|name| root.as_ref()?.get_attribute(&format!("data-{name}")))
}

fn show(chosen: &Chosen) {
    let Some(root) = root() else { return };
    for (name, value) in NAMES.iter().zip(chosen.attributes()) {
        let name = format!("data-{name}");
        // Only a name that is none can fail.
        let _ = match value {
            Some(value) => root.set_attribute(&name, &value),
            None => root.remove_attribute(&name),
        };
    }
}

/// Where nothing may be kept it holds for this page.
fn keep(chosen: &Chosen) {
    let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) else { return };
    let _ = match chosen.json() {
        Some(json) => storage.set_item(KEPT, &json),
        None => storage.remove_item(KEPT),
    };
}

fn field(dialogue: &HtmlDialogElement, selector: &str) -> Option<HtmlInputElement> {
    dialogue.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// What the boxes of the dialogue say.
fn picked(dialogue: &HtmlDialogElement) -> Chosen {
    let checked = |name: &str| field(dialogue, &format!("[name={name}]")).is_some_and(|field| field.checked());
    let is_picked = |theme: &Theme| field(dialogue, &theme_selector(*theme)).is_some_and(|field| field.checked());
    Chosen {
        spacing: checked("spacing"),
        contrast: checked("contrast"),
        keys: checked("keys"),
        theme: Theme::ALL.into_iter().find(is_picked).unwrap_or_default(),
        ..chosen()
    }
}

fn theme_selector(theme: Theme) -> String {
    format!("[name=theme][value=\"{}\"]", theme.name())
}

/// Makes the dialogue say what is chosen.
fn fill(dialogue: &HtmlDialogElement, chosen: &Chosen) {
    let check = |selector: &str, checked: bool| {
        if let Some(field) = field(dialogue, selector) {
            field.set_checked(checked);
        }
    };
    check("[name=spacing]", chosen.spacing);
    check("[name=contrast]", chosen.contrast);
    check("[name=keys]", chosen.keys);
    for theme in Theme::ALL {
        check(&theme_selector(theme), chosen.theme == theme);
    }
    // Not `disabled`: that would take the focus away from whoever has just pressed it.
    for (value, is_last) in [("smaller", chosen.size == SMALLEST), ("larger", chosen.size == LARGEST)] {
        if let Ok(Some(button)) = dialogue.query_selector(&format!("button[value={value}]")) {
            let _ = button.set_attribute("aria-disabled", if is_last { "true" } else { "false" });
        }
    }
}

fn inside(text: &'static AidsText, chosen: &Chosen) -> Markup {
    let sized = |value: &'static str, shown: &'static str, name: &'static str, is_last: bool| {
        el("button.plain type=button")
            .attr("value", value)
            .attr("aria-disabled", is_last.then_some("true"))
            .with(shown)
            .with(el("span.visually-hidden").with(format!(" {name}")))
    };
    let sizes = el("div.abreast")
        .with(sized("smaller", "A−", text.smaller, chosen.size == SMALLEST))
        .with(sized("usual", "A", text.usual, false))
        .with(sized("larger", "A+", text.larger, chosen.size == LARGEST));
    let group = |legend: &'static str, inside: Element| el("fieldset").with(el("legend").with(legend)).with(inside);
    let tick = |name: &'static str, label: &'static str, checked: bool| {
        let input = el("input type=checkbox").attr("name", name).attr("checked", checked.then_some(""));
        el("label").with(input).with(el("span").with(label))
    };
    let theme = |(theme, label): (Theme, &'static str)| {
        let input = el("input type=radio name=theme").attr("value", theme.name());
        el("label").with(input.attr("checked", (chosen.theme == theme).then_some(""))).with(el("span").with(label))
    };
    let labels = [text.theme_of_device, text.light, text.dark];
    let themes: Markup = Theme::ALL.into_iter().zip(labels).map(theme).collect();
    [
        el("h2 id=aid-title").with(text.display).into(),
        group(text.size, sizes).into(),
        group(text.theme, el("div.abreast").with(themes)).into(),
        tick("contrast", text.contrast, chosen.contrast).into(),
        tick("spacing", text.spacing, chosen.spacing).into(),
        tick("keys", text.keys, chosen.keys).into(),
        el("p.note").with(text.kept_here).into(),
        el("div.foot")
            .with(el("button.plain type=button value=reset").with(text.reset))
            .with(el("button type=button value=close").with(text.close))
            .into(),
    ]
    .into()
}
