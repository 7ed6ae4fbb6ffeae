//! Handing an article on: by the device's own sheet where there is one, else by a dialogue of plain links.

use crate::dialogue::{self, document, language};
use crate::ways::Way;
use bantin::markup::{Markup, el};
use bantin::text::aids_text;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

/// Hands on the article that the page shows.
pub(crate) fn share() {
    let Some((window, document)) = web_sys::window().zip(document()) else { return };
    let address = window.location().href().unwrap_or_default();
    let heading = document.query_selector("h1").ok().flatten().and_then(|heading| heading.text_content());
    let title = heading.unwrap_or_else(|| document.title());
    spawn_local(async move {
        match by_device(&address, &title).await {
            Ok(_) => {}
            // Whoever has closed the sheet wants no other.
            Err(reason) if name_of(&reason) == "AbortError" => {}
            Err(_) => by_links(&address, &title),
        }
    });
}

/// The device's own sheet (Web Share API).
async fn by_device(address: &str, title: &str) -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
    let given = Object::new();
    Reflect::set(&given, &"url".into(), &address.into())?;
    Reflect::set(&given, &"title".into(), &title.into())?;
    JsFuture::from(Promise::resolve(&share.call1(&navigator, &given)?)).await
}

fn name_of(reason: &JsValue) -> String {
    Reflect::get(reason, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

fn by_links(address: &str, title: &str) {
    dialogue::open(&inside(address, title), |dialogue, pressed| {
        if pressed.get_attribute("value").as_deref() != Some("copy") {
            return;
        }
        let field = dialogue.query_selector("#aid-address").ok().flatten();
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
        let said = dialogue.query_selector("[role=status]").ok().flatten();
        spawn_local(async move {
            let text = aids_text(language());
            let text = if copy(&field.value()).await.is_ok() {
                text.copied
            } else {
                field.select();
                text.not_copied
            };
            if let Some(said) = said {
                said.set_text_content(Some(text));
            }
        });
    });
}

async fn copy(text: &str) -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    // There is none in a page that came by plain HTTP.
    let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&write.call1(&clipboard, &text.into())?)).await
}

fn inside(address: &str, title: &str) -> Markup {
    let text = aids_text(language());
    let way = |way: Way| {
        let name = match way {
            Way::Zalo => "Zalo",
            Way::Facebook => "Facebook",
            Way::Mail => text.mail,
        };
        let link = el("a target=_blank").attr("rel", "noopener noreferrer").attr("href", way.href(address, title));
        el("li").with(link.with(name))
    };
    let field = el("input id=aid-address type=text readonly").attr("value", address.to_owned());
    [
        el("h2 id=aid-title").with(text.share).into(),
        el("label.visually-hidden for=aid-address").with(text.address).into(),
        field.into(),
        el("p.abreast").with(el("button.plain type=button value=copy").with(text.copy)).into(),
        el("p.note role=status").into(),
        el("ul").with(Way::ALL.into_iter().map(way).collect::<Markup>()).into(),
        el("div.foot").with(el("span")).with(el("button type=button value=close").with(text.close)).into(),
    ]
    .into()
}
