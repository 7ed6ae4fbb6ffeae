//! From a file or an address to articles in the store.
//!
//! The room exists because `read` and `import` must see the same. It may import `store`, `fetch`, `pictures`, `settings`, `redirects`,
//! `clean` (which also finds the addresses in a body) and `bantin-feed`; what an import may take is decided
//! here, what it changes in `store`.

mod document;
mod gather;
mod handed_on;
mod intake;
pub mod local;
mod media;
mod named;
mod remote;
mod take;
mod walk;

pub use document::{Asked, Document, DocumentError, Place};
pub use gather::{GatherError, Gathered, gather};
pub use handed_on::{is_handed_on, name_of};
pub use intake::{Intake, OnTheWeb, Prepared};
pub use media::{TYPES as MEDIA_TYPES, type_of as media_type_of};
pub use remote::taken_as;
pub use take::{ImportError, ImportReport, Order, RefusedItem, import, name_site};
pub use walk::{Found, Origin, Page, Walk, Way};
