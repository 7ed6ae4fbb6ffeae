//! An article, the shape that every source is brought into.

use crate::Timestamp;

/// One article, as a source gave it. Field names are JSON Feed's (jsonfeed.org, version 1.1) where it
/// has the field; the rest is what `_bantin` adds.
///
/// Texts are plain text, except `content_html`, which is as it came: **not cleaned**, its addresses
/// not resolved. Strings are never empty (missing is `None`); `id` and `slug` always have a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The source's own id, verbatim: any text of 1 to 1,000 bytes, unique in its feed. Slashes,
    /// quotes and emoji occur: encode it before it goes into an address.
    pub id: String,
    /// Where the article is shown.
    pub url: Option<String>,
    /// The page elsewhere that the article is about.
    pub external_url: Option<String>,
    /// At most 1,000 characters, one line.
    pub title: Option<String>,
    /// The body as HTML, uncleaned.
    pub content_html: Option<String>,
    /// The body as plain text, line breaks kept.
    pub content_text: Option<String>,
    /// A sentence or two, one line.
    pub summary: Option<String>,
    /// Address of the main picture.
    pub image: Option<String>,
    /// Address of a wide picture for the head of the page.
    pub banner_image: Option<String>,
    /// The sizes that our own server has of `image`, or where there is none of `banner_image`. No source can set it.
    pub picture: Option<Picture>,
    /// When it was published. An article with only `date_modified` has none.
    pub date_published: Option<Timestamp>,
    /// When it was last changed.
    pub date_modified: Option<Timestamp>,
    /// Its own authors; where there are none the feed's apply, see [`Feed::authors_of`](crate::Feed::authors_of).
    pub authors: Vec<Author>,
    /// The main category first. JSON Feed's `tags` are the names, `_bantin.categories` the slugs.
    pub categories: Vec<Category>,
    /// BCP 47 tag such as `vi`; where there is none the feed's applies.
    pub language: Option<String>,
    /// Files that belong to the article.
    pub attachments: Vec<Attachment>,
    /// Last part of the article's address, see [`slugify`](crate::slugify).
    pub slug: String,
    /// Readings counted so far (*lượt xem*).
    pub views: Option<u64>,
    /// Shown before newer articles.
    pub pinned: bool,
    /// The same article in other languages.
    pub translations: Vec<Translation>,
    /// The articles after it, nearest first (*tin mới hơn*).
    pub newer: Vec<Neighbour>,
    /// The articles before it, nearest first (*tin đã đưa*).
    pub older: Vec<Neighbour>,
}

/// A picture as HTML shows it: it is there in several sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The addresses of its sizes with the width of each, as the attribute `srcset` lists them.
    pub srcset: String,
    /// Its own width in pixels.
    pub width: u64,
    /// Its own height in pixels.
    pub height: u64,
}

/// Who wrote it. At least one field is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// The name, plain text.
    pub name: Option<String>,
    /// A page about the author, or a `mailto:` address.
    pub url: Option<String>,
    /// Address of a picture.
    pub avatar: Option<String>,
}

/// A file that belongs to an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment {
    /// Where the file is.
    pub url: String,
    /// Its media type; `application/octet-stream` where the source says none.
    pub mime_type: String,
    /// Its name, plain text.
    pub title: Option<String>,
    /// Its size in bytes.
    pub size_in_bytes: Option<u64>,
    /// How long it plays, in whole seconds (rounded).
    pub duration_in_seconds: Option<u64>,
}

/// A category of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Category {
    /// Its name in addresses.
    pub slug: String,
    /// Its name for readers.
    pub name: String,
}

/// The same article in another language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// BCP 47 tag such as `en`.
    pub language: String,
    /// The id of that article.
    pub id: String,
    /// Last part of its address, where known.
    pub slug: Option<String>,
}

/// An article next to this one in time: enough for a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbour {
    /// The id of that article.
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// Last part of its address.
    pub slug: String,
    /// When it was published.
    pub date_published: Option<Timestamp>,
}
