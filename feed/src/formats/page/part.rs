//! What a recipe asks of a page. A browser answers it with its own DOM: the five questions are `querySelectorAll`, `getAttribute`,
//! `innerHTML`, `outerHTML` and `contains` there.

/// A page or an element of it. Its text is not asked for: it is [`plain_text`](crate::plain_text) of what is in it, wherever it came
/// from.
pub trait Part: Sized {
    /// A selector that has been understood.
    type Selector;

    /// Understands a CSS selector.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    fn selector(css: &str) -> Result<Self::Selector, String>;

    /// The elements in it that a selector matches, in the order of the page. What stands around it counts for the selector, as it
    /// does for `querySelectorAll`; `:scope` is itself.
    fn select(&self, selector: &Self::Selector) -> Vec<Self>;

    /// The value of an attribute.
    fn attribute(&self, name: &str) -> Option<String>;

    /// What is in it, as HTML.
    fn inner_html(&self) -> String;

    /// Itself, as HTML.
    fn outer_html(&self) -> String;

    /// Whether another stands in it.
    fn contains(&self, other: &Self) -> bool;
}
