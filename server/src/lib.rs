//! bantin's companion server: one binary with an embedded database, or several over one PostgreSQL. It serves a site's
//! articles, keeps its counts, and sends the client.
//!
//! It is a library with a small `main`, so that tests start the very same server in their own process.
//!
//! | room | why it exists | imports |
//! | --- | --- | --- |
//! | `commands` (and `cli`) | one file a command | everything |
//! | `serving` | a running server: parts, routes, connections | all below |
//! | `backup` | everything that is kept, copied while the server runs, and put back | `store` |
//! | `exporting` | a site as plain files: the server's own answers, asked for one by one | `serving` and what it needs |
//! | `handlers` | one file a resource: HTTP is known here only | `render`, `machines`, `content`, `visits`, `store`, `settings`, `importing` (media types), `pictures`, `sources` (how each does), `staff`, `log` |
//! | `machines` | feeds, sitemaps, robots, manifest | `render`, `content`, `store` (rows), `settings`, the front end's pure rooms |
//! | `render` | pages as HTML, by the front end's own components | `content`, `pictures` and `store` (what is known of a picture), `settings`, the front end's pure rooms |
//! | `content` | what is served, made ready once and kept | `searching`, `store`, `clean`, `pictures` (addresses), `settings`, `importing::local`, `redirects` |
//! | `searching` | what is found, and in which order | `store` |
//! | `sources` | articles fetched on a schedule, from where they are published already | `importing`, `fetch`, `store`, `settings`, `clock` |
//! | `importing` | from a file or an address to the store | `store`, `fetch`, `clean`, `pictures`, `settings`, `redirects` |
//! | `pictures` | what a picture is, and its sizes, made when they are asked for | `store` (what is known of a file) |
//! | `staff` | the staff's pages: accounts, sessions, spans of days, charts, tables, HTML | `store` (rows), `settings` (a zone), `visits` (reasons), the front end's pure rooms |
//! | `lines` | the page that writes the lines for other hosts' pages | the front end's pure rooms |
//! | `visits` | counting, online, and telling those who watch | `store`, `settings`, `clock` |
//! | `store` | what is kept, behind one trait; `sqlite/` and `postgres/` behind it | `visits::rules`, `visits::Visitor`, `redirects` (normal form) |
//! | `embedding` | what stands in the way of an embed on another host's page, judged | `settings` |
//! | `fetch` | the one guarded way out to the network | nothing |
//! | `clean` | the one allow-list for articles' HTML | nothing (of `bantin-feed`: plain text) |
//! | `releases` | the client's files of releases that were served before | nothing |
//! | `redirects` | addresses of the site that was there before | `importing::local` |
//! | `settings` | `bantin.toml`, each with a default | `redirects` (patterns) |
//! | `log` | lines gathered, and written by a thread of their own | `settings` (its form) |
//! | `clock` | what time it is, so that tests can set it | nothing |

pub mod backup;
pub mod clean;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod content;
pub mod embedding;
pub mod exporting;
pub mod fetch;
pub mod handed_on;
pub mod handlers;
pub mod importing;
pub mod lines;
pub mod log;
pub mod machines;
pub mod pictures;
pub mod redirects;
pub mod releases;
pub mod render;
pub mod searching;
pub mod serving;
pub mod settings;
pub mod sources;
pub mod staff;
pub mod store;
pub mod visits;
