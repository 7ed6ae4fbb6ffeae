//! The wire types between bantin's client and its companion server.
//!
//! This crate exists so that both sides speak from one definition. It may import `serde` and nothing else:
//! it is compiled into the wasm, where every dependency is paid for on a phone. Articles are not here: they
//! travel as JSON Feed 1.1, which `bantin-feed` reads and writes. All paths are below `/api/v1/sites/{site}`,
//! and version 1 only ever grows: a field may be added, none is renamed or removed.

mod counts;
mod problem;
mod site;

pub use counts::{ArticleViews, Counts, Visit, Visits};
pub use problem::Problem;
pub use site::{Category, Language, Site};
