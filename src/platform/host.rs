//! What an embed says to the page that it is a guest of, by the element that holds it.

use crate::error::LoadError;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// The element that we show something in, and the function that takes what we say.
#[derive(Clone, Debug)]
pub struct Host {
    root: HtmlElement,
    say: Function,
}

impl Host {
    /// `say` is called with the name of what happened and an object of what belongs to it; `false` forbids it.
    #[must_use]
    pub fn new(root: HtmlElement, say: JsValue) -> Self {
        Self { root, say: say.unchecked_into() }
    }

    /// The element.
    #[must_use]
    pub fn root(&self) -> Element {
        self.root.clone().into()
    }

    /// There is something to see.
    pub fn ready(&self) {
        self.say("ready", []);
    }

    /// Something could not be loaded.
    pub fn failed(&self, error: LoadError) {
        self.say("error", [("reason", error.name())]);
    }

    /// A link is about to be followed: whether it may.
    #[must_use]
    pub fn may_follow(&self, href: &str, article: Option<&str>) -> bool {
        self.say("navigate", [("href", href), ("article", article.unwrap_or_default())])
    }

    fn say<const COUNT: usize>(&self, what: &str, detail: [(&str, &str); COUNT]) -> bool {
        let object = Object::new();
        for (key, value) in detail {
            // Only a sealed object refuses it.
            let _ = Reflect::set(&object, &key.into(), &value.into());
        }
        let answer = self.say.call2(&JsValue::UNDEFINED, &what.into(), &object);
        // The loader's own function throws nothing.
        answer.is_ok_and(|answer| answer != JsValue::FALSE)
    }
}
