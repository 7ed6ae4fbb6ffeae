//! What stands at a place of a page, as a field of an article wants it.

use super::part::Part;
use super::recipe::Place;
use super::within;
use crate::formats::rebased::rebased;
use crate::formats::retold::Told;
use crate::{Field, plain_text, resolve, slugify};

/// Where addresses of a page are seen from.
pub(crate) struct Seen<'a> {
    /// The page's own address.
    pub(crate) from: Option<&'a str>,
    /// Another, where the page says so (`<base href>`).
    pub(crate) base: Option<&'a str>,
}

impl Seen<'_> {
    /// An address made whole.
    pub(crate) fn whole(&self, address: &str) -> String {
        match self.base.or(self.from) {
            Some(base) => resolve(base, address.trim()),
            None => address.trim().to_owned(),
        }
    }
}

/// Tells what a place in `part` says of a field; whether it says anything.
pub(crate) fn tell<P: Part>(part: &P, field: Field, place: &Place<P>, seen: &Seen<'_>, told: &mut Told) -> bool {
    let found = place.parts(part);
    let parts = found.as_deref().unwrap_or(std::slice::from_ref(part));
    let mut said = parts.iter().filter_map(|part| value(part, field, place.attribute.as_deref())).peekable();
    let any = said.peek().is_some();
    match field {
        Field::Category => {
            // Names with markup in them are markup to whoever reads what is told.
            said.for_each(|name| told.category(&escaped(&name), Some(&slugify(&name))));
        }
        Field::Author => said.for_each(|name| told.author(Some(&escaped(&name)))),
        Field::ContentHtml => {
            told.set("content_html", rebased(said.collect::<Vec<_>>().join("\n"), seen.base));
        }
        field => {
            let Some(said) = said.next() else { return false };
            match field {
                Field::Url | Field::Image => told.set(field.key(), seen.whole(&said)),
                Field::DatePublished | Field::DateModified => told.set(field.key(), within::date(&said)),
                Field::Views => told.set_own("views", within::number(&said).unwrap_or_default()),
                Field::Title | Field::Summary => told.set(field.key(), escaped(&said)),
                _ => told.set(field.key(), said),
            }
        }
    }
    any
}

/// The address that a place in `part` leads to.
pub(crate) fn address<P: Part>(part: &P, place: &Place<P>, seen: &Seen<'_>) -> Option<String> {
    let found = place.parts(part);
    let parts = found.as_deref().unwrap_or(std::slice::from_ref(part));
    parts.iter().find_map(|part| value(part, Field::Url, place.attribute.as_deref())).map(|found| seen.whole(&found))
}

impl<P: Part> Place<P> {
    /// The parts that are meant; nothing where it is `part` itself. One that stands in another is a part of that, and is not said a
    /// second time.
    fn parts(&self, part: &P) -> Option<Vec<P>> {
        let mut parts = part.select(self.selector.as_ref()?);
        if self.attribute.is_none() {
            let mut outer = Vec::<P>::new();
            for part in parts {
                if !outer.last().is_some_and(|last| last.contains(&part)) {
                    outer.push(part);
                }
            }
            parts = outer;
        }
        Some(parts)
    }
}

/// What one part says of a field; nothing if that is blank.
fn value<P: Part>(part: &P, field: Field, attribute: Option<&str>) -> Option<String> {
    let of = |name: &str| part.attribute(name).filter(|value| !value.trim().is_empty());
    if let Some(name) = attribute {
        return of(name);
    }
    let within = |css: &str, name: &str| {
        let found = part.select(&P::selector(css).ok()?);
        found.iter().find_map(|part| part.attribute(name)).filter(|value| !value.trim().is_empty())
    };
    let text = || Some(plain_text(&part.inner_html())).filter(|text| !text.is_empty()).or_else(|| of("content"));
    match field {
        Field::Url | Field::Next => of("href").or_else(|| within("a[href]", "href")),
        Field::Image => {
            of("src").or_else(|| within("img[src]", "src")).or_else(|| of("content")).or_else(|| of("href"))
        }
        Field::DatePublished | Field::DateModified => {
            of("datetime").or_else(|| within("time[datetime]", "datetime")).or_else(text)
        }
        Field::ContentHtml => Some(part.inner_html()).filter(|html| !html.trim().is_empty()),
        _ => text(),
    }
}

/// A text as HTML: what is told is read as that.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
