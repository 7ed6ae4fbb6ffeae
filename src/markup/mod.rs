//! The view that components are made of: elements, texts, and parts that change.
//!
//! This room exists for the wasm's size. Leptos' `view!` makes a type of each piece of a page and compiles, for each,
//! code that builds it and code that updates it; fifteen components of ours came to 146 KB after brotli, where 75 is the limit. [`Markup`] is
//! one type, built and updated by one function each, inside the same reactive system: what depends on signals is a
//! [`Markup::Live`], which is an effect of Leptos. It makes its elements one by one, so static parts need no
//! `innerHTML`, which hosts with Trusted Types forbid. And it prints as plain HTML, without markers, for the server.
//!
//! It may import `leptos` and `clean_html`.

mod build;
mod html;
mod part_names;
#[cfg(test)]
pub mod tree;

use crate::clean_html::CleanHtml;
use std::borrow::Cow;

/// Text that is mostly known when the program is compiled.
type Str = Cow<'static, str>;

/// What is shown: an element, a text, several of these, or something that changes.
pub enum Markup {
    /// An element with all that is in it.
    Element(Element),
    /// Text, escaped where it is printed.
    Text(Str),
    /// Several, in order; or nothing.
    Many(Vec<Markup>),
    /// Made again whenever a signal changes that it reads.
    Live(Box<dyn Fn() -> Markup + Send>),
}

/// An element: its name, its attributes, what is in it. Boxed, because it is handed on at each step of its making.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Str)>,
    children: Vec<Markup>,
    html: Option<CleanHtml>,
    click: Option<Box<dyn Fn() + Send>>,
}

/// An element with nothing in it yet, in a few words: its name, classes after dots, then attributes that never change, as
/// in `el("a.picture tabindex=-1 aria-hidden=true")`. Words take fewer bytes than calls do.
#[must_use]
#[inline(never)]
pub fn el(words: &'static str) -> Element {
    let mut words = words.split(' ');
    let (tag, classes) = halves(words.next().unwrap_or_default(), '.');
    let mut attributes = Vec::new();
    if !classes.is_empty() {
        attributes.push(("class", classes.replace('.', " ").into()));
    }
    attributes.extend(words.map(|word| {
        let (name, value) = halves(word, '=');
        (name, Cow::Borrowed(value))
    }));
    Element(Box::new(Parts { tag, attributes, children: Vec::new(), html: None, click: None }))
}

fn halves(word: &'static str, separator: char) -> (&'static str, &'static str) {
    word.split_once(separator).unwrap_or((word, ""))
}

pub use part_names::name_parts;

/// Something that is made again whenever a signal changes that it reads.
#[must_use]
pub fn live(make: impl Fn() -> Markup + Send + 'static) -> Markup {
    Markup::Live(Box::new(make))
}

/// Nothing.
#[must_use]
pub fn nothing() -> Markup {
    Markup::Many(Vec::new())
}

impl Element {
    /// Gives it an attribute that depends on something; `None` leaves it out.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        value.set(self, name)
    }

    /// Puts something at its end.
    #[must_use]
    pub fn with(self, child: impl Child) -> Self {
        child.put(self)
    }

    /// Makes a body of an article its content.
    #[must_use]
    pub fn html(mut self, html: CleanHtml) -> Self {
        self.0.html = Some(html);
        self
    }

    /// Does something when it is clicked.
    #[must_use]
    pub fn on_click(mut self, click: impl Fn() + Send + 'static) -> Self {
        self.0.click = Some(Box::new(click));
        self
    }

    // What follows is called by all the small implementations below: it is in the wasm once, and a call of it is short.

    #[inline(never)]
    fn set_fixed(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.attributes.push((name, Cow::Borrowed(value)));
        self
    }

    #[inline(never)]
    fn set_text(mut self, name: &'static str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.0.attributes.push((name, Cow::Owned(value)));
        }
        self
    }

    #[inline(never)]
    fn put_fixed(mut self, text: &'static str) -> Self {
        self.0.children.push(Markup::Text(Cow::Borrowed(text)));
        self
    }

    #[inline(never)]
    fn put_text(mut self, text: String) -> Self {
        self.0.children.push(Markup::Text(Cow::Owned(text)));
        self
    }

    #[inline(never)]
    fn put_element(mut self, element: Option<Element>) -> Self {
        self.0.children.extend(element.map(Markup::Element));
        self
    }

    #[inline(never)]
    fn put_markup(mut self, markup: Markup) -> Self {
        match markup {
            // What is nothing leaves no trace in an element.
            Markup::Many(children) => self.0.children.extend(children),
            child => self.0.children.push(child),
        }
        self
    }
}

/// The value of an attribute.
pub trait Value {
    /// Gives it to an element.
    fn set(self, element: Element, name: &'static str) -> Element;
}

impl Value for &'static str {
    fn set(self, element: Element, name: &'static str) -> Element {
        element.set_fixed(name, self)
    }
}

impl Value for Option<&'static str> {
    fn set(self, element: Element, name: &'static str) -> Element {
        match self {
            Some(value) => element.set_fixed(name, value),
            None => element,
        }
    }
}

impl Value for String {
    fn set(self, element: Element, name: &'static str) -> Element {
        element.set_text(name, Some(self))
    }
}

impl Value for Option<String> {
    fn set(self, element: Element, name: &'static str) -> Element {
        element.set_text(name, self)
    }
}

/// What can be put into an element.
pub trait Child {
    /// Puts it at the element's end.
    fn put(self, element: Element) -> Element;
}

impl Child for &'static str {
    fn put(self, element: Element) -> Element {
        element.put_fixed(self)
    }
}

impl Child for String {
    fn put(self, element: Element) -> Element {
        element.put_text(self)
    }
}

impl Child for Element {
    fn put(self, element: Element) -> Element {
        element.put_element(Some(self))
    }
}

impl Child for Option<Element> {
    fn put(self, element: Element) -> Element {
        element.put_element(self)
    }
}

impl Child for Markup {
    fn put(self, element: Element) -> Element {
        element.put_markup(self)
    }
}

impl Child for Vec<Element> {
    fn put(self, element: Element) -> Element {
        element.put_markup(self.into())
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<Option<Element>> for Markup {
    fn from(element: Option<Element>) -> Self {
        element.map_or_else(nothing, Self::Element)
    }
}

impl From<Vec<Element>> for Markup {
    fn from(elements: Vec<Element>) -> Self {
        Self::Many(elements.into_iter().map(Self::Element).collect())
    }
}

impl<const N: usize> From<[Markup; N]> for Markup {
    fn from(markup: [Markup; N]) -> Self {
        Self::Many(markup.into())
    }
}

impl FromIterator<Element> for Markup {
    fn from_iter<I: IntoIterator<Item = Element>>(elements: I) -> Self {
        Self::Many(elements.into_iter().map(Self::Element).collect())
    }
}
