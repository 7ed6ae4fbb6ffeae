//! The page `/nhung`: chooses what of a site stands on another host's page, and writes the lines for it.
//!
//! The room exists so that all of it is plain computing, from the query of an address to HTML: it works without script, and
//! nothing of it is in the wasm. It may import the front end's `components` (a page's edition), `route` and `text`, and the crate
//! `bantin-api`; HTTP is known in `handlers/lines.rs` only.

mod choice;
pub mod page;
mod words;
mod written;

pub use choice::{Choice, Form, Kind, Wrong};
pub use written::{Pinned, Place, Written, write};
