//! The view that components are made of: elements, texts, and parts that change.
//!
//! This room exists for the wasm's size. Leptos' `view!` makes a type of each piece of a page and compiles, for each,
//! code that builds it and code that updates it; fifteen components of ours came to 136 KB after brotli. [`Markup`] is
//! one type, built and updated by one function each, inside the same reactive system: what depends on signals is a
//! [`Markup::Live`], which is an effect of Leptos. It makes its elements one by one, so static parts need no
//! `innerHTML`, which hosts with Trusted Types forbid. And it prints as plain HTML, without markers, for the server.
//!
//! It may import `leptos` and `clean_html`.

mod build;
mod html;

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

/// An element with nothing in it yet.
#[must_use]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new(), html: None, click: None }))
}

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
    /// Gives it a class, or several with spaces between.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Gives it an attribute; `None` leaves it out.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.set(name, value.into())
    }

    /// Puts something at its end.
    #[must_use]
    pub fn with(self, child: impl Into<Markup>) -> Self {
        self.push(child.into())
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

    // The two below are the bodies of generic functions: once in the wasm, not once for each type.

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Value) -> Self {
        if let Some(value) = value.0 {
            self.0.attributes.push((name, value));
        }
        self
    }

    #[inline(never)]
    fn push(mut self, child: Markup) -> Self {
        match child {
            // What is nothing leaves no trace in an element.
            Markup::Many(children) => self.0.children.extend(children),
            child => self.0.children.push(child),
        }
        self
    }
}

/// The value of an attribute, or none.
pub struct Value(Option<Str>);

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Self {
        Self(Some(Cow::Borrowed(value)))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self(Some(Cow::Owned(value)))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self(value.map(Cow::Owned))
    }
}

impl From<Option<&'static str>> for Value {
    fn from(value: Option<&'static str>) -> Self {
        Self(value.map(Cow::Borrowed))
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<&'static str> for Markup {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<M: Into<Markup>> From<Option<M>> for Markup {
    fn from(markup: Option<M>) -> Self {
        markup.map_or_else(nothing, Into::into)
    }
}

impl<M: Into<Markup>> From<Vec<M>> for Markup {
    fn from(markup: Vec<M>) -> Self {
        Self::Many(markup.into_iter().map(Into::into).collect())
    }
}

impl<M: Into<Markup>, const N: usize> From<[M; N]> for Markup {
    fn from(markup: [M; N]) -> Self {
        Self::Many(markup.into_iter().map(Into::into).collect())
    }
}

impl<M: Into<Self>> FromIterator<M> for Markup {
    fn from_iter<I: IntoIterator<Item = M>>(iter: I) -> Self {
        Self::Many(iter.into_iter().map(Into::into).collect())
    }
}
