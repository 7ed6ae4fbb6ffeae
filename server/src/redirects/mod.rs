//! Addresses of the site that was there before: one way to write them, and what they are to lead to.
//!
//! The room exists so that a server, an import and a check agree on when two old addresses are the same. It is pure: text
//! in, plain values out. It knows neither HTTP nor what the store holds, and may import `importing::local` (what an
//! address in a feed's file is), `bantin-feed` and the front end's `route`.

mod address;
mod article;
mod list;
mod pattern;
mod table;
mod target;
#[cfg(test)]
mod tests;

pub use address::{BadAddress, OldAddress};
pub use article::{addresses_of, host};
pub use list::{BadLine, Entry, Line, addresses, entries};
pub use pattern::{BadPattern, IMPORT, Pattern};
pub use table::{BadText, text_of};
pub use target::{BadTarget, Ours, Target};
