//! A web page as a tree, parsed as browsers do (html5ever).

use super::bounds;
use super::lazy::lazy_address;
use super::part::Part;
use html5ever::{LocalName, QualName, ns};
use scraper::error::SelectorErrorKind;
use scraper::{ElementRef, Html, Node, Selector};

/// A page.
pub(crate) struct Tree {
    html: Html,
    /// Why the rest of it was not read.
    pub(crate) broken: Option<String>,
}

/// Parses a page. What is beyond the bounds is left, and said. Pictures that wait for a script have their address in `src`.
pub(crate) fn parse(text: &str) -> Tree {
    let (mut html, broken) = bounds::parse(text);
    show_lazy_pictures(&mut html);
    Tree { html, broken }
}

fn show_lazy_pictures(html: &mut Html) {
    let src = || QualName::new(None, ns!(), LocalName::from("src"));
    for node in html.tree.values_mut() {
        let Node::Element(element) = node else { continue };
        if element.name() != "img" {
            continue;
        }
        let found = lazy_address(|name| element.attr(name).map(str::to_owned));
        if let Some(address) = found {
            let name = src();
            element.attrs.retain(|(known, _)| *known != name);
            // They are looked up as what is sorted.
            let at = element.attrs.partition_point(|(known, _)| *known < name);
            element.attrs.insert(at, (name, address.into()));
        }
    }
}

impl Tree {
    /// All of it.
    pub(crate) fn whole(&self) -> Branch<'_> {
        Branch::Whole(&self.html)
    }
}

/// A page, or an element of it.
#[derive(Clone, Copy)]
pub(crate) enum Branch<'p> {
    Whole(&'p Html),
    Element(ElementRef<'p>),
}

impl Part for Branch<'_> {
    type Selector = Selector;

    fn selector(css: &str) -> Result<Selector, String> {
        Selector::parse(css).map_err(|error| wrong(&error))
    }

    fn select(&self, selector: &Selector) -> Vec<Self> {
        match self {
            Self::Whole(html) => html.select(selector).map(Self::Element).collect(),
            Self::Element(element) => element.select(selector).map(Self::Element).collect(),
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let Self::Element(element) = self else { return None };
        element.attr(&name.to_ascii_lowercase()).map(str::to_owned)
    }

    fn inner_html(&self) -> String {
        match self {
            Self::Whole(html) => html.html(),
            Self::Element(element) => element.inner_html(),
        }
    }

    fn outer_html(&self) -> String {
        match self {
            Self::Whole(html) => html.html(),
            Self::Element(element) => element.html(),
        }
    }

    fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole(_), Self::Element(_)) => true,
            (Self::Element(element), Self::Element(other)) => {
                other.ancestors().any(|ancestor| ancestor.id() == element.id())
            }
            (_, Self::Whole(_)) => false,
        }
    }
}

/// What is wrong with a selector, for whoever wrote it.
fn wrong(error: &SelectorErrorKind) -> String {
    match error {
        SelectorErrorKind::EndOfLine => "it breaks off".to_owned(),
        SelectorErrorKind::UnexpectedSelectorParseError(kind) => {
            // `DanglingCombinator` is said as words.
            let mut words = String::new();
            for c in format!("{kind:?}").chars() {
                if c.is_uppercase() && !words.is_empty() {
                    words.push(' ');
                }
                words.push(c.to_ascii_lowercase());
            }
            words
        }
        other => other.to_string().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first<'t>(tree: &'t Tree, css: &str) -> Option<Branch<'t>> {
        tree.whole().select(&Branch::selector(css).unwrap()).into_iter().next()
    }

    #[test]
    fn a_lazy_picture_is_at_the_address_that_it_waits_for() {
        for (image, wanted) in [
            ("src='a.jpg'", "a.jpg"),
            ("src='data:image/gif;base64,R0' data-src='b.jpg'", "b.jpg"),
            ("src='cho.gif' data-original=' c.jpg '", "c.jpg"),
            ("srcset='d-300.jpg 300w, d-600.jpg 600w, d-100.jpg'", "d-600.jpg"),
            ("src='e.jpg' srcset='e-600.jpg 600w'", "e.jpg"),
            ("src='' data-srcset='f.jpg 1x, g.jpg 2x'", "g.jpg"),
            ("src='cho.gif' zz='' data-src=''", "cho.gif"),
        ] {
            let tree = parse(&format!("<p><img alt='x' width='1' {image}>"));
            let found = first(&tree, "img").unwrap();
            assert_eq!(found.attribute("SRC").as_deref(), Some(wanted), "{image}");
            assert_eq!(found.attribute("alt").as_deref(), Some("x"), "others are still found");
            assert!(found.outer_html().contains(&format!("src=\"{wanted}\"")));
        }
    }

    #[test]
    fn what_is_for_readers_without_scripts_is_read() {
        let tree = parse("<div><noscript><img src='a.jpg'></noscript></div>");
        assert!(first(&tree, "noscript img").is_some());
    }

    #[test]
    fn what_is_wrong_with_a_selector_is_said() {
        for (css, wanted) in [
            ("h3 >", "dangling combinator"),
            ("", "empty selector"),
            ("a[", "it breaks off"),
            ("a:khong", "unsupported pseudo class or element"),
        ] {
            assert_eq!(Branch::selector(css).unwrap_err(), wanted, "{css:?}");
        }
    }

    #[test]
    fn a_part_holds_what_stands_in_it() {
        let tree = parse("<ul><li><b>1</b></li></ul>");
        let (list, bold) = (first(&tree, "ul").unwrap(), first(&tree, "b").unwrap());
        assert!(list.contains(&bold) && !bold.contains(&list) && !bold.contains(&bold) && tree.whole().contains(&bold));
    }
}
