//! bantin's companion server: one binary with an embedded database. It serves a site's articles, keeps its
//! counts, and sends the client.
//!
//! It is a library with a small `main`, so that tests start the very same server in their own process.
//!
//! | room | why it exists | imports |
//! | --- | --- | --- |
//! | `commands` (and `cli`) | one file a command | everything |
//! | `serving` | a running server: parts, routes, connections | all below |
//! | `handlers` | one file a resource: HTTP is known here only | `render`, `content`, `visits`, `store`, `settings`, `importing` (media types), `pictures`, `log` |
//! | `render` | pages as HTML, by the front end's own components | `content`, `pictures` and `store` (what is known of a picture), `settings`, the front end's pure rooms |
//! | `content` | what is served, made ready once and kept | `store`, `clean`, `pictures` (addresses), `settings`, `importing::local` |
//! | `importing` | from a file or an address to the store | `store`, `fetch`, `clean`, `pictures`, `settings` |
//! | `pictures` | what a picture is, and its sizes, made when they are asked for | `store` (what is known of a file) |
//! | `visits` | counting, online, and telling those who watch | `store`, `settings`, `clock` |
//! | `store` | what is kept, behind one trait; `sqlite/` behind it | `visits::rules`, `visits::Visitor` |
//! | `fetch` | the one guarded way out to the network | nothing |
//! | `clean` | the one allow-list for articles' HTML | nothing (of `bantin-feed`: plain text) |
//! | `settings` | `bantin.toml`, each with a default | nothing |
//! | `log` | lines gathered, and written by a thread of their own | `settings` (its form) |
//! | `clock` | what time it is, so that tests can set it | nothing |

pub mod clean;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod content;
pub mod fetch;
pub mod handlers;
pub mod importing;
pub mod log;
pub mod pictures;
pub mod render;
pub mod serving;
pub mod settings;
pub mod store;
pub mod visits;
