//! Markup as HTML text, as the server sends it and tests read it.

use super::{Element, Markup, Parts};
use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState, RenderHtml};

/// Elements without an end tag (HTML standard, section 13.1.2).
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

impl Markup {
    /// Prints it as HTML.
    pub fn print(&self, out: &mut String) {
        match self {
            Self::Element(element) => element.print(out),
            Self::Text(text) => escape(text, out),
            Self::Many(children) => children.iter().for_each(|child| child.print(out)),
            Self::Live(make) => make().print(out),
        }
    }
}

impl Element {
    fn print(&self, out: &mut String) {
        let Parts { tag, attributes, children, html, .. } = &*self.0;
        out.push('<');
        out.push_str(tag);
        for (name, value) in attributes {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() {
                out.push_str("=\"");
                escape(value, out);
                out.push('"');
            }
        }
        out.push('>');
        if VOID.contains(tag) {
            return;
        }
        match html {
            Some(html) => out.push_str(html.as_str()),
            None => children.iter().for_each(|child| child.print(out)),
        }
        out.push_str("</");
        out.push_str(tag);
        out.push('>');
    }
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

impl AddAnyAttr for Markup {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr> {
        // Markup is made whole; nothing spreads attributes over it.
        self
    }
}

impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        self.print(buf);
        *position = Position::NextChild;
    }

    /// Takes over nothing: the page that the server made is replaced, not hydrated.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::{el, live, nothing};
    use super::*;
    use crate::clean_html::CleanHtml;

    fn printed(markup: impl Into<Markup>) -> String {
        let mut out = String::new();
        markup.into().print(&mut out);
        out
    }

    #[test]
    fn an_element_is_made_of_a_few_words() {
        let element = el("a.picture.large tabindex=-1 hidden").with("x");
        assert_eq!(printed(element), r#"<a class="picture large" tabindex="-1" hidden>x</a>"#);
        assert_eq!(printed(el("main")), "<main></main>");
    }

    #[test]
    fn texts_and_attributes_are_escaped() {
        let link = el("a").attr("href", "/?a=1&b=\"2\"".to_owned()).with("<b> & \"c\"");
        assert_eq!(printed(link), r#"<a href="/?a=1&amp;b=&quot;2&quot;">&lt;b&gt; &amp; &quot;c&quot;</a>"#);
    }

    #[test]
    fn what_is_none_leaves_no_trace() {
        let element = el("p").attr("lang", None::<String>).attr("hidden", "").with(nothing()).with(None::<Element>);
        assert_eq!(printed(element), "<p hidden></p>");
    }

    #[test]
    fn bodies_are_printed_as_they_are() {
        let body = el("div").html(CleanHtml::from_cleaner("<p>a</p>".into()));
        assert_eq!(printed(body), "<div><p>a</p></div>");
    }

    #[test]
    fn void_elements_have_no_end() {
        assert_eq!(printed([Markup::from(el("br")), el("img alt").into()]), "<br><img alt>");
    }

    #[test]
    fn what_changes_is_printed_as_it_is_now() {
        assert_eq!(printed(live(|| el("b").with("1").into())), "<b>1</b>");
    }
}
