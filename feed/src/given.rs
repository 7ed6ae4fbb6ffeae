//! What is known of a document besides its bytes.

use std::fmt;
use std::str::FromStr;

/// What is known of a document besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The address that it came from: relative ones are seen from there.
    pub base: Option<&'a str>,
    /// How many pages there are, where the answer said so beside the document (WordPress' `X-WP-TotalPages`).
    pub pages: Option<u64>,
    /// Where a source keeps what, where that is its own affair: the columns of a list, the fields of a structure, as paths with
    /// dots between their steps; in a web page CSS selectors. They win over what a format says.
    pub fields: &'a [(Field, String)],
}

impl<'a> Given<'a> {
    /// A document that came from an address.
    #[must_use]
    pub fn from(base: &'a str) -> Self {
        Self { base: Some(base), ..Self::default() }
    }

    /// The same with another address.
    #[must_use]
    pub fn at(self, base: Option<&'a str>) -> Self {
        Self { base, ..self }
    }
}

/// A field of an article that a source may keep in a place of its own. The names are those of JSON Feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The source's own id.
    Id,
    /// Where it is shown.
    Url,
    /// The title.
    Title,
    /// A sentence or two.
    Summary,
    /// The body.
    ContentHtml,
    /// The main picture.
    Image,
    /// When it was published.
    DatePublished,
    /// When it was last changed.
    DateModified,
    /// The name of the main category, or several.
    Category,
    /// Who wrote it.
    Author,
    /// Its language.
    Language,
    /// Readings that were counted so far.
    Views,
    /// One article in a list, of web pages only: the other fields are looked for in it.
    Item,
    /// The link to the next page, of web pages only.
    Next,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Id,
        Self::Url,
        Self::Title,
        Self::Summary,
        Self::ContentHtml,
        Self::Image,
        Self::DatePublished,
        Self::DateModified,
        Self::Category,
        Self::Author,
        Self::Language,
        Self::Views,
        Self::Item,
        Self::Next,
    ];

    /// What it is called.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Url => "url",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::ContentHtml => "content_html",
            Self::Image => "image",
            Self::DatePublished => "date_published",
            Self::DateModified => "date_modified",
            Self::Category => "category",
            Self::Author => "author",
            Self::Language => "language",
            Self::Views => "views",
            Self::Item => "item",
            Self::Next => "next",
        }
    }
}

/// Where a source keeps what, as an attribute of HTML says it: `title: h3; url: h3 a@href`. A semicolon in quotes belongs to a place.
///
/// # Errors
/// The name before the first colon of a piece is of no field.
pub fn fields_of(text: &str) -> Result<Vec<(Field, String)>, UnknownField> {
    let mut quote = None;
    let pieces = text.split(|c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        c == ';' && quote.is_none()
    });
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    let field = |piece: &str| {
        let (name, place) = piece.split_once(':').unwrap_or((piece, ""));
        Ok((name.trim().parse()?, place.trim().to_owned()))
    };
    pieces.map(field).collect()
}

/// The name of a field that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(pub String);

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        Self::ALL.into_iter().find(|field| field.key() == text).ok_or_else(|| UnknownField(text.to_owned()))
    }
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Field::ALL.iter().map(|field| field.key()).collect();
        write!(f, "there is no field {:?}; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownField {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for field in Field::ALL {
            assert_eq!(field.key().parse(), Ok(field));
        }
        let error = "body".parse::<Field>().unwrap_err().to_string();
        assert!(error.starts_with("there is no field \"body\"; there are id, url, title"), "{error}");
    }

    #[test]
    fn places_are_read_as_an_attribute_says_them() {
        let said = "item: .tin > li:not(.qc);title:a[title*=\";\"] ; url : a@href;;";
        let read = [(Field::Item, ".tin > li:not(.qc)"), (Field::Title, "a[title*=\";\"]"), (Field::Url, "a@href")];
        assert_eq!(fields_of(said).unwrap(), read.map(|(field, place)| (field, place.to_owned())));
        assert_eq!(fields_of(" "), Ok(Vec::new()));
        for (said, unknown) in [("tiêu đề: h3", "tiêu đề"), ("title: h3; h4", "h4")] {
            assert_eq!(fields_of(said), Err(UnknownField(unknown.into())));
        }
    }
}
