//! What machines read of a site: feeds (JSON Feed 1.1, RSS 2.0, Atom), sitemaps, `robots.txt`, the web app manifest.
//!
//! The room exists so that each format is one file, data in and text out, kept until the site changes. `documents` gathers
//! and keeps; the others are pure. It may import `content`, `store` (plain rows), `settings`, `render` (the edition of a
//! site), the front end's pure rooms and the crates `bantin-api` and `bantin-feed`; it knows no HTTP.

mod atom;
mod channel;
mod colour;
mod dates;
mod documents;
mod feeds;
mod hole;
mod json_feed;
mod manifest;
mod news;
mod robots;
mod rss;
mod sitemap;
mod urn;
mod xml;

pub use documents::{Document, Documents, Wanted};
pub use hole::Hole;
pub use manifest::manifest;
pub use robots::robots;
pub use sitemap::Part;
