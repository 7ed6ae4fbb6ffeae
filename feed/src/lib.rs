//! Articles in one shape, and one file for each format they are read from.
//!
//! Every source of news (a JSON Feed, a WordPress, a SharePoint list, an RSS feed …) becomes
//! the same [`Article`]. The crate is pure: bytes in, articles out; no network, no clock. The browser
//! and the server use the same code, so it also has to be small as WebAssembly: one parser
//! (`serde_json::Value`), plain getters, no derive.
//!
//! | to find | look in |
//! | --- | --- |
//! | the shape | `article`, `feed` |
//! | which formats are read, and how one is added | `format`, `formats::known` |
//! | JSON Feed 1.0 and 1.1 | `json_feed` |
//! | WordPress, SharePoint, RSS and all others | `formats`: one file each; `retold`, how they are told as JSON Feeds |
//! | web pages by recipe | `formats::page`; `formats::article_page`, `completed`: an article's own page beside a list |
//! | what is known of a document besides its bytes | `given` |
//! | what the body of an article may hold | `body` |
//! | what editors paste, made clean and accessible HTML | `tidy`; videos of others: `players` |
//! | what a document's bytes are | `encoding`, `error` |
//! | instants, and dates as Vietnamese portals write them | `timestamp`, `rfc3339`, `date` |
//! | addresses | `address`, `percent` |
//! | texts that hold HTML | `plain_text`, `entity` |
//! | names in addresses | `slug`, `latin` |
//! | a feed of several pages | `trail` |
//! | texts and tags taken apart | `pieces`, `tag` |
//!
//! Without the feature `formats` only JSON Feed is read: for the browser, where every byte is paid for. The feature `pages` parses web
//! pages, which a browser does by itself ([`read_page`]).
//!
//! ```
//! let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Huyện", "items": [
//!     {"id": 7, "url": "/tin/7", "title": "Lịch <b>tiếp dân</b>", "content_text": "…",
//!      "date_published": "26 Tháng Sáu 2019 2:15:00 CH"}]}"#;
//! let reading = bantin_feed::read_json_feed(feed.as_bytes(), Some("https://huyen.example.vn/feed.json"))?;
//! let article = reading.feed.items.first().ok_or("no article")?;
//! assert_eq!(article.id, "7");
//! assert_eq!(article.url.as_deref(), Some("https://huyen.example.vn/tin/7"));
//! assert_eq!(article.title.as_deref(), Some("Lịch tiếp dân"));
//! assert_eq!(article.slug, "lich-tiep-dan");
//! assert_eq!(article.date_published.map(|d| d.to_rfc3339()).as_deref(), Some("2019-06-26T14:15:00+07:00"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod article;
mod body;
mod completed;
mod date;
mod encoding;
mod entity;
mod error;
mod feed;
mod format;
#[cfg(feature = "formats")]
mod formats;
mod given;
mod json;
mod json_feed;
mod latin;
mod percent;
mod pieces;
mod plain_text;
mod players;
mod rfc3339;
mod slug;
mod tag;
mod tidy;
mod timestamp;
mod trail;

pub use address::resolve;
pub use article::{Article, Attachment, Author, Category, Neighbour, Picture, Translation};
pub use body::{
    ADDRESSES, ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, ALLOWED_SCHEMES, DROPPED_ELEMENTS, paragraphs,
};
pub use date::read_date;
pub use error::FeedError;
pub use feed::{Feed, Hub, Reading, Refused};
pub use format::{Format, UnknownFormat};
#[cfg(feature = "pages")]
pub use formats::check_fields;
#[cfg(all(feature = "pages", not(target_arch = "wasm32")))]
pub use formats::read_article_page;
#[cfg(all(feature = "formats", not(target_arch = "wasm32")))]
pub use formats::read_with_raw;
#[cfg(feature = "formats")]
pub use formats::{
    Detected, Part, charset_said, detect, encoding_named, is_page, lazy_address, page_encoding, read, read_page,
};
pub use given::{Field, Given, UnknownField, fields_of};
pub use json::Json;
pub use json_feed::{claims_json_feed, read_json_feed, read_written, write_json_feed, write_json_feed_with};
pub use percent::{percent_decode, percent_encode};
pub use plain_text::plain_text;
pub use players::{PLAYER_ORIGINS, players_as_links};
pub use slug::slugify;
pub use tidy::{Composing, tidy, tidy_texts};
pub use timestamp::{Civil, Timestamp};
pub use trail::{Bounds, Stop, Trail};
