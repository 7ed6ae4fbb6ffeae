//! Classes as parts, by which a host's style sheet reaches into a shadow root (CSS Shadow Parts).

use leptos::tachys::renderer::dom::Dom;
use leptos::tachys::renderer::types;
use std::cell::Cell;

thread_local! {
    static NAMED: Cell<bool> = const { Cell::new(false) };
}

/// From now on each element with classes has parts of the same names.
pub fn name_parts() {
    NAMED.set(true);
}

/// Gives a node an attribute, and its part where it is the class.
pub(super) fn set(node: &types::Element, name: &str, value: &str) {
    Dom::set_attribute(node, name, value);
    if name == "class" && NAMED.get() {
        Dom::set_attribute(node, "part", value);
    }
}
