//! Where the articles of a page stand, as somebody wrote it down: for each field a CSS selector, and behind it `@` and the name of an
//! attribute where that holds it.

use super::part::Part;
#[cfg(feature = "pages")]
use crate::Format;
use crate::{FeedError, Field};

/// The longest place, in bytes: selectors in selectors take a parser's stack.
const LONGEST: usize = 1000;

/// A recipe that has been understood.
pub(crate) struct Recipe<P: Part> {
    /// One article in a list; where there is none the whole page is one.
    pub(crate) item: Option<Place<P>>,
    /// The link to the next page.
    pub(crate) next: Option<Place<P>>,
    /// What an article says, and where.
    pub(crate) fields: Vec<(Field, Place<P>)>,
}

/// A place in a page.
pub(crate) struct Place<P: Part> {
    /// What to look for; where there is nothing the article itself is meant.
    pub(crate) selector: Option<P::Selector>,
    /// The attribute that holds it.
    pub(crate) attribute: Option<String>,
    /// As it was written.
    pub(crate) written: String,
}

impl<P: Part> Recipe<P> {
    /// Understands a recipe.
    pub(crate) fn of(fields: &[(Field, String)]) -> Result<Self, FeedError> {
        let mut recipe = Self { item: None, next: None, fields: Vec::new() };
        for (field, written) in fields {
            let place = Place::of(written).map_err(|reason| bad(*field, written, reason))?;
            match field {
                Field::Item if place.selector.is_none() || place.attribute.is_some() => {
                    return Err(bad(
                        *field,
                        written,
                        "it has to be a selector of elements, without an attribute".to_owned(),
                    ));
                }
                Field::Item => recipe.item = Some(place),
                Field::Next => recipe.next = Some(place),
                field => recipe.fields.push((*field, place)),
            }
        }
        Ok(recipe)
    }

    /// What a list cannot do without: something to tell its articles apart, and something to show of them.
    #[cfg(feature = "pages")]
    fn lacks(&self) -> Option<&'static str> {
        let has = |wanted: &[Field]| self.fields.iter().any(|(field, _)| wanted.contains(field));
        self.item.as_ref()?;
        if !has(&[Field::Url, Field::Id]) {
            return Some("there has to be a `url` beside it, or an `id`");
        }
        let shown = has(&[Field::Title, Field::Summary, Field::ContentHtml]);
        (!shown).then_some("there has to be a `title` beside it, or a `summary` or `content_html`")
    }
}

impl<P: Part> Place<P> {
    /// Understands a place, or says what is wrong with it.
    pub(crate) fn of(written: &str) -> Result<Self, String> {
        if written.len() > LONGEST {
            return Err("it is longer than 1,000 bytes".to_owned());
        }
        let (css, attribute) = match written.rsplit_once('@') {
            // Behind an @ in quotes there is more than a name.
            Some((css, name)) if name.chars().all(is_of_name) => (css, Some(name.trim())),
            _ => (written, None),
        };
        if attribute == Some("") {
            return Err("behind the @ there has to be the name of an attribute".to_owned());
        }
        let css = css.trim();
        if css.is_empty() && attribute.is_none() {
            return Err("it is empty".to_owned());
        }
        let selector = if css.is_empty() || css == ":scope" { None } else { Some(P::selector(css)?) };
        Ok(Self { selector, attribute: attribute.map(str::to_owned), written: written.to_owned() })
    }
}

/// Whether a character can be one of an attribute's name, or stand around it.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ' ')
}

fn bad(field: Field, value: &str, reason: String) -> FeedError {
    FeedError::Recipe { field, value: value.chars().take(200).collect(), reason }
}

/// Checks what a source says of where it keeps what, without a document: for settings.
///
/// # Errors
/// [`FeedError::Recipe`] names the field and what is wrong with it: a selector that is none, a list whose articles could not be told
/// apart or would show nothing, or a field that only pages have.
#[cfg(feature = "pages")]
pub fn check_fields(format: Format, fields: &[(Field, String)]) -> Result<(), FeedError> {
    let item = fields.iter().find(|(field, _)| *field == Field::Item);
    if format == Format::Page || (format == Format::Auto && item.is_some()) {
        let recipe = Recipe::<super::tree::Branch<'_>>::of(fields)?;
        return match (recipe.lacks(), item) {
            (Some(reason), Some((field, value))) => Err(bad(*field, value, reason.to_owned())),
            _ => Ok(()),
        };
    }
    match fields.iter().find(|(field, _)| matches!(field, Field::Item | Field::Next)) {
        Some((field, value)) => {
            Err(bad(*field, value, format!("only the format page has it, and this one is {format}")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::page::tree::Branch;

    #[test]
    fn an_attribute_stands_behind_the_last_at_that_is_in_no_quotes() {
        for (written, has_selector, attribute) in [
            ("h3 a@href", true, Some("href")),
            (" img @ data-src ", true, Some("data-src")),
            ("@href", false, Some("href")),
            (":scope", false, None),
            (":scope@id", false, Some("id")),
            ("a[href*=\"@\"]", true, None),
            ("a[href='x@y']@title", true, Some("title")),
            (":scope > td", true, None),
        ] {
            let place = Place::<Branch<'_>>::of(written).unwrap();
            assert_eq!((place.selector.is_some(), place.attribute.as_deref()), (has_selector, attribute), "{written}");
        }
    }

    #[test]
    fn a_bad_recipe_names_its_field_and_what_is_wrong() {
        let check = |format, fields: &[(Field, &str)]| {
            let fields: Vec<_> = fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
            check_fields(format, &fields).map_err(|error| error.to_string())
        };
        let list = [(Field::Item, "li"), (Field::Url, "a"), (Field::Title, "a")];
        for format in [Format::Page, Format::Auto] {
            assert_eq!(check(format, &list), Ok(()));
        }
        assert_eq!(check(Format::Page, &[(Field::Title, "h1")]), Ok(()));
        assert_eq!(check(Format::SharePoint, &[(Field::ContentHtml, "NoiDung")]), Ok(()));
        for (format, fields, wanted) in [
            (Format::Page, &[(Field::Title, "h3 >")][..], "`title`, \"h3 >\": dangling combinator"),
            (
                Format::Page,
                &[(Field::Url, "a@")],
                "`url`, \"a@\": behind the @ there has to be the name of an attribute",
            ),
            (Format::Page, &[(Field::Image, " ")], "`image`, \" \": it is empty"),
            (
                Format::Page,
                &[(Field::Item, "li@id")],
                "`item`, \"li@id\": it has to be a selector of elements, without an attribute",
            ),
            (
                Format::Auto,
                &list[..2],
                "`item`, \"li\": there has to be a `title` beside it, or a `summary` or `content_html`",
            ),
            (Format::Page, &[list[0], list[2]], "`item`, \"li\": there has to be a `url` beside it, or an `id`"),
            (Format::Rss, &list, "`item`, \"li\": only the format page has it, and this one is rss"),
        ] {
            let told = check(format, fields).unwrap_err();
            assert_eq!(told, format!("the field {wanted}"), "{fields:?}");
        }
    }
}
