//! Bodies of articles that have been through a cleaner.

/// HTML that may be put into a page. Only a cleaner makes one: the server's, or the browser's in `client`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Takes what a cleaner gave. Whoever calls this answers for it.
    #[must_use]
    pub fn from_cleaner(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
