//! Markup as nodes of the document, built once and then kept in step.

use super::part_names::set;
use super::{Element, Markup, Parts, Str};
use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::tachys::renderer::{CastFrom, types};
use leptos::tachys::view::{Mountable, Render};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;

/// The nodes that stand for a [`Markup`], and what they were made of.
pub enum State {
    /// An element.
    Element(Box<ElementState>),
    /// A text.
    Text(types::Text, Str),
    /// Several, and a comment behind them that keeps their place.
    Many(Vec<State>, types::Placeholder),
    /// What an effect keeps in step.
    Live(RenderEffect<State>),
}

/// An element in the document.
pub struct ElementState {
    node: types::Element,
    tag: &'static str,
    attributes: Vec<(&'static str, Str)>,
    children: Vec<State>,
    has_html: bool,
    click: Option<Click>,
}

impl Render for Markup {
    type State = State;

    fn build(self) -> State {
        match self {
            Self::Element(element) => State::Element(Box::new(element.build())),
            Self::Text(text) => State::Text(Dom::create_text_node(&text), text),
            Self::Many(children) => State::Many(build_all(children), Dom::create_placeholder()),
            Self::Live(make) => State::Live(RenderEffect::new(move |former| keep_up(make(), former))),
        }
    }

    fn rebuild(self, state: &mut State) {
        match (self, &mut *state) {
            (Self::Element(new), State::Element(old)) if new.fits(old) => new.update(old),
            (Self::Text(new), State::Text(node, old)) => {
                if new != *old {
                    Dom::set_text(node, &new);
                    *old = new;
                }
            }
            (Self::Many(new), State::Many(old, _)) if new.len() == old.len() => update_all(new, old),
            (new, _) => {
                let mut new = new.build();
                state.insert_before_this(&mut new);
                state.unmount();
                *state = new;
            }
        }
    }
}

fn keep_up(markup: Markup, former: Option<State>) -> State {
    match former {
        Some(mut state) => {
            markup.rebuild(&mut state);
            state
        }
        None => markup.build(),
    }
}

fn build_all(children: Vec<Markup>) -> Vec<State> {
    children.into_iter().map(Render::build).collect()
}

fn update_all(new: Vec<Markup>, old: &mut [State]) {
    for (new, old) in new.into_iter().zip(old) {
        new.rebuild(old);
    }
}

impl Element {
    fn build(self) -> ElementState {
        let Parts { tag, attributes, children, html, click } = *self.0;
        let node = Dom::create_element(tag, None);
        for (name, value) in &attributes {
            set(&node, name, value);
        }
        if let Some(html) = &html {
            Dom::set_inner_html(&node, html.as_str());
        }
        let mut children = build_all(children);
        for child in &mut children {
            child.mount(&node, None);
        }
        let click = click.map(|click| Click::listen(&node, click));
        ElementState { node, tag, attributes, children, has_html: html.is_some(), click }
    }

    /// Whether an element of the document can become this one without being replaced.
    fn fits(&self, old: &ElementState) -> bool {
        let new = &self.0;
        new.tag == old.tag && new.children.len() == old.children.len() && new.html.is_none() && !old.has_html
    }

    fn update(self, old: &mut ElementState) {
        let Parts { attributes, children, click, .. } = *self.0;
        for (name, value) in &attributes {
            if !old.attributes.iter().any(|(old, was)| old == name && was == value) {
                set(&old.node, name, value);
            }
        }
        for (name, _) in &old.attributes {
            if !attributes.iter().any(|(new, _)| new == name) {
                Dom::remove_attribute(&old.node, name);
            }
        }
        old.attributes = attributes;
        old.click = click.map(|click| Click::listen(&old.node, click));
        update_all(children, &mut old.children);
    }
}

/// What listens for clicks; dropping it removes it.
///
/// Tachys' own listener asks for the thread's handle, which is 2 KB of the wasm: see `state::kept`.
struct Click {
    node: types::Element,
    listener: Closure<dyn FnMut()>,
}

impl Click {
    fn listen(node: &types::Element, click: Box<dyn Fn() + Send>) -> Self {
        let listener = Closure::<dyn FnMut()>::new(click);
        // Fails for a listener that is no function only.
        let _ = node.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
        Self { node: node.clone(), listener }
    }
}

impl Drop for Click {
    fn drop(&mut self) {
        let _ = self.node.remove_event_listener_with_callback("click", self.listener.as_ref().unchecked_ref());
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        match self {
            Self::Element(element) => Dom::remove(&element.node),
            Self::Text(node, _) => Dom::remove(node),
            Self::Many(children, place) => {
                children.iter_mut().for_each(Mountable::unmount);
                Dom::remove(place);
            }
            Self::Live(effect) => effect.unmount(),
        }
    }

    fn mount(&mut self, parent: &types::Element, before: Option<&types::Node>) {
        match self {
            Self::Element(element) => Dom::insert_node(parent, &element.node, before),
            Self::Text(node, _) => Dom::insert_node(parent, node, before),
            Self::Many(children, place) => {
                for child in children {
                    child.mount(parent, before);
                }
                Dom::insert_node(parent, place, before);
            }
            Self::Live(effect) => effect.mount(parent, before),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Element(element) => before(&element.node, child),
            Self::Text(node, _) => before(node, child),
            Self::Many(children, place) => match children.first() {
                Some(first) => first.insert_before_this(child),
                None => before(place, child),
            },
            Self::Live(effect) => effect.insert_before_this(child),
        }
    }

    /// Only the markers of parts that a server rendered are found by it, and there are none.
    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}

/// A node outside of the document has no place at which another could be put.
fn before(node: &types::Node, child: &mut dyn Mountable) -> bool {
    let parent = Dom::get_parent(node).and_then(types::Element::cast_from);
    if let Some(parent) = &parent {
        child.mount(parent, Some(node));
    }
    parent.is_some()
}
