//! Why a whole document could not be read as a feed.

#[cfg(feature = "formats")]
use crate::Field;
#[cfg(feature = "formats")]
use crate::formats::retold::found;
#[cfg(feature = "formats")]
use serde_json::Value;
use std::fmt;

/// Why no article at all could be taken from a document. Single bad items are not errors: see
/// [`Refused`](crate::Refused).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedError {
    /// The bytes are not UTF-8, the one encoding of JSON (RFC 8259, section 8.1).
    Encoding {
        /// Byte from the start of the document, from 0, that is the first wrong one.
        offset: usize,
        /// What the encoding may be instead.
        guess: &'static str,
    },
    /// The text breaks off or is not JSON (RFC 8259).
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Byte in that line, from 1.
        column: usize,
        /// The text ended where more had to come: a broken download.
        cut_off: bool,
        /// What the parser says, with the place.
        reason: String,
    },
    /// The document is something else, told by its beginning.
    NoFeed {
        /// What it looks like: `an HTML page`.
        looks_like: &'static str,
    },
    /// The document is a JSON object but lacks what makes it a feed.
    MissingKey {
        /// The key that is missing or not what it has to be.
        key: &'static str,
        /// The keys that the object has instead, separated by commas, at most eight.
        found: String,
    },
    /// XML of another kind.
    #[cfg(feature = "formats")]
    OtherXml {
        /// Its outermost element.
        root: String,
        /// The format that was asked for.
        wanted: String,
    },
    /// A list of sitemaps, each a document of its own.
    #[cfg(feature = "formats")]
    SitemapIndex {
        /// Their addresses, at most 1,000.
        listed: Vec<String>,
    },
    /// What says where the articles of a page stand cannot be understood.
    #[cfg(feature = "formats")]
    Recipe {
        /// Of which field.
        field: Field,
        /// What was written there, at most 200 characters.
        value: String,
        /// What is wrong with it, an English clause.
        reason: String,
    },
    /// A page has nothing where its articles, or the body of its article, should stand.
    #[cfg(feature = "formats")]
    NothingThere {
        /// The field: the item or the body.
        field: Field,
        /// Where it should stand, as the recipe has it.
        selector: String,
    },
    /// A document that should be an article is none.
    #[cfg(feature = "formats")]
    NoArticle {
        /// Why, an English clause.
        reason: String,
    },
    /// The document is not what the format has.
    #[cfg(feature = "formats")]
    Other {
        /// The system whose format was expected.
        system: &'static str,
        /// What it would be.
        wanted: &'static str,
        /// What is there instead, and what it says if it is the message of an error.
        found: String,
    },
}

#[cfg(feature = "formats")]
impl FeedError {
    /// A parsed document that is not what a system answers: it may be its message of an error, which is told.
    pub(crate) fn other(system: &'static str, wanted: &'static str, document: &Value) -> Self {
        let said = [
            "message",
            "error.message.value",
            "error.message",
            "odata.error.message.value",
            "detail",
            "title",
            "errors.0.message",
            "errors.0.detail",
        ]
        .iter()
        .find_map(|path| found(document, path)?.as_str());
        let keys = || document.as_object().map(|object| object.keys().take(8).cloned().collect::<Vec<_>>().join(", "));
        let found = match (said, document) {
            (Some(said), Value::Object(_)) => format!("it says: {}", said.chars().take(200).collect::<String>()),
            (None, Value::Object(_)) => format!("keys found: {}", keys().unwrap_or_default()),
            (_, Value::Array(_)) => "it is a list".to_owned(),
            _ => "it is neither an object nor a list".to_owned(),
        };
        Self::Other { system, wanted, found }
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { offset, guess } => write!(
                f,
                "the document is not UTF-8: the byte at offset {offset} does not fit ({guess}); \
                 have it saved or served as UTF-8"
            ),
            Self::NotJson { cut_off: true, reason, .. } => {
                write!(f, "the document breaks off: {reason}; fetch the whole of it again")
            }
            Self::NotJson { reason, .. } => {
                write!(f, "not JSON: {reason}; correct the document there or give the address of a feed")
            }
            #[cfg(feature = "formats")]
            Self::NoFeed { looks_like } if looks_like.contains("page") => write!(
                f,
                "not a feed: this is {looks_like}; give the address of the feed itself, \
                 or where there is none a recipe that says where the articles stand (format page)"
            ),
            #[cfg(feature = "formats")]
            Self::Recipe { field, value, reason } => write!(f, "the field `{}`, {value:?}: {reason}", field.key()),
            #[cfg(feature = "formats")]
            Self::NothingThere { field, selector } => write!(
                f,
                "nothing on the page matches the field `{}`, {selector:?}: the site may have been redesigned; \
                 look at the page and correct the recipe",
                field.key()
            ),
            #[cfg(feature = "formats")]
            Self::NoArticle { reason } => write!(f, "no article can be taken of it: {reason}"),
            Self::NoFeed { looks_like } => {
                write!(f, "not a feed: this is {looks_like}; give the address of the feed itself")
            }
            #[cfg(feature = "formats")]
            Self::OtherXml { root, wanted } => {
                let wanted = if wanted == "auto" { "rss, feed or urlset" } else { wanted };
                write!(
                    f,
                    "not a feed: this is XML whose root is {root}, where {wanted} was expected; give the address of the feed itself"
                )
            }
            #[cfg(feature = "formats")]
            Self::SitemapIndex { listed } => {
                let shown = listed.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = if listed.len() > 8 { " …" } else { "" };
                write!(f, "this lists other sitemaps; give the address of one with news: {shown}{more}")
            }
            #[cfg(feature = "formats")]
            Self::Other { system, wanted, found } => {
                write!(f, "not what {system} answers: it should be {wanted}; {found}")
            }
            Self::MissingKey { key, found } => write!(
                f,
                "not a JSON Feed: {key} is missing or not as jsonfeed.org has it (keys found: {found}); \
                 give the address of a JSON Feed"
            ),
        }
    }
}

impl std::error::Error for FeedError {}
