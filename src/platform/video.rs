//! Videos of others, of which a body holds only links: a click puts the player in the link's place, and nothing is asked
//! of its host before.

use super::document::document;
use super::listening::Listening;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, HtmlElement};

/// The attribute of such a link that holds its player's address: no source can write it.
const PLAYER: &str = "data-player";

/// Puts a player in the place of a link that has one, and moves the focus there. `None` where it has none. What is given back
/// hears that the page's policy refuses the player, and follows the link then.
pub(super) fn play(link: HtmlAnchorElement) -> Option<Listening> {
    let address = link.get_attribute(PLAYER)?;
    let title = link.text_content()?;
    let document = document()?;
    let frame: HtmlElement = document.create_element("iframe").ok()?.unchecked_into();
    for (name, value) in [
        ("title", title.as_str()),
        ("allow", "fullscreen; encrypted-media; picture-in-picture"),
        ("referrerpolicy", "strict-origin-when-cross-origin"),
        ("src", &address),
    ] {
        frame.set_attribute(name, value).ok()?;
    }
    let (place, refused) = (link.clone(), frame.clone());
    let follow = move |event: Event| {
        let directive = Reflect::get(&event, &"effectiveDirective".into());
        if directive.is_ok_and(|directive| directive == "frame-src") && refused.is_connected() {
            // Here it is a link like others.
            let _ = link.remove_attribute(PLAYER);
            let _ = refused.replace_with_with_node_1(&link);
            link.click();
        }
    };
    let listening = Listening::to(document.into(), &["securitypolicyviolation"], Box::new(follow));
    place.replace_with_with_node_1(&frame).ok()?;
    frame.focus().ok()?;
    Some(listening)
}
