//! One file a resource: from a request to an answer.
//!
//! The room exists so that HTTP is known in one place. It may import `render`, `machines`, `content`, `visits`, `store` (for what
//! it answers instead), `settings`, `importing` (media types), `pictures`, `redirects` (the normal form), `releases`, `lines`, `staff` and `log` (what was dropped); it holds no rules
//! of counting or cleaning.

mod app;
pub mod articles;
pub mod client_files;
pub mod coding;
pub mod copies;
pub mod counts;
mod documents;
pub mod feeds;
mod filled;
pub mod frames;
pub mod health;
pub mod lines;
pub mod live;
pub mod loader;
pub mod manifest;
pub mod media;
pub mod metrics;
mod missed;
pub mod old_addresses;
pub mod origin;
pub mod pages;
pub mod params;
pub mod problem;
pub mod reply;
pub mod robots;
pub mod site;
pub mod sitemaps;
pub mod staff;
pub mod unscripted;
pub mod viewer;
pub mod visits;

use std::sync::Arc;

pub use app::App;

/// What every handler is given.
pub type Shared = axum::extract::State<Arc<App>>;

/// What every handler answers.
pub type Answer = Result<axum::response::Response, problem::HttpProblem>;
