//! What pages are made of, as plain data, and the requests that it answers.
//!
//! This room exists so that the browser and the server agree on what a page needs: the server puts the very answers into
//! the page that the browser would ask for. Pure: it may import `clean_html` and the crates `feed` and `api`.

pub mod elsewhere;
mod listing;
mod query;
mod search;
pub mod tabs;
mod visit;
mod whole;

pub use listing::Listing;
pub use query::{Query, article_path, file_of};
pub use search::{Found, Hit, IN_SEARCH, Pieces, Search, day_of, suggestions, suggestions_path};
pub use visit::{Arrival, visit};
pub use whole::Whole;

/// Where a page that was withdrawn says so itself: the slug of the article's main category, or nothing. Only pages bring it,
/// whatever their address is; no request asks for it.
pub const GONE_PATH: &str = "/gone";

/// Where a page says that it is taken over as the server has rendered it: the application itself cannot make it, or not without asking.
/// No request asks for it.
pub const RENDERED_PATH: &str = "/rendered";

/// Where a site without a server of ours has all of its articles at once, each with the text that it can be found by.
pub const WHOLE_PATH: &str = "/whole";

/// Where the site's counts are answered, below its API's root.
pub const COUNTS_PATH: &str = "/counts";
