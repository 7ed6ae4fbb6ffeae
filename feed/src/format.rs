//! The formats that are read, by name. How each is read is in `known`.

use std::fmt;
use std::str::FromStr;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// To be told from the bytes.
    #[default]
    Auto,
    /// JSON Feed 1.0 or 1.1 (jsonfeed.org).
    JsonFeed,
    /// WordPress REST API v2.
    WordPress,
    /// The items of a SharePoint list.
    SharePoint,
    /// Ghost's Content API.
    Ghost,
    /// Liferay's headless delivery API.
    Liferay,
    /// Drupal's JSON:API.
    Drupal,
    /// The Content API of GOV.UK.
    GovUk,
    /// schema.org's NewsArticle as JSON-LD, by itself or in a web page.
    NewsArticle,
    /// RSS 0.9x, 1.0 and 2.0.
    Rss,
    /// Atom 1.0 and 0.3.
    Atom,
    /// A sitemap, with the news extension or without.
    Sitemap,
    /// A web page, by a recipe that says where its articles stand. It takes the feature `pages`.
    Page,
}

/// What each is called.
const NAMES: [(Format, &str); 12] = [
    (Format::JsonFeed, "jsonfeed"),
    (Format::WordPress, "wordpress"),
    (Format::SharePoint, "sharepoint"),
    (Format::Ghost, "ghost"),
    (Format::Liferay, "liferay"),
    (Format::Drupal, "drupal"),
    (Format::GovUk, "govuk"),
    (Format::NewsArticle, "newsarticle"),
    (Format::Rss, "rss"),
    (Format::Atom, "atom"),
    (Format::Sitemap, "sitemap"),
    (Format::Page, "page"),
];

impl Format {
    /// Every format that is read.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(format, _)| *format)
    }
}

impl fmt::Display for Format {
    /// The name that is read back: `auto`, `jsonfeed`, `wordpress` …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = NAMES.iter().find(|(format, _)| format == self);
        f.write_str(known.map_or("auto", |(_, name)| name))
    }
}

/// The name of a format that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads `auto`, `jsonfeed`, `wordpress` …; case, dots and hyphens do not matter.
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let name = text.trim().to_ascii_lowercase().replace(['-', '.', '_', ' '], "");
        if name == "auto" {
            return Ok(Self::Auto);
        }
        let known = NAMES.iter().find(|(_, known)| *known == name);
        known.map(|(format, _)| *format).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown format {:?}; known are auto", self.0)?;
        NAMES.iter().try_for_each(|(_, name)| write!(f, ", {name}"))
    }
}

impl std::error::Error for UnknownFormat {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for format in Format::all().chain([Format::Auto]) {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("JSON-Feed".parse(), Ok(Format::JsonFeed));
        assert_eq!("GOV.UK".parse(), Ok(Format::GovUk));
        let error = "gopher".parse::<Format>().unwrap_err().to_string();
        assert!(error.starts_with("unknown format \"gopher\"; known are auto, jsonfeed, wordpress"), "{error}");
    }
}
