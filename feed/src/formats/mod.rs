//! Every format beside JSON Feed: one file for each, which tells its documents as JSON Feeds.
//!
//! The room exists so that the browser's first view, which reads none of them, goes without all of it: it is the feature `formats`.
//! It may import the rest of the crate; of the rest only `json_feed` and `error` know of it.

#[cfg(all(feature = "pages", not(target_arch = "wasm32")))]
mod article_page;
mod atom;
#[cfg(any(feature = "pages", not(target_arch = "wasm32")))]
mod bytes;
mod drupal;
mod ghost;
mod gov_uk;
mod known;
mod liferay;
mod media;
mod news_article;
mod page;
mod rebased;
pub(crate) mod retold;
mod rss;
mod sharepoint;
mod sitemap;
mod wordpress;
mod xml;

#[cfg(all(feature = "pages", not(target_arch = "wasm32")))]
pub use article_page::read_article_page;
#[cfg(not(target_arch = "wasm32"))]
pub use known::read_with_raw;
pub use known::{Detected, detect, is_page, read};
#[cfg(feature = "pages")]
pub use page::check_fields;
pub use page::{Part, charset_said, lazy_address, page_encoding, read_page};
pub use xml::encoding_named;
