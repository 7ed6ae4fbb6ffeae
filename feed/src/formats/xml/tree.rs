//! A text as a tree of elements.

use super::element::{Element, Node};
use super::space::Space;
use crate::{FeedError, address, entity};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// Elements within each other, at most. Feeds with XHTML in them have some thirty.
const DEEPEST: usize = 200;

/// Prefixes that mean something at one place, at most: each name is looked for among them. Feeds have a dozen.
const PREFIXES: usize = 200;

/// Names that are kept once for all elements that have them, at most.
const NAMES: usize = 60;

/// A document.
pub(crate) struct Parsed<'t> {
    /// The element around everything.
    pub(crate) root: Element<'t>,
    /// Why the rest of it could not be read, where it breaks off.
    pub(crate) broken: Option<String>,
}

/// Parses a text. What breaks off is told with what came before it.
///
/// # Errors
/// There is no element at all.
pub(crate) fn parse(text: &str) -> Result<Parsed<'_>, FeedError> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder { open: Vec::new(), prefixes: Vec::new(), names: Vec::new(), root: None };
    let mut broken = None;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Ok(Event::Start(tag)) if builder.open.len() >= DEEPEST => {
                let name = tag.name().as_ref().to_owned();
                broken = Some(format!("more than {DEEPEST} elements stand in one another, the last of them {name:?}"));
                break;
            }
            Ok(Event::Start(tag)) => builder.begin(&tag, start..end),
            Ok(Event::Empty(tag)) => {
                builder.begin(&tag, start..end);
                builder.end_last(end);
            }
            Ok(Event::End(tag)) => builder.end(tag.name().as_ref(), end),
            Ok(Event::Text(text)) => builder.text(text.into_inner()),
            Ok(Event::CData(text)) => builder.text(text.into_inner()),
            Ok(Event::GeneralRef(name)) => match entity::character(&name) {
                Some(character) => builder.character(character),
                None => builder.text(["&", &name, ";"].concat().into()),
            },
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                let line = text.get(..start).unwrap_or(text).matches('\n').count() + 1;
                broken = Some(format!("line {line}: {error}"));
                break;
            }
        }
    }
    if broken.is_none() && !builder.open.is_empty() {
        broken = Some("it breaks off before its end".to_owned());
    }
    while !builder.open.is_empty() {
        builder.end_last(text.len());
    }
    match builder.root {
        Some(root) => Ok(Parsed { root, broken }),
        None => Err(FeedError::NoFeed { looks_like: "text without an element" }),
    }
}

struct Builder<'t> {
    /// The elements that have begun, the outermost first, each with how many prefixes there were before it and its name as written.
    open: Vec<(Element<'t>, usize, Rc<str>)>,
    /// Prefixes and what they mean, the last one counts.
    prefixes: Vec<(String, Space)>,
    /// The names that were met first, as they are written and without their prefix: a document has few, ten thousand times each.
    names: Vec<(Rc<str>, Rc<str>)>,
    root: Option<Element<'t>>,
}

