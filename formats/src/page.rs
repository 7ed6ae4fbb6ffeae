//! A web page as the browser's own parser sees it.

use bantin_feed::{Part, lazy_address};
use web_sys::{Document, DomParser, Element, NodeList, SupportedType};

/// A page, or an element of it.
pub(crate) enum Piece {
    Whole(Document),
    Element(Element),
}

/// Parses a page. Nothing of it is run or asked for; pictures that wait for a script have their address in `src`.
pub(crate) fn parse(text: &str) -> Option<Piece> {
    let page = DomParser::new().ok()?.parse_from_string(text, SupportedType::TextHtml).ok()?;
    for picture in elements(page.query_selector_all("img").ok()) {
        if let Some(address) = lazy_address(|name| picture.get_attribute(name)) {
            picture.set_attribute("src", &address).ok()?;
        }
    }
    Some(Piece::Whole(page))
}

fn elements(found: Option<NodeList>) -> Vec<Element> {
    use wasm_bindgen::JsCast as _;
    let nodes = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |at| found.item(at)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

impl Part for Piece {
    type Selector = String;

    fn selector(css: &str) -> Result<String, String> {
        let document = web_sys::window().and_then(|window| window.document());
        let understood = document.and_then(|document| document.create_document_fragment().query_selector(css).ok());
        if understood.is_some() { Ok(css.to_owned()) } else { Err("the browser knows no such selector".to_owned()) }
    }

    fn select(&self, selector: &String) -> Vec<Self> {
        let found = match self {
            Self::Whole(page) => page.query_selector_all(selector),
            Self::Element(element) => element.query_selector_all(selector),
        };
        elements(found.ok()).into_iter().map(Self::Element).collect()
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let Self::Element(element) = self else { return None };
        element.get_attribute(name)
    }

    fn inner_html(&self) -> String {
        match self {
            Self::Whole(_) => self.outer_html(),
            Self::Element(element) => element.inner_html(),
        }
    }

    fn outer_html(&self) -> String {
        match self {
            Self::Whole(page) => page.document_element().map(|element| element.outer_html()).unwrap_or_default(),
            Self::Element(element) => element.outer_html(),
        }
    }

    fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole(_), Self::Element(_)) => true,
            (Self::Element(element), Self::Element(other)) => element != other && element.contains(Some(other)),
            (_, Self::Whole(_)) => false,
        }
    }
}