impl<'t> Builder<'t> {
    fn begin(&mut self, tag: &BytesStart<'_>, span: Range<usize>) {
        let (written, name) = self.name(tag.name().as_ref());
        let mut attributes = Vec::new();
        // What a prefix means may be said behind where it is used.
        let mut prefixed = Vec::new();
        let known = self.prefixes.len();
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let (name, value) = (attribute.key.as_ref(), unescaped(&attribute.value));
            match name.strip_prefix("xmlns") {
                Some(_) if self.prefixes.len() >= PREFIXES => {}
                Some("") => self.prefixes.push((String::new(), Space::of_name(&value))),
                Some(prefix) if prefix.starts_with(':') => {
                    let space = Space::of_name(&value);
                    self.prefixes.push((prefix.trim_start_matches(':').to_owned(), space));
                }
                _ => {
                    let (written, name) = self.name(name);
                    // An attribute without a prefix is in no namespace.
                    if written.contains(':') {
                        prefixed.push((attributes.len(), written));
                    }
                    attributes.push((Space::Plain, name, value));
                }
            }
        }
        let space = self.space(&written);
        for (at, written) in prefixed {
            if let Some((space, ..)) = attributes.get_mut(at) {
                *space = self.space(&written);
            }
        }
        let around = self.open.last().and_then(|(element, ..)| element.base.clone());
        let own = attributes
            .iter()
            .find(|(space, name, _)| *space == Space::Xml && **name == *"base")
            .and_then(|(_, _, value)| address::own_base(value.trim()));
        let base = match (around, own) {
            (Some(around), Some(own)) => {
                address::own_base(&address::resolve(&around, own)).map(Rc::from).or(Some(around))
            }
            (around, own) => own.map(Rc::from).or(around),
        };
        let element = Element { space, name, attributes, children: Vec::new(), span, base };
        self.open.push((element, known, written));
    }

    /// A name as it is written, and without its prefix.
    fn name(&mut self, written: &str) -> (Rc<str>, Rc<str>) {
        if let Some((known, name)) = self.names.iter().find(|(known, _)| **known == *written) {
            return (Rc::clone(known), Rc::clone(name));
        }
        let name = written.split_once(':').map_or(written, |(_, name)| name);
        let pair: (Rc<str>, Rc<str>) = (Rc::from(written), Rc::from(name));
        if self.names.len() < NAMES {
            self.names.push(pair.clone());
        }
        pair
    }

    fn space(&self, written: &str) -> Space {
        let prefix = written.split_once(':').map_or("", |(prefix, _)| prefix);
        let space = self.prefixes.iter().rev().find(|(known, _)| known == prefix).map(|(_, space)| *space);
        space.unwrap_or_else(|| Space::of_prefix(prefix))
    }

    fn text(&mut self, text: Cow<'t, str>) {
        let Some((element, ..)) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(known)) => known.to_mut().push_str(&text),
            _ => element.children.push(Node::Text(text)),
        }
    }

    fn character(&mut self, character: char) {
        let Some((element, ..)) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(known)) => known.to_mut().push(character),
            _ => element.children.push(Node::Text(String::from(character).into())),
        }
    }

    /// Ends the innermost element of this name, and those in it that were not ended. An end without a beginning is none.
    fn end(&mut self, written: &str, at: usize) {
        let Some(found) = self.open.iter().rposition(|(_, _, known)| **known == *written) else { return };
        while self.open.len() > found {
            self.end_last(at);
        }
    }

    fn end_last(&mut self, at: usize) {
        let Some((mut element, known, _)) = self.open.pop() else { return };
        self.prefixes.truncate(known);
        element.span.end = at;
        match self.open.last_mut() {
            Some((parent, ..)) => parent.children.push(Node::Element(element)),
            None if self.root.is_none() => self.root = Some(element),
            None => {}
        }
    }
}

/// The value of an attribute with its references decoded; what is none stays.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, from)) = rest.split_once('&') {
        text.push_str(before);
        let named = from.split_once(';').filter(|(name, _)| name.len() <= 16);
        match named.and_then(|(name, behind)| Some((entity::character(name)?, behind))) {
            Some((character, behind)) => {
                text.push(character);
                rest = behind;
            }
            None => {
                text.push('&');
                rest = from;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn root(text: &str) -> Element<'_> {
        parse(text).unwrap().root
    }

    #[test]
    fn names_are_what_their_prefix_means() {
        let root = root(
            "<r xmlns:x='http://www.w3.org/2005/Atom' xmlns='http://purl.org/rss/1.0/'><x:id a:b='1' c='2'>7</x:id><dc:date>d</dc:date><y:z/></r>",
        );
        let id = root.first(Space::Atom, "id").unwrap();
        assert_eq!((id.text().as_deref(), id.get("c"), id.get("b")), (Some("7"), Some("2"), None));
        assert_eq!(root.text_of(Space::Dc, "date").as_deref(), Some("d"), "a prefix that is not declared");
        assert!(root.first(Space::Other, "z").is_some());
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        let text = root("<a>R&D &nbsp;&egrave; &khong; <b>x</a>");
        assert_eq!(text.text().as_deref(), Some("R&D \u{A0}è &khong; x"));
        let cut = parse("<a><b>1</b><b>2").unwrap();
        assert_eq!(cut.root.all(Space::Plain, "b").count(), 2);
        assert!(cut.broken.unwrap().contains("breaks off"));
        assert!(parse("<a><b>1</b></c></a>").unwrap().broken.is_none());
        assert!(parse("không có gì").is_err());
        let deep = "<a>".repeat(100_000);
        let deep = parse(&deep).unwrap();
        assert!(deep.broken.unwrap().contains("200 elements"));
    }

    #[test]
    fn an_entity_of_its_own_is_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y SYSTEM 'file:///etc/passwd'>]><a>&x;&y;</a>";
        assert_eq!(root(bomb).text().as_deref(), Some("&x;&y;"));
    }

    #[test]
    fn addresses_are_seen_from_the_nearest_base() {
        let root = root("<a xml:base='https://a.vn/x/'><b xml:base='y/'><c/></b></a>");
        let c = root.elements().next().unwrap().elements().next().unwrap();
        assert_eq!(c.address("z"), "https://a.vn/x/y/z");
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "(<|>|/|a|b|:|=|'|\"|&|;|!|\\[|CDATA|\\?|-|\\PC){0,60}") {
            let _ = parse(&text);
        }
    }
}
